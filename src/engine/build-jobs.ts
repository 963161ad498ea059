/**
 * The passes of building rows from columns, each over one slice of the entries or rows.
 *
 * A slice has counters of its own for every row, so that threads never write to the same number, and
 * what they write comes out the same however many there are.
 *
 * @module
 */

/** Parallel columns; in shared memory when more than one thread is to read them. */
export interface EntryChunk {
  readonly sources: Uint32Array
  readonly targets: Uint32Array
}

/** A stretch of a chunk. */
export interface EntrySlice extends EntryChunk {
  readonly first: number
  readonly end: number
}

interface EntriesJob {
  readonly slices: readonly (readonly EntrySlice[])[]
  readonly rows: number
}

export type BuildJob =
  /** counts[slice][row] += entries that row has at either end. Refuses rows that do not exist. */
  | (EntriesJob & { readonly kind: 'count-both'; readonly counts: readonly Uint32Array[] })
  /** counts[slice][new target]++. Refuses rows that do not exist. */
  | (EntriesJob & {
      readonly kind: 'count-targets'
      readonly newRowOf: Uint32Array
      readonly counts: readonly Uint32Array[]
    })
  /** Put each new source where the slice's cursor of its new target says. */
  | (EntriesJob & {
      readonly kind: 'scatter-sources'
      readonly newRowOf: Uint32Array
      readonly cursors: readonly Uint32Array[]
      readonly into: Uint32Array
    })
  /** counts[slice][target]++ over the slice's rows. */
  | {
      readonly kind: 'count-columns'
      readonly starts: Uint32Array
      readonly targets: Uint32Array
      readonly bounds: Uint32Array
      readonly counts: readonly Uint32Array[]
    }
  /** Put each row where the slice's cursor of its columns says. */
  | {
      readonly kind: 'scatter-rows'
      readonly starts: Uint32Array
      readonly targets: Uint32Array
      readonly bounds: Uint32Array
      readonly cursors: readonly Uint32Array[]
      readonly into: Uint32Array
    }
  /**
   * Turn what the slices counted for each column into cursors: `starts[column]` holds the sum over
   * the slices, or with `cursors` where the column starts.
   */
  | {
      readonly kind: 'add-counts' | 'place-counts'
      readonly starts: Uint32Array
      readonly bounds: Uint32Array
      readonly counts: readonly Uint32Array[]
    }
  /** Drop repeated columns within the slice's rows; the rest moves to the slice's front. */
  | {
      readonly kind: 'fold'
      readonly starts: Uint32Array
      readonly targets: Uint32Array
      readonly bounds: Uint32Array
      /** How many columns each row keeps. */
      readonly lengths: Uint32Array
    }

export function buildRunner(job: BuildJob): (slice: number) => void {
  switch (job.kind) {
    case 'count-both':
      return (slice) => countBoth(job.slices[slice], job.rows, job.counts[slice])
    case 'count-targets':
      return (slice) => countTargets(job.slices[slice], job.rows, job.newRowOf, job.counts[slice])
    case 'scatter-sources':
      return (slice) =>
        scatterSources(job.slices[slice], job.newRowOf, job.cursors[slice], job.into)
    case 'count-columns':
      return (slice) => {
        const { starts, targets, bounds, counts } = job
        countColumns(targets, starts[bounds[slice]], starts[bounds[slice + 1]], counts[slice])
      }
    case 'scatter-rows':
      return (slice) => {
        const { starts, targets, bounds, cursors, into } = job
        scatterRows(starts, targets, bounds[slice], bounds[slice + 1], cursors[slice], into)
      }
    case 'add-counts':
      return (slice) => addCounts(job.starts, job.bounds[slice], job.bounds[slice + 1], job.counts)
    case 'place-counts':
      return (slice) =>
        placeCounts(job.starts, job.bounds[slice], job.bounds[slice + 1], job.counts)
    default:
      return (slice) => {
        const { starts, targets, bounds, lengths } = job
        fold(starts, targets, bounds[slice], bounds[slice + 1], lengths)
      }
  }
}

function refuse(source: number, target: number, rows: number): never {
  throw new RangeError(`entry (${source}, ${target}) outside ${rows} rows`)
}

function countBoth(slices: readonly EntrySlice[], rows: number, counts: Uint32Array): void {
  for (const { sources, targets, first, end } of slices) {
    for (let e = first; e < end; e++) {
      const s = sources[e]
      const t = targets[e]
      if (s >= rows || t >= rows) refuse(s, t, rows)
      counts[s]++
      counts[t]++
    }
  }
}

function countTargets(
  slices: readonly EntrySlice[],
  rows: number,
  newRowOf: Uint32Array,
  counts: Uint32Array,
): void {
  for (const { sources, targets, first, end } of slices) {
    for (let e = first; e < end; e++) {
      const t = targets[e]
      if (sources[e] >= rows || t >= rows) refuse(sources[e], t, rows)
      counts[newRowOf[t]]++
    }
  }
}

function scatterSources(
  slices: readonly EntrySlice[],
  newRowOf: Uint32Array,
  cursors: Uint32Array,
  into: Uint32Array,
): void {
  for (const { sources, targets, first, end } of slices) {
    for (let e = first; e < end; e++) into[cursors[newRowOf[targets[e]]]++] = newRowOf[sources[e]]
  }
}

function countColumns(targets: Uint32Array, first: number, end: number, counts: Uint32Array): void {
  for (let e = first; e < end; e++) counts[targets[e]]++
}

function scatterRows(
  starts: Uint32Array,
  targets: Uint32Array,
  first: number,
  end: number,
  cursors: Uint32Array,
  into: Uint32Array,
): void {
  for (let i = first; i < end; i++) {
    for (let e = starts[i], last = starts[i + 1]; e < last; e++) into[cursors[targets[e]]++] = i
  }
}

function addCounts(
  starts: Uint32Array,
  first: number,
  end: number,
  counts: readonly Uint32Array[],
): void {
  for (let j = first; j < end; j++) {
    let sum = 0
    for (const ofSlice of counts) sum += ofSlice[j]
    starts[j] = sum
  }
}

function placeCounts(
  starts: Uint32Array,
  first: number,
  end: number,
  counts: readonly Uint32Array[],
): void {
  for (let j = first; j < end; j++) {
    let place = starts[j]
    for (const ofSlice of counts) {
      const count = ofSlice[j]
      ofSlice[j] = place
      place += count
    }
  }
}

function fold(
  starts: Uint32Array,
  targets: Uint32Array,
  first: number,
  end: number,
  lengths: Uint32Array,
): void {
  let kept = starts[first]
  for (let i = first; i < end; i++) {
    const from = kept
    for (let e = starts[i], last = starts[i + 1]; e < last; e++) {
      const target = targets[e]
      if (kept > from && targets[kept - 1] === target) continue
      targets[kept++] = target
    }
    lengths[i] = kept - from
  }
}

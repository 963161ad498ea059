/**
 * Both directions of a graph from columns of entries, its rows numbered anew, on all threads.
 *
 * No row is ever sorted: scattering the entries by target gives each target its sources in no order;
 * scattering those rows by source, in order of target, gives each source its targets in rising
 * order; and once more the other way. Each pass counts first, slice by slice, so that every thread
 * knows its places in every row. Where rows are numbered by falling degree, most of what a pass
 * scatters to is in cache.
 *
 * Memory: the arena gets 8 bytes an entry, repeated ones included, and 8 a row; on the way there are
 * 4 bytes a row for each slice (as many as threads, at most 8). The first pass's rows lie where the
 * last pass's will.
 *
 * @module
 */
import { type Arena } from '../graph/arena.ts'
import { type Csr, type Digraph } from '../graph/csr.ts'
import { degreeOrder } from '../graph/relabel.ts'
import { type BuildJob, type EntryChunk, type EntrySlice } from './build-jobs.ts'
import { type Crew } from './crew.ts'
import { evenRows } from './sweep-plan.ts'

export interface BuildOptions {
  readonly rows: number
  /** Parallel columns, all of one kind of rows; read, never written. */
  readonly chunks: readonly EntryChunk[]
  /**
   * The number of each row in the result, a permutation (not checked); by falling degree, entries in
   * and out together, unless given. Give it to break ties of degree by something of your own.
   */
  readonly newRowOf?: Uint32Array
}

export interface BuiltDigraph {
  readonly graph: Digraph
  readonly newRowOf: Uint32Array
}

/** More slices than this take more memory for counters than they save time. */
const MOST_SLICES = 8

/** How many bytes of arena `buildDigraph` needs; the scratch among them is free again afterwards. */
export function buildBytes(rows: number, entries: number, threads: number): number {
  return 8 * entries + 4 * rows * (4 + Math.min(threads, MOST_SLICES)) + (1 << 16)
}

/**
 * @throws {RangeError} if the columns of a chunk differ in length or an entry names no row, or the
 * arena has no room.
 */
export function buildDigraph(
  crew: Crew,
  arena: Arena,
  { rows, chunks, newRowOf: given }: BuildOptions,
): BuiltDigraph {
  let size = 0
  for (const { sources, targets } of chunks) {
    if (sources.length !== targets.length) {
      throw new RangeError(`"targets" expected length ${sources.length}, got ${targets.length}`)
    }
    size += sources.length
  }
  if (given && given.length !== rows) {
    throw new RangeError(`"newRowOf" expected length ${rows}, got ${given.length}`)
  }
  const start = arena.mark()
  const outStarts = arena.uint32(rows + 1)
  const inStarts = arena.uint32(rows + 1)
  const outTargets = arena.uint32(size)
  const inTargets = arena.uint32(size)
  const scratch = arena.mark()
  try {
    const count = Math.min(crew.threads, MOST_SLICES)
    const slices = cut(chunks, size, count)
    const counters = slices.map(() => arena.uint32(rows))
    const newRowOf = arena.uint32(rows)
    if (given) newRowOf.set(given)
    else newRowOf.set(orderByDegree(crew, rows, slices, counters))

    // by target, then by source, then by target: see above
    clear(counters)
    crew.run({ kind: 'count-targets', slices, rows, newRowOf, counts: counters }, slices.length)
    placeAll(crew, rows, inStarts, counters)
    crew.run(
      { kind: 'scatter-sources', slices, rows, newRowOf, cursors: counters, into: inTargets },
      slices.length,
    )
    transposeInto(crew, rows, inStarts, inTargets, outStarts, outTargets, counters)
    const kept = foldRows(crew, rows, outStarts, outTargets, counters[0])
    transposeInto(crew, rows, outStarts, outTargets, inStarts, inTargets, counters)

    const csr = (starts: Uint32Array, targets: Uint32Array): Csr =>
      Object.freeze({
        rows,
        columns: rows,
        starts,
        targets: targets.subarray(0, kept),
        weights: null,
      })
    const graph = { out: csr(outStarts, outTargets), in: csr(inStarts, inTargets) }
    return { graph: Object.freeze(graph), newRowOf: newRowOf.slice() }
  } catch (error) {
    arena.release(start)
    throw error
  } finally {
    if (arena.mark() > scratch) arena.release(scratch)
  }
}

/** Cut the chunks into `count` slices of equally many entries. */
function cut(chunks: readonly EntryChunk[], size: number, count: number): EntrySlice[][] {
  const slices: EntrySlice[][] = Array.from({ length: count }, () => [])
  let seen = 0
  for (const { sources, targets } of chunks) {
    for (let slice = 0; slice < count; slice++) {
      const first = Math.max(0, Math.floor((size * slice) / count) - seen)
      const end = Math.min(sources.length, Math.floor((size * (slice + 1)) / count) - seen)
      if (first < end) slices[slice].push({ sources, targets, first, end })
    }
    seen += sources.length
  }
  return slices
}

function orderByDegree(
  crew: Crew,
  rows: number,
  slices: readonly (readonly EntrySlice[])[],
  counters: readonly Uint32Array[],
): Uint32Array {
  crew.run({ kind: 'count-both', slices, rows, counts: counters }, slices.length)
  const degrees = counters[0]
  run(crew, { kind: 'add-counts', starts: degrees, bounds: parts(crew, rows), counts: counters })
  return degreeOrder(degrees)
}

/** Rows `starts`, `targets` seen from their columns, in rising order, into arrays of the same size. */
function transposeInto(
  crew: Crew,
  rows: number,
  starts: Uint32Array,
  targets: Uint32Array,
  intoStarts: Uint32Array,
  into: Uint32Array,
  counters: readonly Uint32Array[],
): void {
  const bounds = evenRows(starts, rows, counters.length)
  const counts = counters.slice(0, bounds.length - 1)
  clear(counts)
  run(crew, { kind: 'count-columns', starts, targets, bounds, counts })
  placeAll(crew, rows, intoStarts, counts)
  run(crew, { kind: 'scatter-rows', starts, targets, bounds, cursors: counts, into })
}

/** What slices counted becomes `starts`, and each slice's first place in every row. */
function placeAll(
  crew: Crew,
  rows: number,
  starts: Uint32Array,
  counts: readonly Uint32Array[],
): void {
  const bounds = parts(crew, rows)
  run(crew, { kind: 'add-counts', starts, bounds, counts })
  let place = 0
  for (let row = 0; row < rows; row++) {
    const count = starts[row]
    starts[row] = place
    place += count
  }
  starts[rows] = place
  run(crew, { kind: 'place-counts', starts, bounds, counts })
}

/** Fold repeated columns; returns how many entries are left. */
function foldRows(
  crew: Crew,
  rows: number,
  starts: Uint32Array,
  targets: Uint32Array,
  lengths: Uint32Array,
): number {
  const bounds = evenRows(starts, rows, crew.threads * 8)
  const froms = Array.from(bounds, (row) => starts[row])
  run(crew, { kind: 'fold', starts, targets, bounds, lengths })
  let kept = 0
  for (let slice = 0; slice + 1 < bounds.length; slice++) {
    const first = kept
    for (let row = bounds[slice]; row < bounds[slice + 1]; row++) {
      starts[row] = kept
      kept += lengths[row]
    }
    // slices close up one after the other; each only ever moves towards the front
    targets.copyWithin(first, froms[slice], froms[slice] + kept - first)
  }
  starts[rows] = kept
  return kept
}

function run(crew: Crew, job: Extract<BuildJob, { bounds: Uint32Array }>): void {
  crew.run(job, job.bounds.length - 1)
}

/** Bounds of a few ranges of rows for each thread. */
function parts(crew: Crew, rows: number): Uint32Array {
  const count = crew.threads * 4
  return Uint32Array.from({ length: count + 1 }, (_, k) => Math.floor((rows * k) / count))
}

function clear(counters: readonly Uint32Array[]): void {
  for (const counts of counters) counts.fill(0)
}

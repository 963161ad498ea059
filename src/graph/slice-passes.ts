/**
 * What `fold-entries.ts` does to entries that count 1, in passes that several threads make side by
 * side: each thread has rows of its own, and places of its own in every row that it writes to.
 *
 * Scattering the rows in their new order gives each column its rows in rising order within what one
 * thread writes, and threads follow each other in the order of their rows: nothing is ever sorted.
 *
 * @module
 */
import { type EntryChunk, foldLaid } from './fold-entries.ts'

/** Rows `first, first + 1, …` of a graph: row `first + i` has `targets[starts[i]..starts[i + 1]]`. */
export interface Slice {
  readonly first: number
  readonly starts: Uint32Array
  readonly targets: Uint32Array
}

export interface FoldedSlice extends Slice {
  /** How many entries of these rows each column has. */
  readonly columnDegrees: Uint32Array
}

/** Some rows of a graph, in an order of their own. */
export interface SliceRows {
  /** All rows of the graph, slice by slice. */
  readonly slices: readonly Slice[]
  /** Which row comes at each place; null for the rows as they are. */
  readonly order: Uint32Array | null
  /** The places that are meant. */
  readonly from: number
  readonly to: number
}

/** Rows `first..end`, each pair once, in any order within a row; none of a row with itself. */
export function foldSlice(
  first: number,
  end: number,
  columns: number,
  chunks: readonly Pick<EntryChunk, 'sources' | 'targets'>[],
): FoldedSlice {
  const rows = end - first
  const starts = new Uint32Array(rows + 1)
  for (const { sources, targets } of chunks) {
    for (let e = 0; e < sources.length; e++) {
      const i = (sources[e] - first) >>> 0 // what lies before is far beyond
      if (i < rows && sources[e] !== targets[e]) starts[i + 1]++
    }
  }
  for (let i = 0; i < rows; i++) starts[i + 1] += starts[i]
  const laid = new Uint32Array(starts[rows])
  const cursors = starts.slice(0, rows)
  for (const { sources, targets } of chunks) {
    for (let e = 0; e < sources.length; e++) {
      const i = (sources[e] - first) >>> 0
      if (i < rows && sources[e] !== targets[e]) laid[cursors[i]++] = targets[e]
    }
  }
  const { targets, columnDegrees } = foldLaid(rows, columns, starts, laid, null)
  return { first, starts, targets, columnDegrees }
}

/** Add to `counts` how many entries of these rows each column has. */
export function countTargets({ slices, order, from, to }: SliceRows, counts: Uint32Array): void {
  for (let place = from; place < to; place++) {
    const row = order ? order[place] : place
    const { first, starts, targets } = sliceOf(slices, row)
    for (let e = starts[row - first], end = starts[row - first + 1]; e < end; e++) {
      counts[targets[e]]++
    }
  }
}

/** Write the place of each of these rows to where `cursors` of its columns say, and move those on. */
export function scatterPlaces(
  { slices, order, from, to }: SliceRows,
  cursors: Uint32Array,
  into: Uint32Array,
): void {
  for (let place = from; place < to; place++) {
    const row = order ? order[place] : place
    const { first, starts, targets } = sliceOf(slices, row)
    for (let e = starts[row - first], end = starts[row - first + 1]; e < end; e++) {
      into[cursors[targets[e]]++] = place
    }
  }
}

function sliceOf(slices: readonly Slice[], row: number): Slice {
  let s = slices.length - 1
  while (row < slices[s].first) s--
  return slices[s]
}

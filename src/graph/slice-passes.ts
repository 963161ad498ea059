/**
 * What `fold-entries.ts` does to entries that count 1, in passes that several threads make side by
 * side: each thread has rows of its own, and places of its own in every row that it writes to.
 *
 * Scattering rows in their new order gives each column its rows in rising order, and so does
 * scattering the last row first from where the column ends. Two threads that do so, one from either
 * end, meet in the middle: nothing is sorted, and nobody need count what the other writes.
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

/**
 * Rows `first..end`, each pair once, in any order within a row; none of a row with itself.
 *
 * @param zeros makes what is handed on, in memory that other threads may read.
 */
export function foldSlice(
  first: number,
  end: number,
  columns: number,
  chunks: readonly Pick<EntryChunk, 'sources' | 'targets'>[],
  zeros: (length: number) => Uint32Array = (length) => new Uint32Array(length),
): FoldedSlice {
  const rows = end - first
  const starts = zeros(rows + 1)
  for (const { sources, targets } of chunks) {
    for (let e = 0; e < sources.length; e++) {
      const i = (sources[e] - first) >>> 0 // what lies before is far beyond
      if (i < rows && sources[e] !== targets[e]) starts[i + 1]++
    }
  }
  for (let i = 0; i < rows; i++) starts[i + 1] += starts[i]
  const laid = zeros(starts[rows])
  const cursors = starts.slice(0, rows)
  for (const { sources, targets } of chunks) {
    for (let e = 0; e < sources.length; e++) {
      const i = (sources[e] - first) >>> 0
      if (i < rows && sources[e] !== targets[e]) laid[cursors[i]++] = targets[e]
    }
  }
  const { targets, columnDegrees } = foldLaid(rows, columns, starts, laid, null)
  const degrees = zeros(columns)
  degrees.set(columnDegrees)
  return { first, starts, targets, columnDegrees: degrees }
}

/** Which columns are meant: a share of 2ⁿ, in blocks that do not share lines of the cache. */
export interface ColumnShare {
  readonly share: number
  readonly shares: number
}

const BLOCK_BITS = 4
/** Rows that are looked up together. */
const BATCH = 256

/** Write the place of each row to where `nexts` of its columns say, and move those on. */
export function scatterForwards(
  rows: SliceRows,
  { share, shares }: ColumnShare,
  nexts: Uint32Array,
  into: Uint32Array,
): void {
  const batch = createBatch()
  for (let from = rows.from; from < rows.to; from += BATCH) {
    const count = Math.min(BATCH, rows.to - from)
    lookUp(rows, from, count, batch)
    for (let k = 0; k < count; k++) {
      const { targets } = rows.slices[batch.slices[k]]
      for (let e = batch.starts[k], end = batch.ends[k]; e < end; e++) {
        const column = targets[e]
        if (((column >>> BLOCK_BITS) & (shares - 1)) === share) into[nexts[column]++] = from + k
      }
    }
  }
}

/** The same from the last row to the first, and from where the columns end. */
export function scatterBackwards(
  rows: SliceRows,
  { share, shares }: ColumnShare,
  ends: Uint32Array,
  into: Uint32Array,
): void {
  const batch = createBatch()
  for (let to = rows.to; to > rows.from; to -= BATCH) {
    const from = Math.max(rows.from, to - BATCH)
    lookUp(rows, from, to - from, batch)
    for (let k = to - from - 1; k >= 0; k--) {
      const { targets } = rows.slices[batch.slices[k]]
      for (let e = batch.starts[k], end = batch.ends[k]; e < end; e++) {
        const column = targets[e]
        if (((column >>> BLOCK_BITS) & (shares - 1)) === share) into[--ends[column]] = from + k
      }
    }
  }
}

/** Of rows the places of their slices, and where in those they start and end. */
interface Batch {
  readonly slices: Uint8Array
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  /** So that what is only fetched is read at all. */
  fetched: number
}

function createBatch(): Batch {
  const numbers = () => new Uint32Array(BATCH)
  return { slices: new Uint8Array(BATCH), starts: numbers(), ends: numbers(), fetched: 0 }
}

/**
 * Find `count` rows from place `from` on, and fetch their first columns. In an order of their own each
 * is two waits for memory, which go on side by side only where nothing can be guessed wrong between.
 */
function lookUp({ slices, order }: SliceRows, from: number, count: number, batch: Batch): void {
  for (let k = 0; k < count; k++) {
    const row = order ? order[from + k] : from + k
    let s = slices.length - 1
    while (row < slices[s].first) s--
    const { first, starts } = slices[s]
    batch.slices[k] = s
    batch.starts[k] = starts[row - first]
    batch.ends[k] = starts[row - first + 1]
  }
  for (let k = 0; k < count; k++) batch.fetched ^= slices[batch.slices[k]].targets[batch.starts[k]]
}

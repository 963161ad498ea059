/**
 * Some rows as every format hands them over: cells of UTF-8 text, as slices of the reader's buffers.
 *
 * Text is the one thing that all formats can say, so the meaning of a cell is looked after in one
 * place (`columns.ts`) and no string is made for an id. Rows come many at a time, so that a column
 * is looked at in one loop.
 *
 * @module
 */

/** More columns than any real file has; a file with more is not what it says. */
export const MOST_COLUMNS = 1024
/** As many rows at a time as keep their cells in the cache. */
export const MOST_ROWS = 1024

/** Cell `i` of a column is `bytes[starts[i]..ends[i]]`. Good during the call: copy what you keep. */
export interface CellColumn {
  readonly bytes: Uint8Array
  readonly view: DataView
  /** Whether all bytes are ASCII, so that no cell needs a look whether it is UTF-8. */
  readonly isAscii: boolean
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Null when each cell stands for itself. */
  readonly coded: Coded | null
  /** Which cell is that of the first row, and how many cells on that of the next is. */
  readonly first: number
  readonly stride: number
}

/** Cells that are values of a dictionary, so that each value need be looked at only once. */
export interface Coded {
  /** For each cell the place of its value; of an empty cell any. */
  readonly places: Int32Array
  /** The same object for the same dictionary, which holds so many values. */
  readonly dictionary: object
  readonly size: number
}

export interface Rows {
  readonly count: number
  /** The line of each, counted from 1. */
  readonly lines: Uint32Array
  /** In the order of the file. */
  readonly columns: readonly CellColumn[]
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

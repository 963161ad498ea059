/**
 * One row as every format hands it over: cells of UTF-8 text, as slices of the reader's buffers.
 *
 * Text is the one thing that all formats can say, so the meaning of a cell is looked after in one
 * place (`columns.ts`) and no string is made for an id that is already known.
 *
 * @module
 */

/** More columns than any real file has; a file with more is not what it says. */
export const MOST_COLUMNS = 1024

/** Cell `i` is `buffers[i][starts[i]..ends[i]]`. Readers use one over and over: copy what you keep. */
export interface Cells {
  readonly buffers: Uint8Array[]
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** Cells for so many columns, all in `buffer` until said otherwise. */
export function cellsIn(buffer: Uint8Array, count: number): Cells {
  return {
    buffers: Array.from({ length: count }, () => buffer),
    starts: new Int32Array(count),
    ends: new Int32Array(count),
  }
}

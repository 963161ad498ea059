/**
 * What `scanDelimited` needs to lay up plain rows by a kernel (graph/wasm/cells.ts): its buffer and
 * the places of cells in the kernel's memory.
 *
 * @module
 */
import { type GrowingMemory, type Region } from '../graph/growing-memory.ts'
import { MOST_ROWS } from './cells.ts'

/** What the kernel reads beyond the buffer. */
const SPARE_BYTES = 64
const FRAME_BYTES = 64
// fields of the frame
const [BUFFER, STARTS, ENDS, LINES, ROW_START, LINE] = [0, 1, 2, 3, 4, 5]

export interface ScanKernel {
  readonly buffer: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly lines: Uint32Array
  /**
   * Lay up rows from `rowStart` on, the first of which is on `line` and `waiting` of which are there
   * already; how many are there then. Where the first that is not begins is in `next`, and its line.
   */
  readonly lay: (rowStart: number, line: number, filled: number, waiting: number) => number
  readonly next: { readonly rowStart: number; readonly line: number }
  /** Give all of it back. */
  readonly end: () => void
}

/** A buffer of so many bytes, for rows of `width` cells and at most `longest` bytes. */
export function createScanKernel(
  memory: GrowingMemory,
  delimiter: number,
  width: number,
  bufferBytes: number,
  longest: number,
): ScanKernel {
  const regions: Region[] = []
  const take = (bytes: number) => {
    const region = memory.take(bytes)
    regions.push(region)
    return region.at
  }
  const [frameAt, bufferAt] = [take(FRAME_BYTES), take(bufferBytes + SPARE_BYTES)]
  const [startsAt, endsAt] = [take(MOST_ROWS * width * 4), take(MOST_ROWS * width * 4)]
  const linesAt = take(MOST_ROWS * 4)
  const { buffer } = memory
  const frame = new Uint32Array(buffer, frameAt, FRAME_BYTES / 4)
  frame[BUFFER] = bufferAt
  frame[STARTS] = startsAt
  frame[ENDS] = endsAt
  frame[LINES] = linesAt
  const { layCells } = memory.kernels
  return {
    buffer: new Uint8Array(buffer, bufferAt, bufferBytes),
    starts: new Int32Array(buffer, startsAt, MOST_ROWS * width),
    ends: new Int32Array(buffer, endsAt, MOST_ROWS * width),
    lines: new Uint32Array(buffer, linesAt, MOST_ROWS),
    lay(rowStart, line, filled, waiting) {
      frame[ROW_START] = rowStart
      frame[LINE] = line
      return layCells(frameAt, filled, delimiter, width, waiting, MOST_ROWS, longest)
    },
    next: {
      get rowStart() {
        return frame[ROW_START]
      },
      get line() {
        return frame[LINE]
      },
    },
    end() {
      for (const region of regions) memory.give(region)
    },
  }
}

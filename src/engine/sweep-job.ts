/**
 * A sweep over the tiles of a sweep layout, block by block.
 *
 * Tickets run through the tiles of one block before the next, so that all threads gather from the
 * same 256 KiB. A tile's block waits until the tile's last one is done, since both add to the same
 * sums; tickets are handed out in order, so what it waits for is always being done.
 *
 * @module
 */
import { type Kernels } from '../graph/kernels.ts'
import { FAILED } from './control.ts'
import { type Workplace } from './workplace.ts'

export const BLOCK_COLUMNS = 1 << 16
/** Lengths 1 to 32, one for longer, and 0 that no piece has. */
export const CLASSES = 34

/** Some microseconds; and how long a failed ticket goes unnoticed. */
const MOST_SPINS = 1000
const LONGEST_WAIT_MILLIS = 5

export interface SweepJob {
  readonly kind: 'sweep'
  readonly place: Workplace
  readonly lanes: 1 | 8 | 16
  readonly tiles: number
  /** Pointers to the layout's arrays. */
  readonly counts: number
  readonly pieces: number
  readonly offsets: number
  /** For each block and tile, where its pieces and its offsets start. */
  readonly pieceStarts: Uint32Array
  readonly offsetStarts: Uint32Array
  /** Pointers to the first column's value and the first row's sum. */
  readonly values: number
  readonly sums: number
  readonly scale: number
  /** Blocks done of each tile. */
  readonly done: Int32Array
}

export function sweepRunner(job: SweepJob, kernels: Kernels, control: Int32Array) {
  const { tiles, lanes, counts, pieces, offsets, pieceStarts, offsetStarts, done } = job
  const { values, sums, scale } = job
  const sweep =
    lanes === 1 ? kernels.sweepOne : lanes === 8 ? kernels.sweepEight : kernels.sweepSixteen
  return (ticket: number) => {
    const block = Math.floor(ticket / tiles)
    const tile = ticket - block * tiles
    for (let spins = 0; ; spins++) {
      const finished = Atomics.load(done, tile)
      if (finished >= block) break
      if (Atomics.load(control, FAILED) !== 0) return
      // who is waited for may have lost its core to somebody: then it is not for us to keep one busy
      if (spins > MOST_SPINS) Atomics.wait(done, tile, finished, LONGEST_WAIT_MILLIS)
    }
    sweep(
      counts + ticket * CLASSES * 4,
      pieces + pieceStarts[ticket] * 4,
      offsets + offsetStarts[ticket] * 2,
      values + block * BLOCK_COLUMNS * lanes * 4,
      sums,
      scale,
    )
    Atomics.add(done, tile, 1)
    Atomics.notify(done, tile)
  }
}

/**
 * The sweep layout: the same entries as rows once more, in the order in which sweeping is fast.
 *
 * - Columns in blocks of 2¹⁶: what is gathered from is 256 KiB, and a column takes 16 bits. Where
 *   rows are numbered by falling degree, the first block has most entries and stays in cache.
 * - Rows in tiles of about equally many entries, for threads to share out.
 * - Within a block and tile, the pieces of rows sorted by length: a processor guesses wrongly where a
 *   loop ends whenever the length changes, and most rows are short.
 *
 * Takes 2 bytes an entry and 4 a piece (8 for those longer than 32); there are at most as many
 * pieces as entries, and on heavy-tailed graphs about one to twelve or more entries. Building it costs
 * about as much as four sweeps.
 *
 * @module
 */
import { type Arena } from '../graph/arena.ts'
import { type Csr } from '../graph/csr.ts'
import { type Crew } from './crew.ts'
import { BLOCK_COLUMNS, CLASSES } from './sweep-job.ts'
import { workplace } from './workplace.ts'

const LONG = 33

/**
 * More than threads, so that the last of them are not waited for. 128 and 256 were 4 to 24 % slower at
 * 16M to 100M follows: what a tile spares in cache, its shorter runs cost.
 */
const TILES = 32

export interface SweepLayout {
  readonly csr: Csr
  readonly tiles: number
  readonly blocks: number
  /** Of each block and tile, how many pieces of each length. */
  readonly counts: Uint32Array
  readonly pieces: Uint32Array
  readonly offsets: Uint16Array
  readonly pieceStarts: Uint32Array
  readonly offsetStarts: Uint32Array
}

/**
 * Lay out `csr`, whose arrays are in `arena`, in the same arena: it stays taken until released.
 *
 * @throws {RangeError} if the arena has no room.
 */
export function sweepLayout(crew: Crew, arena: Arena, csr: Csr): SweepLayout {
  const { rows, columns, starts, targets } = csr
  const place = workplace(arena.memory!)
  const bounds = evenRows(starts, rows, TILES)
  const tiles = bounds.length - 1
  const blocks = Math.ceil(columns / BLOCK_COLUMNS)
  const cells = blocks * tiles
  const size = starts[rows]

  const counts = arena.uint32(cells * CLASSES)
  const pieceStarts = new Uint32Array(new SharedArrayBuffer(4 * cells))
  const offsetStarts = new Uint32Array(new SharedArrayBuffer(4 * cells))
  const offsets = arena.uint16(size)

  // pass 1: how many pieces of each length a tile has in each block
  const mark = arena.mark()
  const ofTiles = arena.uint32(cells * CLASSES)
  const longOffsets = arena.uint32(cells)
  const rowsOf = [starts.byteOffset, targets.byteOffset]
  const tileBytes = blocks * CLASSES * 4
  crew.run(
    {
      kind: 'rows',
      place,
      kernel: 'countPieces',
      before: rowsOf,
      bounds,
      after: [ofTiles.byteOffset, longOffsets.byteOffset],
      strides: [tileBytes, blocks * 4],
    },
    tiles,
  )

  // where they go: block by block, tile by tile, shortest first
  const pieceCursors = ofTiles.slice()
  const offsetCursors = new Uint32Array(cells * CLASSES)
  let piece = 0
  let offset = 0
  for (let block = 0; block < blocks; block++) {
    for (let tile = 0; tile < tiles; tile++) {
      const cell = block * tiles + tile
      pieceStarts[cell] = piece
      offsetStarts[cell] = offset
      for (let length = 1; length < CLASSES; length++) {
        const from = (tile * blocks + block) * CLASSES + length
        const count = ofTiles[from]
        counts[cell * CLASSES + length] = count
        pieceCursors[from] = piece
        offsetCursors[from] = offset
        piece += length === LONG ? 2 * count : count
        offset += length === LONG ? longOffsets[tile * blocks + block] : length * count
      }
    }
  }

  // pass 2: put them there
  arena.release(mark)
  const pieces = arena.uint32(piece)
  const scratch = arena.mark()
  const pieceAt = arena.uint32(cells * CLASSES)
  const offsetAt = arena.uint32(cells * CLASSES)
  pieceAt.set(pieceCursors)
  offsetAt.set(offsetCursors)
  crew.run(
    {
      kind: 'rows',
      place,
      kernel: 'placePieces',
      before: rowsOf,
      bounds,
      after: [pieces.byteOffset, pieceAt.byteOffset, offsets.byteOffset, offsetAt.byteOffset],
      strides: [0, tileBytes, 0, tileBytes],
    },
    tiles,
  )
  arena.release(scratch)
  return Object.freeze({ csr, tiles, blocks, counts, pieces, offsets, pieceStarts, offsetStarts })
}

/** Bounds of at most `parts` ranges of rows, with about equally many entries and rows each. */
export function evenRows(starts: Uint32Array, rows: number, parts: number): Uint32Array {
  const whole = starts[rows] + rows
  const bounds = [0]
  for (let part = 1; part <= parts; part++) {
    const wanted = (whole * part) / parts
    let low = bounds[bounds.length - 1]
    let high = rows
    while (low < high) {
      const middle = (low + high) >>> 1
      if (starts[middle] + middle < wanted) low = middle + 1
      else high = middle
    }
    if (low > bounds[bounds.length - 1]) bounds.push(low)
  }
  return Uint32Array.from(bounds)
}

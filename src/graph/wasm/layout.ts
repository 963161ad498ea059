/**
 * Builds the sweep layout of one tile of rows: see src/engine/sweep-plan.ts. What is swept over it is
 * held against the plain twin. AssemblyScript, see README.md.
 */

const CLASSES: u32 = 34
const LONGEST: u32 = 32

/** Add the pieces of rows first..end to counts[block · 34 + length]; 33 stands for longer. */
export function countPieces(
  starts: usize,
  targets: usize,
  first: u32,
  end: u32,
  counts: usize,
  longOffsets: usize,
): void {
  for (let row = first; row < end; row++) {
    let at = targets + ((<usize>load<u32>(starts + ((<usize>row) << 2))) << 2)
    const last = targets + ((<usize>load<u32>(starts + ((<usize>row) << 2), 4)) << 2)
    while (at < last) {
      const block = load<u32>(at) >> 16
      const from = at
      do at += 4
      while (at < last && load<u32>(at) >> 16 == block)
      const length = <u32>((at - from) >> 2)
      const long = length > LONGEST
      const count = counts + ((<usize>(block * CLASSES + (long ? LONGEST + 1 : length))) << 2)
      store<u32>(count, load<u32>(count) + 1)
      if (long) {
        const total = longOffsets + ((<usize>block) << 2)
        store<u32>(total, load<u32>(total) + length)
      }
    }
  }
}

/** Put the same pieces where the cursors, one of each kind for each count, say. */
export function placePieces(
  starts: usize,
  targets: usize,
  first: u32,
  end: u32,
  pieces: usize,
  pieceCursors: usize,
  offsets: usize,
  offsetCursors: usize,
): void {
  for (let row = first; row < end; row++) {
    let at = targets + ((<usize>load<u32>(starts + ((<usize>row) << 2))) << 2)
    const last = targets + ((<usize>load<u32>(starts + ((<usize>row) << 2), 4)) << 2)
    while (at < last) {
      const block = load<u32>(at) >> 16
      const from = at
      do at += 4
      while (at < last && load<u32>(at) >> 16 == block)
      const length = <u32>((at - from) >> 2)
      const long = length > LONGEST
      const place = (<usize>(block * CLASSES + (long ? LONGEST + 1 : length))) << 2
      let piece = load<u32>(pieceCursors + place)
      store<u32>(pieces + ((<usize>piece) << 2), row)
      if (long) store<u32>(pieces + ((<usize>++piece) << 2), length)
      store<u32>(pieceCursors + place, piece + 1)
      const offset = load<u32>(offsetCursors + place)
      store<u32>(offsetCursors + place, offset + length)
      let to = offsets + ((<usize>offset) << 1)
      for (let entry = from; entry < at; entry += 4, to += 2) {
        store<u16>(to, <u16>load<u32>(entry))
      }
    }
  }
}

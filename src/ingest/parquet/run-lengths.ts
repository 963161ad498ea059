/**
 * Parquet's hybrid of runs and packed bits (Encodings.md, "RLE = 3"): levels, and places in a
 * dictionary.
 *
 * @module
 */
import { damaged } from './parquet-error.ts'

/** A wider place would mean a dictionary of more than 16 million values in one page. */
const WIDEST = 24

/**
 * Read `out.length` values of `width` bits from `bytes[start..end]`. Never writes or loops further
 * than that, whatever the runs claim.
 *
 * @throws {ParquetError} if the bytes end first.
 */
export function readRunLengths(
  bytes: Uint8Array,
  start: number,
  end: number,
  width: number,
  out: Uint8Array | Int32Array,
): void {
  if (width > WIDEST) throw damaged(`values of ${width} bits are packed into runs`)
  const mask = 2 ** width - 1
  const count = out.length
  let position = start
  let filled = 0
  while (filled < count) {
    let header = 0
    for (let shift = 0; ; shift += 7) {
      if (position >= end || shift > 28) throw damaged('a run is cut short')
      const byte = bytes[position++]
      header |= (byte & 127) << shift
      if (byte < 128) break
    }
    if ((header & 1) === 0) {
      const runEnd = Math.min(count, filled + (header >>> 1))
      let value = 0
      for (let shift = 0; shift < width; shift += 8) {
        if (position >= end) throw damaged('a run is cut short')
        value |= bytes[position++] << shift
      }
      out.fill(value, filled, runEnd)
      filled = runEnd
      continue
    }
    const runEnd = Math.min(count, filled + (header >>> 1) * 8)
    const packedEnd = position + (header >>> 1) * width
    if (position + Math.ceil(((runEnd - filled) * width) / 8) > end) {
      throw damaged('packed bits are cut short')
    }
    let held = 0 // bits in hand, the next value lowest
    let bits = 0
    while (filled < runEnd) {
      while (held < width) {
        bits |= bytes[position++] << held
        held += 8
      }
      out[filled++] = bits & mask
      bits >>>= width
      held -= width
    }
    position = packedEnd
  }
}

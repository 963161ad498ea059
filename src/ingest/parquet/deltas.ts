/**
 * Parquet's DELTA_BINARY_PACKED (Encodings.md, "Delta Encoding", 5): whole numbers as their
 * differences, in blocks of a least difference and bit-packed miniblocks above it.
 *
 * @module
 */
import { damaged } from './parquet-error.ts'

const LONGEST_BLOCK = 1 << 16

interface Reader {
  readonly bytes: Uint8Array
  position: number
}

/**
 * Fill `values` from `bytes[start..]`, modulo 2 to the power of its width; where what follows begins.
 *
 * @throws {ParquetError} unless there are as many values, and the bytes hold them.
 */
export function readDeltas(
  bytes: Uint8Array,
  start: number,
  values: Int32Array | BigInt64Array,
): number {
  const reader = { bytes, position: start }
  const blockSize = Number(readVarint(reader))
  const miniblocks = Number(readVarint(reader))
  const count = Number(readVarint(reader))
  const first = readZigzag(reader)
  const perMiniblock = blockSize / miniblocks
  if (!(blockSize > 0 && blockSize <= LONGEST_BLOCK && perMiniblock % 8 === 0)) {
    throw damaged(`deltas in blocks of ${blockSize} and ${miniblocks}`)
  }
  if (count < values.length) throw damaged(`expected ${values.length} deltas, got ${count}`)
  const sum = values instanceof Int32Array ? sum32(values, first) : sum64(values, first)

  let filled = Math.min(1, values.length)
  while (filled < values.length) {
    const least = readZigzag(reader)
    const widthsAt = reader.position
    reader.position += miniblocks
    for (let m = 0; m < miniblocks && filled < values.length; m++) {
      const width = bytes[widthsAt + m]
      const packedAt = reader.position
      const inUse = Math.min(perMiniblock, values.length - filled)
      if (packedAt + Math.ceil((inUse * width) / 8) > bytes.length || !(width <= 64)) {
        throw damaged('deltas are cut short')
      }
      sum(least, packedAt, width, bytes, filled, filled + inUse)
      filled += inUse
      reader.position += (perMiniblock * width) / 8
    }
  }
  return Math.min(reader.position, bytes.length)
}

/** Add up a miniblock into `from..to`. */
type SumMiniblock = (
  least: bigint,
  packedAt: number,
  width: number,
  bytes: Uint8Array,
  from: number,
  to: number,
) => void

function sum32(values: Int32Array, first: bigint): SumMiniblock {
  let value = Number(BigInt.asIntN(32, first))
  if (values.length > 0) values[0] = value
  return (least, packedAt, width, bytes, from, to) => {
    const leastDelta = Number(BigInt.asIntN(32, least))
    for (let i = from, bit = 0; i < to; i++, bit += width) {
      // each part is below 2 ** 33, so the sum is exact until it is cut to 32 bits
      value = (value + leastDelta + readBits(bytes, packedAt, bit, Math.min(width, 32))) | 0
      values[i] = value
    }
  }
}

function sum64(values: BigInt64Array, first: bigint): SumMiniblock {
  let value = BigInt.asIntN(64, first)
  if (values.length > 0) values[0] = value
  return (least, packedAt, width, bytes, from, to) => {
    for (let i = from, bit = 0; i < to; i++, bit += width) {
      let delta = BigInt(readBits(bytes, packedAt, bit, Math.min(width, 32)))
      if (width > 32) delta |= BigInt(readBits(bytes, packedAt, bit + 32, width - 32)) << 32n
      value = BigInt.asIntN(64, value + least + delta)
      values[i] = value
    }
  }
}

/** At most 32 bits, lowest first, from `bit` on after `start`. */
function readBits(bytes: Uint8Array, start: number, bit: number, width: number): number {
  let value = 0
  for (let got = 0; got < width;) {
    const at = bit + got
    const inByte = at & 7
    const take = Math.min(8 - inByte, width - got)
    value += ((bytes[start + (at >> 3)] >> inByte) & ((1 << take) - 1)) * 2 ** got
    got += take
  }
  return value
}

function readVarint(reader: Reader): bigint {
  let value = 0n
  for (let shift = 0n; shift < 70n; shift += 7n) {
    if (reader.position >= reader.bytes.length) throw damaged('deltas are cut short')
    const byte = reader.bytes[reader.position++]
    value |= BigInt(byte & 127) << shift
    if (byte < 128) return value
  }
  throw damaged('deltas hold an endless number')
}

function readZigzag(reader: Reader): bigint {
  const value = readVarint(reader)
  return (value >> 1n) ^ -(value & 1n)
}

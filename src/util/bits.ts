/**
 * Flags, eight to a byte.
 *
 * @module
 */

/** One bit for each flag that is not 0, the first in the lowest place. */
export function packBits(flags: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(flags.length / 8))
  for (let i = 0; i < flags.length; i++) if (flags[i] !== 0) bits[i >>> 3] |= 1 << (i & 7)
  return bits
}

/**
 * The first `length` bits as flags, 0 or 1.
 *
 * @throws {RangeError} if there are fewer.
 */
export function unpackBits(bits: Uint8Array, length: number): Uint8Array {
  if (!(length >= 0 && length <= 8 * bits.length)) {
    throw new RangeError(`"length" expected 0..${8 * bits.length}, got ${length}`)
  }
  return Uint8Array.from({ length }, (_, i) => (bits[i >>> 3] >>> (i & 7)) & 1)
}

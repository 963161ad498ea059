/**
 * A checksum for files of gigabytes: notices damage, keeps no forger out.
 *
 * xxHash32's inner loop over 32-bit words (Y. Collet, 2012), in four lanes so that no multiplication
 * waits for the one before. Each step is a bijection of its lane, so a change within a single word
 * is always noticed. About 1 s a GiB.
 *
 * @module
 */

/**
 * The checksum of `parts`, read as if they lay end to end: 32 bits.
 *
 * @throws {RangeError} if a part does not begin and end at a multiple of 4 bytes, or one that
 * another follows has a length that is no multiple of 16, the bytes that the lanes take at once.
 */
export function checksumOf(parts: readonly Uint8Array[]): number {
  let a = 0x24234428
  let b = 0x85ebca77
  let c = 0
  let d = 0x61c8864f
  let total = 0
  for (const [place, { buffer, byteOffset, byteLength }] of parts.entries()) {
    if (byteLength % (place + 1 < parts.length ? 16 : 4) !== 0) {
      throw new RangeError(`part ${place} expected a multiple of 16 bytes, got ${byteLength}`)
    }
    const words = new Uint32Array(buffer, byteOffset, byteLength / 4)
    const whole = words.length - (words.length % 4)
    let i = 0
    for (; i < whole; i += 4) {
      a = mixed(a, words[i])
      b = mixed(b, words[i + 1])
      c = mixed(c, words[i + 2])
      d = mixed(d, words[i + 3])
    }
    for (; i < words.length; i++) a = mixed(a, words[i])
    total += words.length
  }
  let h = (rotated(a, 1) + rotated(b, 7) + rotated(c, 12) + rotated(d, 18) + total) | 0
  h = Math.imul(h ^ (h >>> 15), 0x85ebca77)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae3d)
  return (h ^ (h >>> 16)) >>> 0
}

function mixed(lane: number, word: number): number {
  return Math.imul(rotated((lane + Math.imul(word, 0x85ebca77)) | 0, 13), 0x9e3779b1)
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

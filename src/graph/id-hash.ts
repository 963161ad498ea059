/**
 * The hash of an id: murmur3 (Appleby, 2008; 32 bits) over words of four bytes, the last one padded
 * with zeros and mixed in like the others, the length last.
 *
 * It has no secret: somebody who may choose a hundred thousand ids can make them collide and an
 * import slow. Tables on disk and the order of rows rest on it: it must be the same tomorrow.
 *
 * @module
 */

/** Of `source[start..end]`. */
export function hashBytes(source: Uint8Array, start: number, end: number): number {
  let h = 0
  let i = start
  for (; i + 4 <= end; i += 4) {
    const word = source[i] | (source[i + 1] << 8) | (source[i + 2] << 16) | (source[i + 3] << 24)
    h = mixed(h, word)
  }
  if (i < end) {
    let word = 0
    for (let j = end - 1; j >= i; j--) word = (word << 8) | source[j]
    h = mixed(h, word)
  }
  return finished(h, end - start)
}

/** Take the next word in. */
export function mixed(h: number, word: number): number {
  const k = Math.imul(word, 0xcc9e2d51)
  h ^= Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}

/** After the last word: every bit of it reaches every bit of the answer. */
export function finished(h: number, length: number): number {
  h ^= length
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

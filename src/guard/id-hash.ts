/**
 * An id as 99 bits, whatever its length: what the standing table keeps in the place of the id.
 *
 * Four lanes of multilinear hashing over the bytes of the id (Lemire, Kaser: "Strongly universal string
 * hashing is fast", 2014; their Multilinear-HM, with half the multiplications: a byte and a key added up,
 * times the next byte and the next key): with characters of 8 bits and sums modulo 2^32, the top 25 bits of
 * a lane are alike for two different ids with probability 2^-25, exactly, over keys drawn at random. The four
 * lanes have keys of their own and one bit is given away, so it is 2^-99 for each pair. Ten million
 * standings against ten thousand million strangers are 10^17 pairs: one process in 6 * 10^12 confuses
 * anybody with anybody.
 * That holds for ids chosen by whoever wants to be mistaken for somebody too, since keys are drawn
 * anew in each process and leave it in no answer. A 64-bit hash would confuse somebody in one process
 * of two hundred, and one without keys whenever somebody wants it to.
 *
 * An id that is the decimal of an unsigned 64-bit number is read as that number, so that platforms with
 * such ids may send numbers or text, and both find the same standing.
 *
 * @module
 */
import { LONGEST_ID_BYTES } from '../model/account-id.ts'

/** Words of 32 bits that an id takes in `lanes`. */
export const LANES = 4

/** Bits at the bottom of the last lane that say nothing, free for whoever keeps the hash. */
export const FREE_BITS = 7

/** Where the keys of text begin: a start, one for the length, one for each byte, in each lane. */
const TEXT = 0
/** Where those of numbers begin: one for each lane. */
const NUMBER = TEXT + LANES * (2 + LONGEST_ID_BYTES)
const KEYS = drawKeys(NUMBER + LANES)

/** Room for the most units there can be, three bytes each. */
const scratch = new Uint8Array(LONGEST_ID_BYTES * 3)

/** Hash the id `bytes[from..to]`, UTF-8, into `lanes` from `at` on; whether it is one. */
export function hashBytes(
  bytes: Uint8Array,
  from: number,
  to: number,
  lanes: Int32Array,
  at: number,
): boolean {
  const length = to - from
  if (length < 1 || length > LONGEST_ID_BYTES) return false
  const first = bytes[from]!
  if (first >= ZERO && first <= NINE && hashDecimal(bytes, from, to, lanes, at)) return true
  let a = KEYS[TEXT]! + Math.imul(KEYS[TEXT + 4]!, length - 1)
  let b = KEYS[TEXT + 1]! + Math.imul(KEYS[TEXT + 5]!, length - 1)
  let c = KEYS[TEXT + 2]! + Math.imul(KEYS[TEXT + 6]!, length - 1)
  let d = KEYS[TEXT + 3]! + Math.imul(KEYS[TEXT + 7]!, length - 1)
  let key = TEXT + 8
  let i = from
  for (; i + 1 < to; i += 2, key += 8) {
    const one = bytes[i]!
    const next = bytes[i + 1]!
    a = (a + Math.imul(KEYS[key]! + one, KEYS[key + 4]! + next)) | 0
    b = (b + Math.imul(KEYS[key + 1]! + one, KEYS[key + 5]! + next)) | 0
    c = (c + Math.imul(KEYS[key + 2]! + one, KEYS[key + 6]! + next)) | 0
    d = (d + Math.imul(KEYS[key + 3]! + one, KEYS[key + 7]! + next)) | 0
  }
  if (i < to) {
    const last = bytes[i]!
    a = (a + Math.imul(KEYS[key]!, last)) | 0
    b = (b + Math.imul(KEYS[key + 1]!, last)) | 0
    c = (c + Math.imul(KEYS[key + 2]!, last)) | 0
    d = (d + Math.imul(KEYS[key + 3]!, last)) | 0
  }
  lanes[at] = mixed(a)
  lanes[at + 1] = b
  lanes[at + 2] = c
  lanes[at + 3] = d
  return true
}

/**
 * The same for the id that is the decimal of `high * 2^32 + low`. The number itself is two of the lanes,
 * so that no two numbers are alike at all, and the last lane is a key that says that it is one.
 */
export function hashNumber(low: number, high: number, lanes: Int32Array, at: number): void {
  let a = Math.imul(low ^ KEYS[NUMBER]!, KEYS[NUMBER + 1]! | 1)
  a = Math.imul((a ^ (a >>> 15)) + high, KEYS[NUMBER + 2]! | 1)
  lanes[at] = mixed(a)
  lanes[at + 1] = low
  lanes[at + 2] = high
  lanes[at + 3] = KEYS[NUMBER + 3]!
}

/** The same for an id as a string. */
export function hashString(id: unknown, lanes: Int32Array, at: number): boolean {
  if (typeof id !== 'string') return false
  const units = id.length
  if (units === 0 || units > LONGEST_ID_BYTES) return false
  const first = id.charCodeAt(0)
  const mayBeNumber = first >= ZERO && first <= NINE
  if (!mayBeNumber && hashAscii(id, lanes, at)) return true
  return hashBytes(scratch, 0, writeUtf8(id), lanes, at)
}

/** `hashBytes(…)` without writing the bytes first, a third faster; false if there are others than ASCII. */
function hashAscii(id: string, lanes: Int32Array, at: number): boolean {
  const length = id.length
  let a = KEYS[TEXT]! + Math.imul(KEYS[TEXT + 4]!, length - 1)
  let b = KEYS[TEXT + 1]! + Math.imul(KEYS[TEXT + 5]!, length - 1)
  let c = KEYS[TEXT + 2]! + Math.imul(KEYS[TEXT + 6]!, length - 1)
  let d = KEYS[TEXT + 3]! + Math.imul(KEYS[TEXT + 7]!, length - 1)
  let key = TEXT + 8
  let i = 0
  /** The bits of all units: none above the seventh where all are ASCII. */
  let seen = 0
  for (; i + 1 < length; i += 2, key += 8) {
    const one = id.charCodeAt(i)
    const next = id.charCodeAt(i + 1)
    seen |= one | next
    a = (a + Math.imul(KEYS[key]! + one, KEYS[key + 4]! + next)) | 0
    b = (b + Math.imul(KEYS[key + 1]! + one, KEYS[key + 5]! + next)) | 0
    c = (c + Math.imul(KEYS[key + 2]! + one, KEYS[key + 6]! + next)) | 0
    d = (d + Math.imul(KEYS[key + 3]! + one, KEYS[key + 7]! + next)) | 0
  }
  if (i < length) {
    const last = id.charCodeAt(i)
    seen |= last
    a = (a + Math.imul(KEYS[key]!, last)) | 0
    b = (b + Math.imul(KEYS[key + 1]!, last)) | 0
    c = (c + Math.imul(KEYS[key + 2]!, last)) | 0
    d = (d + Math.imul(KEYS[key + 3]!, last)) | 0
  }
  if (seen >= 0x80) return false
  lanes[at] = mixed(a)
  lanes[at + 1] = b
  lanes[at + 2] = c
  lanes[at + 3] = d
  return true
}

/**
 * Write a string of few units into `scratch`; the length. Lone surrogates are written as three bytes
 * (WTF-8), so that no two strings are alike.
 */
function writeUtf8(id: string): number {
  let length = 0
  for (let i = 0; i < id.length; i++) {
    const point = id.codePointAt(i)!
    if (point < 0x80) {
      scratch[length++] = point
      continue
    }
    if (point < 0x800) scratch[length++] = 0xc0 | (point >> 6)
    else {
      if (point < 0x10000) scratch[length++] = 0xe0 | (point >> 12)
      else {
        scratch[length++] = 0xf0 | (point >> 18)
        scratch[length++] = 0x80 | ((point >> 12) & 0x3f)
        i++ // the second half of a pair
      }
      scratch[length++] = 0x80 | ((point >> 6) & 0x3f)
    }
    scratch[length++] = 0x80 | (point & 0x3f)
  }
  return length
}

const ZERO = 0x30
const NINE = 0x39
/** 2^64 - 1 has so many digits. */
const MOST_DIGITS = 20
/** So many at a time: 10^6 times 32 bits is still exact in a double. */
const DIGITS_AT_ONCE = 6
const WORD = 0x1_0000_0000

/** Hash the number whose decimal the bytes are; false if they are not the decimal of 64 bits. */
function hashDecimal(
  bytes: Uint8Array,
  from: number,
  to: number,
  lanes: Int32Array,
  at: number,
): boolean {
  const digits = to - from
  // 07 is not 7: another id
  if (digits > MOST_DIGITS || (bytes[from] === ZERO && digits > 1)) return false
  let low = 0
  let high = 0
  for (let i = from; i < to;) {
    const end = Math.min(to, i + DIGITS_AT_ONCE)
    let value = 0
    let scale = 1
    for (; i < end; i++) {
      const digit = bytes[i]! - ZERO
      if (digit < 0 || digit > 9) return false
      value = value * 10 + digit
      scale *= 10
    }
    const product = low * scale + value
    low = product % WORD
    high = high * scale + (product - low) / WORD
    if (high >= WORD) return false
  }
  hashNumber(low, high, lanes, at)
  return true
}

/**
 * Murmur3's finaliser, which maps 32 bits to 32 one to one, so that two ids stay as alike as they were:
 * the first lane picks the place in a table, where ids in a row would otherwise stand in a row. Of the
 * 32 bits 31 are kept, and of those none is all ones: a table tells less from more by a difference, and
 * an empty place from all others.
 */
function mixed(lane: number): number {
  lane ^= lane >>> 16
  lane = Math.imul(lane, 0x85ebca6b)
  lane ^= lane >>> 13
  lane = Math.imul(lane, 0xc2b2ae35)
  lane = (lane ^ (lane >>> 16)) >>> 1
  return lane === 0x7fff_ffff ? 0 : lane
}

/** From the one source of randomness that browsers and Node share, as much as it gives at a time. */
function drawKeys(count: number): Int32Array {
  return crypto.getRandomValues(new Int32Array(count))
}

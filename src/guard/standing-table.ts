/**
 * The standing table: id string → standing byte, in typed arrays.
 *
 * Open addressing with linear probing, at most half full. A slot is two words, the place of the
 * record in the heap and the whole hash, so that a look-up of an unknown id, by far the most
 * frequent, touches one cache line; a known id costs one more. A record is
 * `[standing, length - 1, ...UTF-8 bytes]`. Ids are compared byte for byte: a fingerprint alone
 * would one day withhold a stranger.
 *
 * Look-ups read an id as UTF-8 without making anything. Lone surrogates are written as three bytes
 * (WTF-8), so that no two strings are alike.
 *
 * @module
 */
import { InputError } from '../model/errors.ts'
import { shown } from '../model/parse.ts'
import { isStandingByte, UNKNOWN_STANDING } from '../model/standing.ts'

export const MOST_ID_BYTES = 256

/** What `get` answers for something that is no id. */
export const NO_ID = -1

export interface StandingTable {
  /** Accounts with a standing. */
  readonly size: number
  /** The standing byte; `UNKNOWN_STANDING` when there is none; `NO_ID` when `id` cannot be an id. */
  get(id: string): number
  /**
   * Give an account a standing; `UNKNOWN_STANDING` forgets it. A forgotten account keeps its place
   * in memory until the table is built anew.
   *
   * @throws {InputError} if the id is not 1 to 256 bytes of UTF-8, or the byte is no standing.
   * @throws {RangeError} if all ids together would need 4 GiB or more.
   */
  set(id: string, standing: number): void
}

/** An empty table. `expected` accounts fit without it growing. */
export function createStandingTable(expected = 0): StandingTable {
  // ids are often chosen by the people behind them: an offset of the table's own keeps anybody from
  // choosing ids that all fall into one place. It moves slots only, never an answer.
  const basis = (Math.random() * 0x1_0000_0000) >>> 0
  const scratch = new Uint8Array(MOST_ID_BYTES + 4)
  let hash = 0
  let records = 0 // with the forgotten ones, which fill slots too
  let size = 0
  let capacity = 16
  while (capacity < expected * 2) capacity *= 2
  let slots = new Uint32Array(capacity * 2)
  let heap = new Uint8Array(Math.max(1 << 10, expected * 16))
  let end = 1 // place 0 in the heap means an empty slot

  /** UTF-8 of `id` into `scratch` and its hash into `hash`; the length, or -1 if it is no id. */
  function read(id: string): number {
    if (typeof id !== 'string') return NO_ID
    const units = id.length
    if (units === 0 || units > MOST_ID_BYTES) return NO_ID
    let h = basis
    let length = 0
    for (let i = 0; i < units; i++) {
      const unit = id.charCodeAt(i)
      if (unit < 0x80) {
        scratch[length++] = unit
        h = Math.imul(h ^ unit, 0x01000193)
        continue
      }
      const from = length
      const point = id.codePointAt(i)!
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
      if (length > MOST_ID_BYTES) return NO_ID
      for (let j = from; j < length; j++) h = Math.imul(h ^ scratch[j]!, 0x01000193)
    }
    if (length > MOST_ID_BYTES) return NO_ID
    // murmur3's finaliser: FNV alone leaves the low bits, which pick the slot, too alike
    h ^= h >>> 16
    h = Math.imul(h, 0x85ebca6b)
    h ^= h >>> 13
    h = Math.imul(h, 0xc2b2ae35)
    hash = (h ^ (h >>> 16)) >>> 0
    return length
  }

  /** The slot of the id that was just read, or the empty one where it belongs. */
  function find(length: number): number {
    const mask = slots.length / 2 - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = slots[slot * 2]!
      if (place === 0) return slot
      if (slots[slot * 2 + 1] === hash && heap[place + 1] === length - 1) {
        let i = 0
        while (i < length && heap[place + 2 + i] === scratch[i]) i++
        if (i === length) return slot
      }
    }
  }

  function grow(): void {
    const grown = new Uint32Array(slots.length * 2)
    const mask = grown.length / 2 - 1
    for (let old = 0; old < slots.length; old += 2) {
      if (slots[old] === 0) continue
      let slot = slots[old + 1]! & mask
      while (grown[slot * 2] !== 0) slot = (slot + 1) & mask
      grown[slot * 2] = slots[old]!
      grown[slot * 2 + 1] = slots[old + 1]!
    }
    slots = grown
  }

  function append(length: number, slot: number): number {
    const place = end
    const next = place + 2 + length
    if (next > 0xffffffff) throw new RangeError(`ids expected less than 4 GiB, got ${next} bytes`)
    if (next > heap.length) {
      const grown = new Uint8Array(Math.min(0xffffffff, Math.max(next, heap.length * 2)))
      grown.set(heap)
      heap = grown
    }
    heap[place + 1] = length - 1
    for (let i = 0; i < length; i++) heap[place + 2 + i] = scratch[i]!
    slots[slot * 2] = place
    slots[slot * 2 + 1] = hash
    end = next
    records++
    return place
  }

  return {
    get size() {
      return size
    },

    get(id) {
      const length = read(id)
      if (length < 0) return NO_ID
      const place = slots[find(length) * 2]!
      return place === 0 ? UNKNOWN_STANDING : heap[place]!
    },

    set(id, standing) {
      if (!isStandingByte(standing)) {
        throw new InputError(`A standing has the byte ${standing}; make it with packStanding.`)
      }
      const length = read(id)
      if (length < 0) throw notAnId('The account of a standing', id)
      let slot = find(length)
      let place = slots[slot * 2]!
      if (place === 0) {
        if (standing === UNKNOWN_STANDING) return
        if ((records + 1) * 2 > slots.length / 2) {
          grow()
          slot = find(length)
        }
        place = append(length, slot)
      }
      if (heap[place] === UNKNOWN_STANDING) size++
      if (standing === UNKNOWN_STANDING) size--
      heap[place] = standing
    },
  }
}

/** The error for something that stands where an id should. */
export function notAnId(where: string, value: unknown): InputError {
  return new InputError(
    `${where} is ${shown(value)}; write an id of 1 to ${MOST_ID_BYTES} bytes of UTF-8.`,
  )
}

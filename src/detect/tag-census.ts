/**
 * How many accounts used each tag when a map was made: what the next map is held against.
 *
 * Rows change from one import to the next, and all names would be as large as the map; a tag is
 * therefore known by 52 bits of its hash. Among a million tags any two share one with a chance
 * of one in nine thousand.
 *
 * @module
 */
import { degree } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'

export interface TagCensus {
  /** Hashes of the tags that anybody used, rising. */
  readonly keys: Float64Array
  /** How many accounts used each. */
  readonly users: Uint32Array
}

/** What a map was held against. */
export interface TagsBefore {
  readonly census: TagCensus
  /** When the map before was made, since 1970. */
  readonly atMillis: number
}

/** Linear in the letters of all tags, and a sort of their number. */
export function tagCensus({ tags, tagUses }: Pick<Platform, 'tags' | 'tagUses'>): TagCensus {
  const users = new Map<number, number>()
  for (let tag = 0; tag < tags.size; tag++) {
    const count = degree(tagUses.in, tag)
    if (count > 0) users.set(keyOf(tags.idOf(tag)), count)
  }
  const keys = Float64Array.from(users.keys()).toSorted()
  return Object.freeze({ keys, users: Uint32Array.from(keys, (key) => users.get(key)!) })
}

/** How many accounts used this tag then; 0 for one that did not exist. */
export function usersIn({ keys, users }: TagCensus, tag: string): number {
  const key = keyOf(tag)
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keys[middle] < key) low = middle + 1
    else high = middle
  }
  return keys[low] === key ? users[low] : 0
}

/** 32 bits and 20 of another hash. */
function keyOf(tag: string): number {
  return hash(tag, 0x2f0b4a35) * 2 ** 20 + (hash(tag, 0x61c88647) >>> 12)
}

/** Multiplied letter by letter, then mixed as MurmurHash3 does in the end (A. Appleby, 2011). */
function hash(text: string, start: number): number {
  let sum = start
  for (let i = 0; i < text.length; i++) {
    sum = Math.imul(sum ^ text.charCodeAt(i), 0x9e3779b1)
    sum ^= sum >>> 15
  }
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b)
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35)
  return (sum ^ (sum >>> 16)) >>> 0
}

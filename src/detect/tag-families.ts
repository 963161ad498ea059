/**
 * Tags that are spellings of one word: what a network makes of its tag when the tag is noticed.
 *
 * A family is the spelling that most accounts use and all that are near it (near-spellings.ts), the
 * most used first: none is a mutation of a mutation, so that a word never turns into another by steps.
 * Whose accounts use a spelling decides nothing here. What is then counted of a family, inside a
 * network and outside, is no choice of what was seen inside.
 *
 * @module
 */
import { type Ids } from '../graph/ids.ts'
import { type Platform } from '../platform/platform.ts'
import { areNear, nearKeys } from '../text/near-spellings.ts'
import { type Spelling, spellingOf } from '../text/spelling.ts'

export interface TagFamily {
  /** Rows of tags, the most used first. */
  readonly spellings: readonly number[]
  /** All but the first, in families of their own: what hides behind a popular word is one of them. */
  readonly parts: readonly (readonly number[])[]
}

/** The family that a tag is of; the same object for each of them. */
export type FamilyOf = (tag: number) => TagFamily

/** Each tag for itself. */
export const alone: FamilyOf = (tag) => ({ spellings: [tag], parts: [] })

/** Of so many tags that it would take longer than the rest of the map, each stands alone. */
const MOST_TAGS = 200_000
const MOST_NEAR = 20_000
/** What so many words have in common tells none of them from another; "zorblax1" and on is such a crowd. */
const MOST_HEADS_A_KEY = 100

/** So that one key in as many is taken for one that was asked for. */
const PLACES_A_KEY = 64

/**
 * The families of `asked` (rows of tags). Linear in the letters of all tags of the platform; those that
 * share a key with one asked for, or with one of these, are held against each other. Of a platform of more
 * than 200,000 tags, or where more than 20,000 are to be held against each other, each tag is alone.
 */
export function tagFamilies(
  { tags, tagUses }: Pick<Platform, 'tags' | 'tagUses'>,
  asked: Iterable<number>,
): FamilyOf {
  const { starts } = tagUses.in
  if (tags.size > MOST_TAGS) return alone
  const users = (tag: number) => starts[tag + 1] - starts[tag]
  let near: Iterable<number> = [...asked]
  // the family of a tag has its head's others in it too, which are two edits from it
  for (let step = 0; step < 2; step++) {
    const found = sharingKeys(tags, near)
    if (found.length > MOST_NEAR) return alone
    near = found
  }
  const byUsers = [...near].toSorted((a, b) => users(b) - users(a) || a - b)
  const families = new Map<number, TagFamily>()
  for (const spellings of starsOf(tags, byUsers)) {
    const parts = spellings.length > 1 ? starsOf(tags, spellings.slice(1)) : []
    const family = Object.freeze({ spellings, parts })
    for (const tag of spellings) families.set(tag, family)
  }
  return (tag) => families.get(tag) ?? alone(tag)
}

/** The tags that share a key with one of these, and some few others, as chance has it: rising. */
function sharingKeys(tags: Ids, asked: Iterable<number>): number[] {
  const wanted: number[] = []
  for (const tag of asked) wanted.push(...nearKeys(spellingOf(tags.idOf(tag))))
  // a place for each key by its last digits: a set of so many would be slow to ask a million times
  const isWanted = new Uint8Array(placesFor(wanted.length))
  const placeOf = (key: number) => key & (isWanted.length - 1)
  for (const key of wanted) isWanted[placeOf(key)] = 1
  const found: number[] = []
  for (let tag = 0; tag < tags.size; tag++) {
    for (const key of nearKeys(spellingOf(tags.idOf(tag)))) {
      if (isWanted[placeOf(key)] === 0) continue
      found.push(tag)
      break
    }
  }
  return found
}

function placesFor(keys: number): number {
  return 2 ** Math.ceil(Math.log2(PLACES_A_KEY * (keys + 1)))
}

/** Each of the tags goes to the first before it that it is near to and that went to none itself. */
function starsOf(tags: Ids, ordered: readonly number[]): number[][] {
  const spellings = ordered.map((tag) => spellingOf(tags.idOf(tag)))
  const keys = spellings.map((spelling) => nearKeys(spelling))
  // most keys are of one tag alone, and lead nowhere
  const seen = new Uint8Array(placesFor(keys.reduce((sum, each) => sum + each.length, 0)))
  const placeOf = (key: number) => key & (seen.length - 1)
  for (const each of keys) for (const key of each) if (seen[placeOf(key)] < 2) seen[placeOf(key)]++
  const stars: number[][] = []
  const headsByKey = new Map<number, { readonly spelling: Spelling; readonly star: number[] }[]>()
  for (const [k, tag] of ordered.entries()) {
    const spelling = spellings[k]
    const shared = new Set(keys[k].filter((key) => seen[placeOf(key)] > 1))
    const head = [...shared]
      .flatMap((key) => headsByKey.get(key) ?? [])
      .find((one) => areNear(one.spelling, spelling))
    if (head) {
      head.star.push(tag)
      continue
    }
    const own = { spelling, star: [tag] }
    stars.push(own.star)
    for (const key of shared) {
      const known = headsByKey.get(key)
      if (!known) headsByKey.set(key, [own])
      else if (known.length < MOST_HEADS_A_KEY) known.push(own)
    }
  }
  return stars
}

/** The tags that any of `rows` (accounts) uses. */
export function tagsUsedBy(
  { tagUses: { out } }: Pick<Platform, 'tagUses'>,
  rows: ArrayLike<number>,
): Set<number> {
  const used = new Set<number>()
  for (let k = 0; k < rows.length; k++) {
    for (let e = out.starts[rows[k]]; e < out.starts[rows[k] + 1]; e++) used.add(out.targets[e])
  }
  return used
}

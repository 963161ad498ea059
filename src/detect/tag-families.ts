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

/**
 * The families of `asked` (rows of tags). Linear in the letters of all tags of the platform; those that
 * share a key with one asked for, or with one of these, are held against each other.
 */
export function tagFamilies(
  { tags, tagUses }: Pick<Platform, 'tags' | 'tagUses'>,
  asked: Iterable<number>,
): FamilyOf {
  const { starts } = tagUses.in
  const users = (tag: number) => starts[tag + 1] - starts[tag]
  let near = new Set(asked)
  if (near.size === 0) return alone
  // the family of a tag has its head's others in it too, which are two edits from it
  for (let step = 0; step < 2; step++) {
    const keys = new Set<number>()
    for (const tag of near) for (const key of nearKeys(spellingOf(tags.idOf(tag)))) keys.add(key)
    const found = new Set<number>()
    for (let tag = 0; tag < tags.size; tag++) {
      if (nearKeys(spellingOf(tags.idOf(tag))).some((key) => keys.has(key))) found.add(tag)
    }
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

/** Each of the tags goes to the first before it that it is near to and that went to none itself. */
function starsOf(tags: Ids, ordered: readonly number[]): number[][] {
  const stars: number[][] = []
  const headsByKey = new Map<number, { readonly spelling: Spelling; readonly star: number[] }[]>()
  for (const tag of ordered) {
    const spelling = spellingOf(tags.idOf(tag))
    const keys = new Set(nearKeys(spelling))
    const head = [...keys]
      .flatMap((key) => headsByKey.get(key) ?? [])
      .find((one) => areNear(one.spelling, spelling))
    if (head) {
      head.star.push(tag)
      continue
    }
    const own = { spelling, star: [tag] }
    stars.push(own.star)
    for (const key of keys) {
      const known = headsByKey.get(key)
      if (known) known.push(own)
      else headsByKey.set(key, [own])
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

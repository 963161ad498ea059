/**
 * Tags that are new since the map before and rise with a network.
 *
 * Of the accounts that came to use a new tag, as many should be of the network as of all uses of tags are. A
 * tag that everybody takes up is thus none, however many of the network do. People who know each
 * other take up words together, so that two of them are not two coins: the test is that of the
 * beta-binomial distribution. Over all new tags and networks of a map the rate of false discoveries is
 * held (Benjamini and Hochberg 1995).
 *
 * Who used a tag before is not known, only how many did: all of them are taken for the network's, which
 * errs to its side. Spellings of one word count together (tag-families.ts).
 *
 * @module
 */
import { type Csr, degree } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'
import { betaBinomialTail } from '../statistics/beta-binomial.ts'
import { qValues } from '../statistics/false-discovery.ts'
import { usersIn, type TagsBefore } from './tag-census.ts'
import { type FamilyOf } from './tag-families.ts'

export interface RisingTag {
  /** The spelling that most accounts of the network use. */
  readonly tag: string
  /** Other new spellings of it that the network uses, the most used first. */
  readonly spellings: readonly string[]
  /** A spelling of the same word that is not new; null for a new word. */
  readonly mutationOf: string | null
  /** How many accounts of the network use it, and how many of all. */
  readonly uses: number
  readonly everybody: number
  /** How many of all used it when the map before was made. */
  readonly before: number
  /** Share of the network among whoever took it up ÷ its share of all uses of tags. */
  readonly lift: number
  readonly qValue: number
}

/** Of the tags that are said to rise with a network, about this share does not. */
export const FALSE_RISING_RATE = 0.05
/**
 * Correlation of any two who take up a word. In made-up worlds whose innocent words go from friend to friend, 0
 * gave 7 % false ones (seeds 1 to 12), this 3 % and no fewer right ones, 0.1 fewer.
 */
const LEANING = 0.03
/** New is what at most a quarter of today's accounts used then. */
const NEW_FROM = 4
/** A tag that fewer of the network took up says nothing about it. */
const FEWEST_USERS = 3
const LEAST_LIFT = 2
const MOST_TAGS = 20
const MOST_SPELLINGS = 10

/**
 * At most twenty for each of `networks` (rows of accounts), the surest first. Linear in the tags of the platform and
 * in the uses of new tags that networks use.
 */
export function risingTags(
  { tags, tagUses }: Pick<Platform, 'tags' | 'tagUses'>,
  networks: readonly ArrayLike<number>[],
  { census }: TagsBefore,
  familyOf: FamilyOf,
): RisingTag[][] {
  const { in: back } = tagUses
  const usersBefore = (tag: number) => usersIn(census, tags.idOf(tag))
  const isNew = (tag: number) => NEW_FROM * usersBefore(tag) <= degree(back, tag)
  let tests = 0
  for (let tag = 0; tag < tags.size; tag++) {
    if (degree(back, tag) >= FEWEST_USERS && isNew(tag)) tests += networks.length
  }
  const found: { readonly network: number; readonly pValue: number; readonly rising: RisingTag }[] =
    []
  for (const [network, rows] of networks.entries()) {
    if (rows.length < FEWEST_USERS) continue
    const members = new Set(Array.from(rows))
    const { uses: usesOf, share } = usesBy(tagUses, rows)
    for (const { spellings: family } of new Set([...usesOf.keys()].map(familyOf))) {
      const fresh = family.filter(isNew)
      const users = usersOfAny(back, fresh)
      let uses = 0
      for (const row of users) if (members.has(row)) uses++
      const before = fresh.reduce((sum, tag) => sum + usersBefore(tag), 0)
      const inside = uses - before
      if (inside < FEWEST_USERS) continue
      tests++
      const taken = users.size - before
      const lift = inside / taken / share
      if (lift < LEAST_LIFT) continue
      const [tag, ...spellings] = fresh
        .filter((each) => usesOf.has(each))
        .toSorted((a, b) => usesOf.get(b)! - usesOf.get(a)!)
        .slice(0, 1 + MOST_SPELLINGS)
        .map((each) => tags.idOf(each))
      const old = family.find((each) => !fresh.includes(each))
      const mutationOf = old === undefined ? null : tags.idOf(old)
      const everybody = users.size
      const rising = { tag, spellings, mutationOf, uses, everybody, before, lift, qValue: 1 }
      found.push({ network, pValue: betaBinomialTail(inside, taken, share, LEANING), rising })
    }
  }
  const values = qValues(
    found.map(({ pValue }) => pValue),
    tests,
  )
  const risen = networks.map((): RisingTag[] => [])
  for (const [k, { network, rising }] of found.entries()) {
    if (values[k] <= FALSE_RISING_RATE) risen[network].push({ ...rising, qValue: values[k] })
  }
  return risen.map((list) =>
    list
      .toSorted((a, b) => a.qValue - b.qValue || b.uses - a.uses || (a.tag < b.tag ? -1 : 1))
      .slice(0, MOST_TAGS),
  )
}

/** How many of these accounts use each tag, and which part of all uses of tags is theirs. */
function usesBy({ out }: Platform['tagUses'], rows: ArrayLike<number>) {
  const uses = new Map<number, number>()
  let inside = 0
  for (let k = 0; k < rows.length; k++) {
    for (let e = out.starts[rows[k]]; e < out.starts[rows[k] + 1]; e++) {
      uses.set(out.targets[e], (uses.get(out.targets[e]) ?? 0) + 1)
      inside++
    }
  }
  return { uses, share: inside / out.targets.length }
}

function usersOfAny(back: Csr, tags: readonly number[]): Set<number> {
  const users = new Set<number>()
  for (const tag of tags) {
    for (let e = back.starts[tag]; e < back.starts[tag + 1]; e++) users.add(back.targets[e])
  }
  return users
}

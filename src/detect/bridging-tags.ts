/**
 * Tags that hold a network together: its accounts use them, hardly anybody else does.
 *
 * B. Monroe, M. Colaresi, K. Quinn, Fightin' words: lexical feature selection and evaluation for
 * identifying the content of political conflict, Political Analysis 16 (2008), equations 15, 16 and
 * 22: the difference of the log-odds of a tag in the network and outside of it, under a Dirichlet prior
 * that holds each tag to its share among everybody, next to its standard error. A rare tag that two
 * accounts share by chance has high odds and a wide error; a tag that everybody uses has odds of one.
 *
 * @module
 */
import { degree } from '../graph/csr.ts'
import { SparseSums } from '../graph/sparse-sums.ts'
import { type Platform } from '../platform/platform.ts'
import { alone, type FamilyOf } from './tag-families.ts'

export interface BridgingTag {
  /** The spelling of it that most accounts of the network use. */
  readonly tag: string
  /** Other spellings that are the network's too, the most used first. */
  readonly spellings: readonly string[]
  /** How many accounts of the network use it, in any of these spellings. */
  readonly uses: number
  /** Share of the network that uses it ÷ share of all accounts that does. */
  readonly lift: number
  /** Standard errors by which its log-odds in the network lie above those outside. */
  readonly standardErrors: number
}

/** A tag that fewer of them use says nothing about the group. */
const FEWEST_USERS = 3
/** One tag in 740 that means nothing lies above it (one-sided, normal). */
const LEAST_STANDARD_ERRORS = 3
/** Weight of what is known of everybody, in uses of tags: as many as some twenty accounts have. */
const PRIOR_USES = 100
/**
 * And half a use of each tag beside it (Jeffreys): without that, the error of a tag that nobody else uses, the
 * clearest bridge there is, would grow with the platform, and such a tag would never be sure.
 */
const LEAST_PRIOR = 0.5
const MOST_TAGS = 20

/** Of a family, the spellings that are at least so many times as common in the network as outside are its own. */
const LEAST_LIFT = 2
const MOST_SPELLINGS = 10

/**
 * At most twenty tags, the surest first. Accounts count, not how often each used the tag: one loud account
 * makes no bridge. Linear in the tag uses of `rows`, and in all uses of their families.
 *
 * The spellings of a family are counted together too, and so are the parts of it: a network that spreads
 * over many spellings has many users of none, and one that hides behind a popular word is not who made it
 * popular. What speaks most clearly is named.
 */
export function bridgingTags(
  platform: Pick<Platform, 'tags' | 'tagUses' | 'follows'>,
  rows: ArrayLike<number>,
  familyOf: FamilyOf = alone,
): BridgingTag[] {
  const { tags, tagUses, follows } = platform
  const accounts = follows.out.rows
  const { out } = tagUses
  const users = new SparseSums()
  let inside = 0
  for (let k = 0; k < rows.length; k++) {
    for (let e = out.starts[rows[k]]; e < out.starts[rows[k] + 1]; e++) users.add(out.targets[e], 1)
    inside += out.starts[rows[k] + 1] - out.starts[rows[k]]
  }
  const everywhere = out.targets.length
  const usesOf = new Map(users.entries())
  const count = userCounter(platform, rows, usesOf)
  const surenessOf = (spellings: readonly number[]) => {
    const { uses, everybody } = count(spellings)
    if (uses < FEWEST_USERS) return 0
    return surplus(
      { uses, of: inside },
      { uses: everybody - uses, of: everywhere - inside },
      LEAST_PRIOR + (PRIOR_USES * everybody) / everywhere,
    )
  }
  const liftOf = ({ uses, everybody }: Users) => uses / rows.length / (everybody / accounts)

  const found: BridgingTag[] = []
  for (const family of new Set([...usesOf.keys()].map(familyOf))) {
    const { spellings: all, parts } = family
    let best: readonly number[] = []
    let standardErrors = 0
    for (const pool of [...all.map((tag) => [tag]), ...parts, all]) {
      const sureness = surenessOf(pool)
      if (sureness > standardErrors) [best, standardErrors] = [pool, sureness]
    }
    if (standardErrors < LEAST_STANDARD_ERRORS) continue
    const own = best.filter((tag) => liftOf(count([tag])) >= LEAST_LIFT)
    const named = (own.length > 0 ? own : [...best])
      .toSorted((a, b) => (usesOf.get(b) ?? 0) - (usesOf.get(a) ?? 0))
      .slice(0, 1 + MOST_SPELLINGS)
    const [tag, ...spellings] = named.map((each) => tags.idOf(each))
    const { uses } = count(named)
    found.push({ tag, spellings, uses, lift: liftOf(count(named)), standardErrors })
  }
  return found
    .toSorted((a, b) => b.standardErrors - a.standardErrors || (a.tag < b.tag ? -1 : 1))
    .slice(0, MOST_TAGS)
}

interface Users {
  /** Accounts of the network, each once. */
  readonly uses: number
  readonly everybody: number
}

/** Who uses any of some tags; `usesOf` has the answer for each tag by itself. */
function userCounter(
  { tagUses: { in: back } }: Pick<Platform, 'tagUses'>,
  rows: ArrayLike<number>,
  usesOf: ReadonlyMap<number, number>,
): (tags: readonly number[]) => Users {
  let isMember: ReadonlySet<number> | null = null
  return (tags) => {
    const uses = tags.reduce((sum, tag) => sum + (usesOf.get(tag) ?? 0), 0)
    const everybody = tags.reduce((sum, tag) => sum + degree(back, tag), 0)
    if (tags.length === 1 || uses < FEWEST_USERS) return { uses, everybody }
    isMember ??= new Set(Array.from(rows))
    const users = new Set<number>()
    for (const tag of tags) {
      for (let e = back.starts[tag]; e < back.starts[tag + 1]; e++) users.add(back.targets[e])
    }
    let members = 0
    for (const row of users) if (isMember.has(row)) members++
    return { uses: members, everybody: users.size }
  }
}

interface Counted {
  readonly uses: number
  /** Uses of all tags. */
  readonly of: number
}

/**
 * z of equation 22: how far the log-odds of a tag `within` lie above those `without`.
 * @param prior pseudo-uses of this tag, of `PRIOR_USES` in all.
 */
function surplus(within: Counted, without: Counted, prior: number): number {
  const odds = ({ uses, of }: Counted) =>
    Math.log(uses + prior) - Math.log(of + PRIOR_USES - uses - prior)
  const variance = 1 / (within.uses + prior) + 1 / (without.uses + prior)
  // a platform of one tag has no others to hold against it
  const others = Math.min(within.of - within.uses, without.of - without.uses) + PRIOR_USES - prior
  return others > 0 ? (odds(within) - odds(without)) / Math.sqrt(variance) : 0
}

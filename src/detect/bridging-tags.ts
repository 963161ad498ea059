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
import { SparseSums } from '../graph/sparse-sums.ts'
import { type Platform } from '../platform/platform.ts'

export interface BridgingTag {
  readonly tag: string
  /** How many accounts of the network use it. */
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

/**
 * At most twenty tags, the surest first. Accounts count, not how often each used the tag: one loud account
 * makes no bridge. Linear in the tag uses of `rows`.
 */
export function bridgingTags(
  { tags, tagUses, follows }: Pick<Platform, 'tags' | 'tagUses' | 'follows'>,
  rows: ArrayLike<number>,
): BridgingTag[] {
  const accounts = follows.out.rows
  const { out, in: back } = tagUses
  const users = new SparseSums()
  let inside = 0
  for (let k = 0; k < rows.length; k++) {
    for (let e = out.starts[rows[k]]; e < out.starts[rows[k] + 1]; e++) users.add(out.targets[e], 1)
    inside += out.starts[rows[k] + 1] - out.starts[rows[k]]
  }
  const everywhere = out.targets.length
  const found: BridgingTag[] = []
  for (const [tag, uses] of users.entries()) {
    if (uses < FEWEST_USERS) continue
    const everybody = back.starts[tag + 1] - back.starts[tag]
    const standardErrors = surplus(
      { uses, of: inside },
      { uses: everybody - uses, of: everywhere - inside },
      LEAST_PRIOR + (PRIOR_USES * everybody) / everywhere,
    )
    if (standardErrors < LEAST_STANDARD_ERRORS) continue
    const lift = uses / rows.length / (everybody / accounts)
    found.push({ tag: tags.idOf(tag), uses, lift, standardErrors })
  }
  return found
    .toSorted((a, b) => b.standardErrors - a.standardErrors || (a.tag < b.tag ? -1 : 1))
    .slice(0, MOST_TAGS)
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

/**
 * Tags that hold a network together: its accounts use them, hardly anybody else does.
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
}

/** A tag that fewer of them use says nothing about the group. */
const FEWEST_USERS = 3
const LEAST_LIFT = 5
const MOST_TAGS = 20

/**
 * At most twenty tags, by `uses` × log `lift`. Accounts count, not how often each used the tag: one
 * loud account makes no bridge. Linear in the tag uses of `rows`.
 */
export function bridgingTags(
  { tags, tagUses, follows }: Pick<Platform, 'tags' | 'tagUses' | 'follows'>,
  rows: ArrayLike<number>,
): BridgingTag[] {
  const accounts = follows.out.rows
  const { out, in: back } = tagUses
  const users = new SparseSums()
  for (let k = 0; k < rows.length; k++) {
    for (let e = out.starts[rows[k]]; e < out.starts[rows[k] + 1]; e++) users.add(out.targets[e], 1)
  }
  const found: BridgingTag[] = []
  for (const [tag, uses] of users.entries()) {
    if (uses < FEWEST_USERS) continue
    const everybody = back.starts[tag + 1] - back.starts[tag]
    const lift = uses / rows.length / (everybody / accounts)
    if (lift >= LEAST_LIFT) found.push({ tag: tags.idOf(tag), uses, lift })
  }
  const weight = ({ uses, lift }: BridgingTag) => uses * Math.log(lift)
  return found
    .toSorted((a, b) => weight(b) - weight(a) || (a.tag < b.tag ? -1 : 1))
    .slice(0, MOST_TAGS)
}

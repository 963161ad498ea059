/**
 * What surrounds an account, in numbers: whom it follows, who of its network follows it, which tags they
 * share. Nobody else is named.
 *
 * @module
 */
import { type Csr, degree, hasEntry } from '../graph/csr.ts'
import { ROLES } from '../model/role.ts'
import { type Investigation, networkNamed, rowsNamed } from './investigation.ts'
import { seenBy, type StandingsOf } from './shielded.ts'

export const MOST_CONTEXTS = 500

export interface ContextQuestion {
  readonly kind: 'context'
  readonly network: string
  readonly accounts: readonly string[]
  readonly childSafety: boolean
}

export interface AccountContext {
  readonly account: string
  readonly follows: number
  readonly followedSources: number
  /** How many accounts of the network it follows, sources among them. */
  readonly followedMembers: number
  readonly followers: number
  readonly followersInNetwork: number
  readonly tags: number
  /** How many of the tags that hold the network together it uses. */
  readonly sharedTags: number
}

export interface Contexts {
  readonly map: string
  readonly accounts: readonly AccountContext[]
  readonly leftOut: { readonly shielded: number; readonly unknown: number }
}

const SOURCE = ROLES.indexOf('source')

export async function contextsOf(
  investigation: Investigation,
  { network: id, accounts, childSafety }: ContextQuestion,
  standingsOf: StandingsOf,
): Promise<Contexts> {
  const { platform, map, mark } = investigation
  const network = networkNamed(investigation, id)
  const { rows, unknown } = rowsNamed(investigation, accounts)
  const seen = await seenBy(investigation, rows, childSafety, standingsOf)
  const members = new Set(network.rows)
  const { follows, tagUses, tags } = platform
  const bridges = network.bridgingTags.map(({ tag, spellings }) =>
    [tag, ...spellings].map((each) => tags.find(each)),
  )
  return {
    map: mark,
    accounts: seen.rows.map((row) => {
      const followed = follows.out.targets.subarray(
        follows.out.starts[row],
        follows.out.starts[row + 1],
      )
      return {
        account: platform.accounts.idOf(row),
        follows: followed.length,
        followedSources: count(followed, (other) => map.roles[other] === SOURCE),
        followedMembers: count(followed, (other) => members.has(other)),
        followers: degree(follows.in, row),
        followersInNetwork: countAmong(follows.in, row, network.rows, members),
        tags: degree(tagUses.out, row),
        sharedTags: bridges.filter((bridge) =>
          bridge.some((tag) => hasEntry(tagUses.out, row, tag)),
        ).length,
      }
    }),
    leftOut: { shielded: seen.shielded, unknown },
  }
}

/** Entries of the row among `rows`: over whichever of both is the shorter, since a star has millions. */
function countAmong(
  csr: Csr,
  row: number,
  rows: Uint32Array,
  isAmong: ReadonlySet<number>,
): number {
  if (rows.length < degree(csr, row)) return count(rows, (other) => hasEntry(csr, row, other))
  const entries = csr.targets.subarray(csr.starts[row], csr.starts[row + 1])
  return count(entries, (other) => isAmong.has(other))
}

function count(rows: Uint32Array, holds: (row: number) => boolean): number {
  let found = 0
  for (const row of rows) if (holds(row)) found++
  return found
}

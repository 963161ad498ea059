/**
 * The accounts of a map as a tree of rows: communities, and under each that is unfolded its accounts.
 * What is on the map is in it, and nothing else, so that nobody needs to see the map to read it.
 *
 * @module
 */
import { accountKey, type Drawing, isApart } from './drawing.ts'
import type { DrawnAccount, DrawnCommunity, NetworkPicture } from './networks.ts'
import { placeWords } from './words.ts'
import { ROLE_LOOKS, ROLE_ORDER } from './roles.ts'

export type TreeRow =
  | {
      readonly kind: 'group'
      readonly key: string
      readonly group: Group
      readonly isUnfolded: boolean
      readonly place: number
      readonly of: number
    }
  | {
      readonly kind: 'account'
      readonly key: string
      readonly account: DrawnAccount
      readonly place: number
      readonly of: number
    }

export interface Group {
  readonly key: string
  /** Null for those apart, and for those outside of the network. */
  readonly community: DrawnCommunity | null
  readonly name: 'community' | 'apart' | 'outside'
  readonly accounts: readonly DrawnAccount[]
}

/** In the order of the communities; those apart first, since they are not to be overlooked. */
export function groupsOf(picture: NetworkPicture, drawing: Drawing): Group[] {
  const apart: DrawnAccount[] = []
  const outside: DrawnAccount[] = []
  const inside = new Map<number, DrawnAccount[]>()
  for (const node of drawing.nodes) {
    if (node.kind !== 'account') continue
    const { account } = node
    if (isApart(node)) apart.push(account)
    else if (account.community === null) outside.push(account)
    else {
      const known = inside.get(account.community)
      if (known) known.push(account)
      else inside.set(account.community, [account])
    }
  }
  const groups: Group[] = picture.communities
    .map((community) => ({
      key: `g:${community.id}`,
      community,
      name: 'community' as const,
      accounts: inside.get(community.id) ?? [],
    }))
    .filter(({ community, accounts }) => !community.open || accounts.length > 0)
  return [...rest('apart', apart), ...groups, ...rest('outside', outside)]
}

function rest(name: 'apart' | 'outside', accounts: readonly DrawnAccount[]): Group[] {
  return accounts.length > 0 ? [{ key: `g:${name}`, community: null, name, accounts }] : []
}

export function rowsOf(
  groups: readonly Group[],
  unfolded: ReadonlySet<string>,
  search: string,
): TreeRow[] {
  const rows: TreeRow[] = []
  const wanted = search.trim().toLowerCase()
  const found = groups
    .map((group) => ({
      group,
      accounts: wanted ? group.accounts.filter((each) => holds(each, wanted)) : group.accounts,
    }))
    .filter(({ group, accounts }) => !wanted || accounts.length > 0 || isCalled(group, wanted))
  for (const [k, { group, accounts }] of found.entries()) {
    const isUnfolded = accounts.length > 0 && (wanted !== '' || unfolded.has(group.key))
    rows.push({
      kind: 'group',
      key: group.key,
      group,
      isUnfolded,
      place: k + 1,
      of: found.length,
    })
    if (!isUnfolded) continue
    const sorted = accounts.toSorted((a, b) => orderOf(a) - orderOf(b))
    for (const [place, account] of sorted.entries()) {
      rows.push({
        kind: 'account',
        key: accountKey(account.account),
        account,
        place: place + 1,
        of: sorted.length,
      })
    }
  }
  return rows
}

function holds(account: DrawnAccount, wanted: string): boolean {
  return (
    account.account.toLowerCase().includes(wanted) ||
    ROLE_LOOKS[account.role].word === wanted ||
    ROLE_LOOKS[account.role].many === wanted ||
    placeWords(account) === wanted
  )
}

function isCalled({ community }: Group, wanted: string): boolean {
  return community?.tag?.toLowerCase().includes(wanted) ?? false
}

/** Seeds, then by rank; of equals by role. */
function orderOf({ seed, rank, role }: DrawnAccount): number {
  return (seed ? 0 : (rank ?? 1e12)) * 10 + ROLE_ORDER.indexOf(role)
}

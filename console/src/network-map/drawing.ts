/**
 * What is on the map: nodes and lines, put together from the picture of a network and whatever was expanded
 * since. Pure: the same answers make the same drawing.
 *
 * @module
 */
import type { DrawnAccount } from '../../../src/investigate/draw.ts'
import type { Expansion } from '../../../src/investigate/expand.ts'
import type {
  DrawnCommunity,
  DrawnTag,
  NetworkPicture,
} from '../../../src/investigate/map-network.ts'

export type MapNode =
  | { readonly kind: 'account'; readonly key: string; readonly account: DrawnAccount }
  | { readonly kind: 'community'; readonly key: string; readonly community: DrawnCommunity }
  | { readonly kind: 'tag'; readonly key: string; readonly tag: DrawnTag }

export interface MapLine {
  /** Keys of nodes; of a follow, who follows and whom. */
  readonly from: string
  readonly to: string
  readonly kind: 'follow' | 'link' | 'uses'
  /** How many follows it stands for. */
  readonly count: number
}

export interface Drawing {
  readonly nodes: readonly MapNode[]
  readonly byKey: ReadonlyMap<string, MapNode>
  readonly lines: readonly MapLine[]
  /** How many drawn accounts of its own each is followed by. */
  readonly followers: ReadonlyMap<string, number>
}

/** Nodes and lines of evidence: keys, and `from to`, whichever way the follow goes. */
export interface DrawnPath {
  readonly nodes: ReadonlySet<string>
  readonly lines: ReadonlySet<string>
}

/** What an expansion brought, with ids in the place of places: what was drawn then may be drawn otherwise now. */
export interface Added {
  readonly accounts: readonly DrawnAccount[]
  readonly follows: readonly (readonly [from: string, to: string])[]
}

export const accountKey = (id: string) => `a:${id}`
export const communityKey = (id: number) => `c:${id}`
const tagKey = (tag: string) => `t:${tag}`
/** More would lie over everything else. */
const MOST_TAGS = 6

export function addedBy({ accounts, drawn, follows }: Expansion, before: readonly string[]): Added {
  const idAt = (place: number) => (place < drawn ? before[place] : accounts[place - drawn]?.account)
  return { accounts, follows: inPairs(follows.pairs, idAt) }
}

export interface DrawingOptions {
  readonly showsTags: boolean
  /** Keep the node of a community that was opened, for the follows between it and those that were not. */
  readonly hasAnchors: boolean
}

export function drawingOf(
  picture: NetworkPicture,
  added: readonly Added[],
  { showsTags, hasAnchors }: DrawingOptions,
): Drawing {
  const byKey = new Map<string, MapNode>()
  const lines: MapLine[] = []
  const seen = new Set<string>()
  const put = (account: DrawnAccount) => {
    const key = accountKey(account.account)
    if (!byKey.has(key)) byKey.set(key, { kind: 'account', key, account })
  }
  const follow = ([from, to]: readonly [string, string]) => {
    const line = { from: accountKey(from), to: accountKey(to) }
    const name = `${line.from} ${line.to}`
    if (seen.has(name) || !byKey.has(line.from) || !byKey.has(line.to)) return
    seen.add(name)
    lines.push({ ...line, kind: 'follow', count: 1 })
  }
  for (const account of picture.accounts) put(account)
  for (const { accounts } of added) for (const account of accounts) put(account)
  const idAt = (place: number) => picture.accounts[place]?.account
  for (const pair of inPairs(picture.follows.pairs, idAt)) follow(pair)
  for (const { follows } of added) for (const pair of follows) follow(pair)
  for (const community of picture.communities) {
    if (community.open && !hasAnchors) continue
    const key = communityKey(community.id)
    byKey.set(key, { kind: 'community', key, community })
  }
  for (const { from, to, follows } of picture.links) {
    const line = { from: communityKey(from), to: communityKey(to) }
    if (byKey.has(line.from) && byKey.has(line.to)) {
      lines.push({ ...line, kind: 'link', count: follows })
    }
  }
  if (showsTags) {
    for (const tag of picture.tags.slice(0, MOST_TAGS)) {
      const key = tagKey(tag.tag)
      byKey.set(key, { kind: 'tag', key, tag })
      for (const place of tag.usedBy) {
        const id = idAt(place)
        if (id !== undefined) lines.push({ from: accountKey(id), to: key, kind: 'uses', count: 1 })
      }
    }
  }
  const followers = new Map<string, number>()
  for (const { to, kind } of lines) {
    if (kind === 'follow') followers.set(to, (followers.get(to) ?? 0) + 1)
  }
  return { nodes: [...byKey.values()], byKey, lines, followers }
}

function inPairs(
  places: readonly number[],
  idAt: (place: number) => string | undefined,
): [string, string][] {
  const pairs: [string, string][] = []
  for (let k = 0; k + 1 < places.length; k += 2) {
    const from = idAt(places[k])
    const to = idAt(places[k + 1])
    if (from !== undefined && to !== undefined) pairs.push([from, to])
  }
  return pairs
}

/** Who may be a child or a victim stands apart from everybody, and is never in a layout of suspicion. */
export function isApart(node: MapNode): boolean {
  return node.kind === 'account' && (node.account.role === 'at-risk' || node.account.protected)
}

/** When the account is first known of: its making or the first signal on it, whichever is said. */
export function firstSeen({ createdAt, signalledAt }: DrawnAccount): number | null {
  const at = createdAt ?? signalledAt
  return at === null ? null : Date.parse(at)
}

/** The span of a slider over time; null where there are not two moments. */
export function timeSpan(drawing: Drawing): readonly [from: number, to: number] | null {
  let from = Infinity
  let to = -Infinity
  for (const node of drawing.nodes) {
    const at = node.kind === 'account' ? firstSeen(node.account) : null
    if (at === null) continue
    from = Math.min(from, at)
    to = Math.max(to, at)
  }
  return from < to ? [from, to] : null
}

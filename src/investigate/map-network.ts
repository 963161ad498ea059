/**
 * One network as a picture: its accounts, as many as may be drawn, and the rest by community.
 *
 * A network that fits is drawn whole. One that does not is first drawn as its communities; whoever
 * asks for some of them gets their accounts, the closest to the seeds first, in the midst of the others.
 *
 * @module
 */
import { type BridgingTag } from '../detect/bridging-tags.ts'
import { type NetworkMap } from '../detect/map.ts'
import { type Network } from '../detect/networks.ts'
import { type RisingTag } from '../detect/rising-tags.ts'
import { hasEntry } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'
import {
  communitiesOf,
  type Community,
  type CommunityLink,
  type RoleCounts,
} from './communities.ts'
import { drawAccounts, type DrawnAccount, drawFollows, type DrawnFollows } from './draw.ts'
import { byCloseness, type Investigation, networkNamed } from './investigation.ts'
import { seenBy, type StandingsOf } from './shielded.ts'

export const MOST_DRAWN = 5000
const MOST_FOLLOWS = 40_000
/** Of more, those beyond are smaller than anybody would open. */
const MOST_COMMUNITIES = 300

export interface MapQuestion {
  readonly kind: 'map'
  readonly network: string
  /** How many accounts may be drawn, up to `MOST_DRAWN`. */
  readonly limit: number
  /** By community even where the whole would fit. */
  readonly summarised: boolean
  /** Which communities to open where it is by community. */
  readonly communities: readonly number[]
  readonly childSafety: boolean
  /** Keeps back what was decided about the accounts. */
  readonly isBlind?: boolean // defaults to false
}

export interface NetworkPicture {
  readonly map: string
  readonly network: string
  /** How many accounts it has, drawn or not. */
  readonly size: number
  readonly accounts: readonly DrawnAccount[]
  readonly follows: DrawnFollows
  readonly communities: readonly DrawnCommunity[]
  readonly links: readonly CommunityLink[]
  readonly tags: readonly DrawnTag[]
  /** Tags that came up since the map before; null where there was none. */
  readonly rising: { readonly since: string; readonly tags: readonly RisingTag[] } | null
  readonly leftOut: { readonly shielded: number; readonly overLimit: number }
}

export interface DrawnCommunity {
  readonly id: number
  readonly accounts: number
  readonly roles: RoleCounts
  readonly seeds: number
  readonly tag: string | null
  /** Whether its accounts are among those drawn. */
  readonly open: boolean
}

export interface DrawnTag extends BridgingTag {
  /** Which of the drawn accounts use it, by their places. */
  readonly usedBy: readonly number[]
}

export async function mapNetwork(
  investigation: Investigation,
  { network: id, limit, summarised, communities: asked, childSafety, isBlind = false }: MapQuestion,
  standingsOf: StandingsOf,
): Promise<NetworkPicture> {
  const network = networkNamed(investigation, id)
  const { list, links, of } = communitiesOf(investigation, network)
  const shown = list.slice(0, MOST_COMMUNITIES)
  const isWhole = !summarised && network.rows.length <= limit
  const open = isWhole ? list : shown.filter((community) => asked.includes(community.id))
  const wanted = open.flatMap((community) => community.rows).toSorted(byCloseness(investigation))
  const seen = await seenBy(investigation, wanted.slice(0, limit), childSafety, standingsOf)
  return {
    map: investigation.mark,
    network: id,
    size: network.rows.length,
    accounts: drawAccounts(investigation, seen, isBlind, (row) => of.get(row) ?? null),
    follows: drawFollows(investigation.platform.follows, seen.rows, MOST_FOLLOWS),
    communities: shown.map((community) => summary(community, open.includes(community))),
    links: links.filter(({ from, to }) => from < shown.length && to < shown.length),
    tags: drawTags(investigation.platform, network, seen.rows),
    rising: risingSince(investigation.map, network),
    leftOut: { shielded: seen.shielded, overLimit: Math.max(0, wanted.length - limit) },
  }
}

function risingSince(
  { tagsBefore }: Pick<NetworkMap, 'tagsBefore'>,
  { risingTags }: Network,
): NetworkPicture['rising'] {
  if (!tagsBefore || !risingTags) return null
  return { since: new Date(tagsBefore.atMillis).toISOString(), tags: risingTags }
}

function summary({ id, rows, roles, seeds, tag }: Community, open: boolean): DrawnCommunity {
  return { id, accounts: rows.length, roles, seeds, tag, open }
}

function drawTags(
  { tags, tagUses }: Platform,
  { bridgingTags }: Network,
  rows: readonly number[],
): DrawnTag[] {
  return bridgingTags.map((tag) => {
    const columns = [tag.tag, ...tag.spellings].map((each) => tags.find(each))
    const usedBy: number[] = []
    for (const [place, row] of rows.entries()) {
      if (columns.some((column) => hasEntry(tagUses.out, row, column))) usedBy.push(place)
    }
    return { ...tag, usedBy }
  })
}

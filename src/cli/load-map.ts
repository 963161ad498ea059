/**
 * What a server and its shield need of a workspace's graph and map.
 *
 * @module
 */
import { type MappedNetwork } from '../casework/cases/mapped-network.ts'
import { type InferredStanding } from '../casework/infer-standings.ts'
import { placeIn } from '../detect/every-row.ts'
import { type NetworkMap } from '../detect/map.ts'
import { standingsOf } from '../detect/standings.ts'
import { graphRoom } from '../engine/graph-room.ts'
import { type AccountStanding } from '../guard/account-standing.ts'
import { INFERRED_LIFE_MILLIS } from '../model/automation.ts'
import { AGE_BANDS } from '../model/age-band.ts'
import { type CandidatesOfMap, type Removal } from '../model/re-entry.ts'
import { ROLES } from '../model/role.ts'
import { packStanding } from '../model/standing.ts'
import { type Platform } from '../platform/platform.ts'
import { hasMap, mapMadeAtMillis, mapMark } from '../platform/workspace-map.ts'
import { hasPlatform, openWorkspace } from '../platform/workspace.ts'
import { accountsIn, packAccounts, type PackedAccounts } from './packed-accounts.ts'
import { reEntryCandidates } from '../investigate/re-entry-candidates.ts'
import { readMap } from './read-map.ts'

/** In ids and bytes: it does not hold on to the graph. */
export interface LoadedMap {
  /** Who states to be a minor, a fact without an end: such an account is never shown to seekers. */
  readonly minors: PackedAccounts
  /** What the map lets software say of its members, which ends some time after it was made. */
  readonly inferred: readonly InferredStanding[]
  /** The accounts of each network, by its id. */
  readonly networks: ReadonlyMap<string, readonly string[]>
  /** The same networks, largest first, with what a case says of them. */
  readonly mapped: readonly MappedNetwork[]
  readonly isMapped: boolean
}

/**
 * The graph of a workspace, null where nothing was imported, and its latest map, an empty one where
 * nothing was mapped yet.
 *
 * @throws {InputError} if there is a map that cannot be used: serving on without it would show what
 *   was withheld before.
 */
export function loadMap(workspace: string): LoadedMap & {
  readonly platform: Platform | null
  /** The graph's file as it lies in memory that threads share. */
  readonly graph: Uint8Array | null
  /** Who may have taken the place of accounts that were removed before the map; null without a map. */
  readonly candidatesFor: (removals: readonly Removal[]) => CandidatesOfMap | null
} {
  const isMapped = hasMap(workspace)
  if (!isMapped && !hasPlatform(workspace)) {
    return { platform: null, graph: null, minors: packAccounts([]), ...UNMAPPED, isMapped }
  }
  let graph: Uint8Array | null = null
  const platform = openWorkspace(workspace, (bytes) => (graph = graphRoom(bytes)))
  const minors = packAccounts(minorsOf(platform))
  if (!isMapped) return { platform, graph, minors, ...UNMAPPED, isMapped }
  const mark = mapMark(workspace)
  const madeAtMillis = mapMadeAtMillis(workspace)
  const untilMillis = madeAtMillis + INFERRED_LIFE_MILLIS
  const map = readMap(workspace)
  const inferred = standingsOf(platform, map)
    .filter(({ standing }) => standing.level !== 'clear' || standing.protected)
    .map(({ account, standing }) => ({
      account,
      standing: packStanding(standing),
      reason: 'By the latest map.',
      untilMillis,
    }))
  const networks = new Map(
    map.networks.map(({ id, rows }) => [id, [...rows].map((row) => platform.accounts.idOf(row))]),
  )
  const mapped = map.networks.map((one) => mappedNetwork(platform, map, one, mark))
  const candidatesFor = (removals: readonly Removal[]): CandidatesOfMap => {
    const before = removals.filter(({ atMillis }) => atMillis < madeAtMillis)
    return { madeAtMillis, candidates: reEntryCandidates(platform, map, before) }
  }
  return { platform, graph, minors, inferred, networks, mapped, isMapped, candidatesFor }
}

const UNMAPPED = {
  inferred: [],
  networks: new Map<string, readonly string[]>(),
  mapped: [],
  candidatesFor: () => null,
}

function mappedNetwork(
  { accounts }: Platform,
  { rows, logOdds, roles, seeds }: NetworkMap,
  { id, rows: members, uniqueFollowers }: NetworkMap['networks'][number],
  mark: string,
): MappedNetwork {
  const isSeed = new Set(seeds.rows)
  return {
    id,
    mark,
    reach: uniqueFollowers,
    members: Array.from(members, (row) => {
      const place = placeIn(rows, row)
      // how sure the map is; of a seed its own signals are
      const odds = isSeed.has(row) ? Infinity : place < 0 ? 0 : logOdds[place]
      return {
        account: accounts.idOf(row),
        role: ROLES[roles[row]],
        closeness: 1 / (1 + Math.exp(-odds)),
      }
    }),
  }
}

function* minorsOf({ accounts, ageBands }: Platform): Generator<string> {
  const minor = AGE_BANDS.indexOf('minor')
  for (const [row, ageBand] of ageBands.entries()) {
    if (ageBand === minor) yield accounts.idOf(row)
  }
}

/** What a guard is told of them. */
export function standingsOfMinors(minors: PackedAccounts): Iterable<AccountStanding> & {
  readonly size: number
} {
  const standing = packStanding({ ageBand: 'minor' })
  return {
    size: minors.count,
    *[Symbol.iterator]() {
      for (const account of accountsIn(minors)) yield { account, standing }
    },
  }
}

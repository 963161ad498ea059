/**
 * Whether a network grows back: at each new map, the networks that are it again are counted against the case.
 *
 * A network that forms again has the same followers, whoever took the place of its sources. So it is found by
 * the accounts that it shares with the case; and by those that may have taken the place of a removed one
 * (model/re-entry.ts), whose followers are so much the same that chance does not explain it.
 *
 * @module
 */
import { type AftermathPoint } from '../../model/aftermath.ts'
import { type CaseDecision } from '../../model/case-decision.ts'
import { type CandidatesOfMap } from '../../model/re-entry.ts'
import { unpackStanding, UNKNOWN_STANDING } from '../../model/standing.ts'
import { type StoreReader } from '../../store/store.ts'
import { type Casework } from '../casework.ts'
import { type MappedNetwork } from '../cases/mapped-network.ts'
import { isDecidedByPerson } from '../decided-by-person.ts'
import { type KnownOf, shieldedAmong } from '../shield-of.ts'
import { selected } from './selected.ts'
import { watchedDecisions } from './watched.ts'

/** Of a network's accounts: a large one that somebody has strayed into is not this one grown back. */
const SHARED_LEAST = 0.05

/** A map that was made after some decisions. */
export interface MapSince extends CandidatesOfMap {
  readonly mapped: readonly MappedNetwork[]
}

/**
 * A point for each sanction about a network that is older than the map; again with the same map changes
 * nothing.
 *
 * @returns how many points.
 */
export async function recordAftermath(
  casework: Casework,
  map: MapSince,
  knownOf: KnownOf,
): Promise<number> {
  const { store } = casework
  let count = 0
  for (const decision of await watchedDecisions(casework)) {
    if (decision.atMillis >= map.madeAtMillis) continue
    const point = await pointOf(store, decision, map, knownOf)
    if (!point) continue
    await store.transact((tx) => tx.putAftermath(decision.id, point))
    count++
  }
  return count
}

async function pointOf(
  store: StoreReader,
  decision: CaseDecision,
  { mapped: networks, candidates: everybody, madeAtMillis }: MapSince,
  knownOf: KnownOf,
): Promise<AftermathPoint | null> {
  const one = await store.case(decision.case)
  if (one?.kind !== 'network') return null
  const subjects = await selected(store, one, { roles: null })
  const known = new Set(subjects.map(({ account }) => account))
  const candidates =
    decision.kind === 'remove'
      ? (everybody?.filter((each) => each.decision === decision.id) ?? null)
      : null
  const withCandidates = new Set(candidates?.map(({ network }) => network))
  const again = networks.filter(({ id, members }) => {
    if (withCandidates.has(id)) return true
    const shared = members.filter(({ account }) => known.has(account)).length
    return shared > 0 && shared >= SHARED_LEAST * members.length
  })
  const mapped = new Map(
    again.flatMap(({ members }) => members.map((each) => [each.account, each])),
  )
  const named = candidates?.map(({ account }) => account) ?? []
  const accounts = [...new Set([...known, ...mapped.keys(), ...named])]
  const shielded = await shieldedAmong(store, accounts, knownOf)
  const isCounted = ({ account, role }: { account: string; role: string | null }) =>
    !shielded.has(account) && role !== 'at-risk'
  const fresh = [...mapped.values()].filter((each) => !known.has(each.account) && isCounted(each))
  const followers = subjects.filter((each) => each.role === 'seeker' && isCounted(each))
  const stored = await store.standingsOf(followers.map(({ account }) => account))
  const active = followers.filter(({ account }) => {
    const said = stored.get(account) ?? null
    const { level } = unpackStanding(said?.standing ?? UNKNOWN_STANDING)
    const isStopped = isDecidedByPerson(said) && (level === 'withhold' || level === 'removed')
    return mapped.has(account) && !isStopped
  })
  return {
    atMillis: madeAtMillis,
    newAccounts: fresh.length,
    newSources: fresh.filter(({ role }) => role === 'source').length,
    candidates: candidates && candidates.filter(isCounted).length,
    followers: followers.length,
    followersStillActive: active.length,
  }
}

/**
 * Whether a network grows back: at each new map, the networks that have a part of what was decided about are
 * counted against the case.
 *
 * A network that forms again has the same followers, whoever took the place of its sources, so that it is
 * found by the accounts that it shares with the case.
 *
 * @module
 */
import { type AftermathPoint } from '../../model/aftermath.ts'
import { type CaseDecision, SANCTIONS } from '../../model/case-decision.ts'
import { unpackStanding, UNKNOWN_STANDING } from '../../model/standing.ts'
import { type StoreReader } from '../../store/store.ts'
import { type Casework } from '../casework.ts'
import { type MappedNetwork } from '../cases/mapped-network.ts'
import { isDecidedByPerson } from '../decided-by-person.ts'
import { type KnownOf, shieldedAmong } from '../shield-of.ts'
import { selected } from './selected.ts'

/** What comes after that long is another network's story, and the work of a new map has an end. */
const WATCHED_MILLIS = 180 * 24 * 3_600_000
const MOST_WATCHED = 500
/** Of a network's accounts: a large one that somebody has strayed into is not this one grown back. */
const SHARED_LEAST = 0.05

/**
 * A point for each sanction about a network that is older than the map; again with the same map changes
 * nothing.
 *
 * @returns how many points.
 */
export async function recordAftermath(
  { store, now }: Casework,
  networks: readonly MappedNetwork[],
  madeAtMillis: number,
  knownOf: KnownOf,
): Promise<number> {
  const watched = (await store.decisionsIn(['done'])).filter(
    ({ kind, atMillis }) =>
      SANCTIONS[kind] !== null && atMillis < madeAtMillis && now() - atMillis < WATCHED_MILLIS,
  )
  let count = 0
  for (const decision of watched.slice(-MOST_WATCHED)) {
    const point = await pointOf(store, decision, networks, madeAtMillis, knownOf)
    if (!point) continue
    await store.transact((tx) => tx.putAftermath(decision.id, point))
    count++
  }
  return count
}

async function pointOf(
  store: StoreReader,
  decision: CaseDecision,
  networks: readonly MappedNetwork[],
  atMillis: number,
  knownOf: KnownOf,
): Promise<AftermathPoint | null> {
  const one = await store.case(decision.case)
  if (one?.kind !== 'network') return null
  const subjects = await selected(store, one, { roles: null })
  const known = new Set(subjects.map(({ account }) => account))
  const again = networks.filter(({ members }) => {
    const shared = members.filter(({ account }) => known.has(account)).length
    return shared > 0 && shared >= SHARED_LEAST * members.length
  })
  const mapped = new Map(
    again.flatMap(({ members }) => members.map((each) => [each.account, each])),
  )
  const accounts = [...new Set([...known, ...mapped.keys()])]
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
    atMillis,
    newAccounts: fresh.length,
    newSources: fresh.filter(({ role }) => role === 'source').length,
    followers: followers.length,
    followersStillActive: active.length,
  }
}

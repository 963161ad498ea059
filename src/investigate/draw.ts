/**
 * Accounts as a drawing needs them, and the follows among them: numbers of nodes rather than ids, so that
 * 5,000 accounts and their follows are a few hundred kilobytes.
 *
 * @module
 */
import { roleProbabilitiesOf, scoreOf } from '../detect/map.ts'
import { type Csr } from '../graph/csr.ts'
import { ROLES, type Role } from '../model/role.ts'
import { type StandingLevel, unpackStanding } from '../model/standing.ts'
import { type Investigation } from './investigation.ts'
import { type Seen } from './shielded.ts'

export interface DrawnAccount {
  readonly account: string
  readonly role: Role
  /** How likely it has each role; null outside of what the map takes for networks. */
  readonly roleProbabilities: Record<Role, number> | null
  readonly score: number
  /** 1 is the closest; null for a seed and for whoever was not scored. */
  readonly rank: number | null
  readonly seed: boolean
  /** Null for a second reader, from whom it is kept what was decided. */
  readonly level: StandingLevel | null
  readonly protected: boolean
  readonly network: string | null
  /** Inside the network that was asked for; null outside of it. */
  readonly community: number | null
  /** When the account was made, and when the first signal on it came, where that is known. */
  readonly createdAt: string | null
  readonly signalledAt: string | null
}

export function drawAccounts(
  investigation: Investigation,
  { rows, standings }: Seen,
  isBlind: boolean,
  communityOf: (row: number) => number | null,
): DrawnAccount[] {
  const { platform, map, rankOf, networkOf } = investigation
  const signalled = firstSignals(investigation)
  return rows.map((row, k) => {
    const rank = rankOf(row)
    const { level, protected: isProtected } = unpackStanding(standings[k])
    return {
      account: platform.accounts.idOf(row),
      role: ROLES[map.roles[row]],
      roleProbabilities: rounded(roleProbabilitiesOf(map, row)),
      score: Math.round(scoreOf(map, row) * 1e4) / 1e4,
      rank: rank === 0 ? null : rank,
      seed: rank === 0,
      level: isBlind ? null : level,
      protected: isProtected,
      network: map.networks[networkOf(row)]?.id ?? null,
      community: communityOf(row),
      createdAt: isoOf(platform.createdAtMillis?.[row]),
      signalledAt: isoOf(signalled.get(row)),
    }
  })
}

const round = (chance: number) => Math.round(100 * chance) / 100

/** To a hundredth: more is neither known nor read, and 5,000 accounts are sent. */
function rounded(chances: Record<Role, number> | null): Record<Role, number> | null {
  if (!chances) return null
  return {
    source: round(chances.source),
    seeker: round(chances.seeker),
    connector: round(chances.connector),
    'at-risk': round(chances['at-risk']),
    bystander: round(chances.bystander),
  }
}

const known = new WeakMap<Investigation, Map<number, number>>()

function firstSignals(investigation: Investigation): Map<number, number> {
  const before = known.get(investigation)
  if (before) return before
  const { accounts, signals } = investigation.platform
  const first = new Map<number, number>()
  for (const { subject, atMillis } of signals) {
    if (!('account' in subject) || atMillis === null) continue
    const row = accounts.find(subject.account)
    if (row >= 0) first.set(row, Math.min(first.get(row) ?? Infinity, atMillis))
  }
  known.set(investigation, first)
  return first
}

function isoOf(millis: number | undefined): string | null {
  // NaN where it is not known
  return millis === undefined || !(Math.abs(millis) <= 8.64e15)
    ? null
    : new Date(millis).toISOString()
}

export interface DrawnFollows {
  /** Two numbers a follow: who follows, and whom; places among the accounts. */
  readonly pairs: readonly number[]
  /** How many more there are than may be drawn. */
  readonly more: number
}

/**
 * The follows among `rows`, those of accounts that stand first before others, up to `most`. With
 * `since`, only those that one of the rows from there on takes part in.
 *
 * Linear in the entries of the rows, both ways.
 */
export function drawFollows(
  { out, in: back }: { readonly out: Csr; readonly in: Csr },
  rows: readonly number[],
  most: number,
  since = 0,
): DrawnFollows {
  const places = new Map(rows.map((row, place) => [row, place]))
  const pairs: number[] = []
  let more = 0
  for (let place = since; place < rows.length; place++) {
    // each follow once: from the one of both that stands later
    for (const csr of [out, back]) {
      const row = rows[place]
      for (const other of lesserSide(csr, row, places, place)) {
        if (pairs.length >= 2 * most) more++
        else if (csr === out) pairs.push(place, other)
        else pairs.push(other, place)
      }
    }
  }
  return { pairs, more }
}

/** Places before `place` that `row` has an entry with, rising by row. */
function* lesserSide(
  { starts, targets }: Csr,
  row: number,
  places: ReadonlyMap<number, number>,
  place: number,
): Generator<number> {
  for (let e = starts[row], end = starts[row + 1]; e < end; e++) {
    const other = places.get(targets[e])
    if (other !== undefined && other < place) yield other
  }
}

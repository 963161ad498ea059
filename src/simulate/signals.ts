/**
 * What the platform knows already: outside evidence on some of the planted accounts.
 *
 * @module
 */
import { ROLES } from '../model/role.ts'
import { type Signal } from '../model/signal.ts'
import { type Random } from '../util/random.ts'
import { shuffle } from './draws.ts'
import { type Draft } from './draft.ts'
import { isPlanted } from './planted.ts'

const FIRST_SIGNAL_MILLIS = Date.UTC(2025, 0, 6)
const HOUR_MILLIS = 3_600_000

/** One signal for each seed: a hash match on those that offer, an investigator's on the others. */
export function drawSignals(
  draft: Draft,
  accountIds: readonly string[],
  random: Random,
): readonly Signal[] {
  const seeds = chooseSeeds(draft, random)
  return Object.freeze(
    Array.from(seeds, (account, k): Signal => {
      const offers = offersSomething(draft, account)
      return Object.freeze({
        subject: Object.freeze({ account: accountIds[account] }),
        kind: offers ? 'hash-match' : 'investigator',
        confidence: offers ? 1 : 0.9,
        polarity: 'harmful',
        policy: null,
        atMillis: FIRST_SIGNAL_MILLIS + k * 7 * HOUR_MILLIS,
        reference: `made-up-${k + 1}`,
      })
    }),
  )
}

/** Rows of the known accounts. When a role has too few accounts, the others fill up. */
function chooseSeeds(draft: Draft, random: Random): Uint32Array {
  const { seedsKnown, seedRoles } = draft.options
  const planted: number[] = []
  draft.roles.forEach((role, account) => {
    if (isPlanted(role)) planted.push(account)
  })
  const shuffled = shuffle(random, Uint32Array.from(planted))
  const sources = shuffled.filter((account) => offersSomething(draft, account))
  const seekers = shuffled.filter((account) => roleOf(draft, account) === 'seeker')
  const first = {
    mixed: sources.slice(0, Math.floor(seedsKnown / 2)),
    any: shuffled,
    sources,
    seekers,
  }[seedRoles]
  const others = seedRoles === 'mixed' ? shuffled.filter((a) => !sources.includes(a)) : shuffled
  return Uint32Array.from(new Set([...first, ...others, ...shuffled])).slice(0, seedsKnown)
}

function offersSomething(draft: Draft, account: number): boolean {
  const role = roleOf(draft, account)
  return role === 'source' || role === 'at-risk'
}

function roleOf(draft: Draft, account: number): (typeof ROLES)[number] | undefined {
  return ROLES[draft.roles[account] - 1]
}

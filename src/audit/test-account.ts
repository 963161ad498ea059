/**
 * One test account: it acts as its scenario says and keeps what it was shown.
 *
 * It lies over the platform and leaves no trace in it. With a guard, both ends are guarded as on the
 * platform itself: its interactions before the recommender learns of them, its candidates before it
 * is shown them. It acts the same either way.
 *
 * @module
 */
import { type Guard } from '../guard/index.ts'
import { type Contact, type Fitted } from '../recommend/recommender.ts'
import { type Random } from '../util/random.ts'
import { type Candidates, guardedCandidates, unguardedCandidates } from './candidates.ts'
import { type MeetBy, type Scenario } from './scenario.ts'

/** What a test account was shown. */
export interface Session {
  /** Rows, best first; one list for each slate of the scenario, empty where nothing came. */
  readonly slates: readonly Uint32Array[]
  /** Every list that the recommender offered, before and after the guard. */
  readonly offers: readonly Candidates[]
}

export interface TestAccount {
  /** Its id, which must be none of the platform's: the guard would take one for the other. */
  readonly id: string
  readonly scenario: Scenario
  /** The row that it meets first. */
  readonly firstContact: number
  readonly random: Random
}

export function runTestAccount(
  { id, scenario, firstContact, random }: TestAccount,
  fitted: Fitted,
  guard: Guard | null,
  idOf: (row: number) => string,
): Session {
  const { surface, slateSize, slatesPerRefresh } = scenario
  // what the recommender knows of the account, and what the account has really followed
  const follows: number[] = []
  const contacts: Contact[] = []
  const followed = new Set<number>()
  const slates: Uint32Array[] = []
  const offers: Candidates[] = []
  let list = new Uint32Array(0)
  let page = slatesPerRefresh

  const act = (rows: readonly number[], kind: MeetBy) => {
    if (kind === 'follow') for (const row of rows) followed.add(row)
    const places = guard
      ? guard.learn(rows.map((row) => ({ account: id, target: idOf(row), kind }))).learn
      : rows.keys()
    for (const place of places) {
      if (kind === 'follow') follows.push(rows[place])
      else contacts.push({ row: rows[place], kind, weight: 1 })
    }
    page = slatesPerRefresh // what comes next is asked for anew
  }

  const look = (): Uint32Array => {
    if (page === slatesPerRefresh) {
      // somebody followed is never suggested again, whether it was learnt from or not
      const actor = { follows, contacts, exclude: followed, seed: random.below(0x7fffffff) }
      const wanted = slateSize * slatesPerRefresh
      const offer = guard
        ? guardedCandidates(fitted, actor, wanted, { guard, viewer: id, surface, idOf })
        : unguardedCandidates(fitted, actor, wanted)
      offers.push(offer)
      list = offer.shown.slice(0, wanted)
      page = 0
    }
    const slate = list.slice(page * slateSize, (page + 1) * slateSize)
    page++
    slates.push(slate)
    return slate
  }

  for (const step of scenario.steps) {
    if (step.kind === 'meet') act([firstContact], step.by)
    if (step.kind === 'look') for (let k = 0; k < step.slates; k++) look()
    if (step.kind === 'follow-recommended') {
      const came: number[] = []
      for (let k = 0; k * slateSize < step.count; k++) came.push(...look())
      act(came.slice(0, step.count), 'follow')
    }
  }
  return { slates, offers }
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGuard } from '../guard/index.ts'
import { type Actor, type Fitted } from '../recommend/recommender.ts'
import { createRandom } from '../util/random.ts'
import { guardedCandidates } from './candidates.ts'
import { parseScenario, type ScenarioStep } from './scenario.ts'
import { runTestAccount } from './test-account.ts'

const ACCOUNTS = 200
const idOf = (row: number) => `account-${row}`

/** A recommender that shows rows in rising order and keeps what it was told: small enough to count by hand. */
function risingRecommender(): Fitted & { readonly asked: Actor[] } {
  const asked: Actor[] = []
  return {
    asked,
    recommend(actor, count) {
      const exclude = new Set(actor.exclude)
      asked.push({ ...actor, follows: [...actor.follows], contacts: [...actor.contacts] })
      const rows = Array.from({ length: ACCOUNTS }, (_, row) => row)
      return Uint32Array.from(rows.filter((row) => !exclude.has(row)).slice(0, count))
    },
  }
}
const withholding = (rows: readonly number[]) =>
  createGuard({
    standings: rows.map((row) => ({ account: idOf(row), standing: 'withhold' as const })),
  })
const scenarioOf = (...steps: ScenarioStep[]) =>
  parseScenario({ name: 'test', slatesPerRefresh: 2, steps })
const account = (scenario: ReturnType<typeof scenarioOf>) => ({
  id: 'test-account',
  scenario,
  firstContact: 150,
  random: createRandom(1),
})
const range = (first: number, end: number) =>
  Array.from({ length: end - first }, (_, k) => first + k)

test('a test account scrolls through the slates of a refresh and then asks anew', () => {
  const fitted = risingRecommender()
  const scenario = scenarioOf({ kind: 'meet', by: 'view' }, { kind: 'look', slates: 3 })
  const { slates } = runTestAccount(account(scenario), fitted, null, idOf)
  assert.deepEqual(
    slates.map((slate) => [...slate]),
    [range(0, 10), range(10, 20), range(0, 10)],
  )
  assert.equal(fitted.asked.length, 2)
  assert.deepEqual(fitted.asked[0].contacts, [{ row: 150, kind: 'view', weight: 1 }])
  assert.notEqual(fitted.asked[0].seed, fitted.asked[1].seed)
})

test('a test account follows the first recommendations that come and asks anew', () => {
  const fitted = risingRecommender()
  const scenario = scenarioOf(
    { kind: 'meet', by: 'follow' },
    { kind: 'follow-recommended', count: 3 },
    { kind: 'look', slates: 1 },
  )
  const { slates } = runTestAccount(account(scenario), fitted, null, idOf)
  assert.deepEqual(fitted.asked[1].follows, [150, 0, 1, 2])
  assert.deepEqual(
    slates.map((slate) => [...slate]),
    [range(0, 10), range(3, 13)],
  )
})

test('behind a guard a test account acts the same, and the recommender learns only what it may', () => {
  const fitted = risingRecommender()
  const scenario = scenarioOf(
    { kind: 'meet', by: 'follow' },
    { kind: 'follow-recommended', count: 2 },
    { kind: 'look', slates: 1 },
  )
  const guard = withholding([150, 0, 3])
  const { slates } = runTestAccount(account(scenario), fitted, guard, idOf)
  assert.deepEqual(
    slates.map((slate) => [...slate]),
    [[1, 2, ...range(4, 12)], [...range(4, 14)]],
  )
  assert.deepEqual(fitted.asked[0].follows, [])
  assert.deepEqual(fitted.asked.at(-1)!.follows, [1, 2])
  // followed although not learnt from: never suggested again
  assert.deepEqual([...fitted.asked[0].exclude!], [150, 1, 2])
})

test('guardedCandidates() asks for more until a list is full, and gives up when there is no more', () => {
  const fitted = risingRecommender()
  const actor: Actor = { follows: [], contacts: [], seed: 1 }
  const surface = { viewer: 'v', surface: 'explore', idOf } as const

  const guard = withholding(range(0, 90))
  const offer = guardedCandidates(fitted, actor, 20, { ...surface, guard })
  assert.deepEqual([...offer.shown].slice(0, 20), range(90, 110))
  assert.deepEqual([...offer.withheld], range(0, 90))

  const none = guardedCandidates(fitted, actor, 20, {
    ...surface,
    guard: withholding(range(0, 200)),
  })
  assert.equal(none.shown.length, 0)
  assert.equal(none.withheld.length, 200)
})

test('guardedCandidates() puts what is demoted after what is allowed', () => {
  const guard = createGuard({
    standings: range(0, 3).map((row) => ({ account: idOf(row), standing: 'limit' as const })),
  })
  const actor: Actor = { follows: [], contacts: [], seed: 1 }
  const { shown } = guardedCandidates(risingRecommender(), actor, 4, {
    guard,
    viewer: null,
    surface: 'explore',
    idOf,
  })
  assert.deepEqual([...shown], [3, 4, 5, 6, 7, 0, 1, 2])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGuard, type Guard } from '../guard/index.ts'
import { createRandom } from '../util/random.ts'
import { guardedCandidates } from './candidates.ts'
import { parseScenario, type ScenarioStep } from './scenario.ts'
import { type SlateRequest, type SurfaceRecommender } from './surface-recommender.ts'
import { runTestAccount } from './test-account.ts'

const ACCOUNTS = 200
const idOf = (row: number) => `account-${row}`

/** A recommender that shows rows in rising order and keeps what it was told: small enough to count by hand. */
function risingRecommender(): SurfaceRecommender & { readonly asked: SlateRequest[] } {
  const asked: SlateRequest[] = []
  return {
    id: 'rising',
    title: 'Rising rows',
    mostAtOnce: 1,
    asked,
    async recommend(request) {
      const exclude = new Set(request.viewer.exclude)
      asked.push(request)
      const ids = Array.from({ length: ACCOUNTS }, (_, row) => idOf(row))
      return ids.filter((id) => !exclude.has(id)).slice(0, request.count)
    },
    close: async () => {},
  }
}
const rowOf = (id: string) => Number(id.slice('account-'.length))
const stageOf = (recommender: SurfaceRecommender, guard: Guard | null = null) => ({
  recommender,
  ends: guard && { guard, candidates: true, learning: true },
  harmful: new Uint8Array(ACCOUNTS),
  directory: { idOf, rowOf },
  arm: 'arm',
})
const askOf = (recommender: SurfaceRecommender) => async (count: number) => {
  const viewer = {
    id: 'v',
    ageBand: 'unknown',
    region: null,
    follows: [],
    contacts: [],
    exclude: [],
  } as const
  const request = {
    key: '',
    surface: 'explore',
    count,
    viewer,
    personalised: true,
    subject: null,
    query: null,
    tag: null,
    seed: 1,
  } as const
  return Uint32Array.from(await recommender.recommend(request), rowOf)
}
const withholding = (rows: readonly number[]) =>
  createGuard({
    standings: rows.map((row) => ({ account: idOf(row), standing: 'withhold' as const })),
  })
const scenarioOf = (
  ...steps: (
    | Exclude<ScenarioStep, { kind: 'meet' | 'look' }>
    | { kind: 'meet'; by: 'view' | 'follow' }
    | { kind: 'look'; slates: number }
  )[]
) => parseScenario({ name: 'test', slatesPerRefresh: 2, steps })
const account = (scenario: ReturnType<typeof scenarioOf>) => ({
  id: 'test-account',
  scenario,
  contacts: [150],
  ordinary: [],
  tag: 'zorblax',
  personalised: true,
  random: createRandom(1),
})
const range = (first: number, end: number) =>
  Array.from({ length: end - first }, (_, k) => first + k)

test('a test account scrolls through the slates of a refresh and then asks anew', async () => {
  const fitted = risingRecommender()
  const scenario = scenarioOf({ kind: 'meet', by: 'view' }, { kind: 'look', slates: 3 })
  const { slates } = await runTestAccount(account(scenario), stageOf(fitted))
  assert.deepEqual(
    slates.map((slate) => [...slate]),
    [range(0, 10), range(10, 20), range(0, 10)],
  )
  assert.equal(fitted.asked.length, 2)
  assert.deepEqual(fitted.asked[0].viewer.contacts, [{ account: 'account-150', kind: 'view' }])
  assert.notEqual(fitted.asked[0].seed, fitted.asked[1].seed)
})

test('a test account follows the first recommendations that come and asks anew', async () => {
  const fitted = risingRecommender()
  const scenario = scenarioOf(
    { kind: 'meet', by: 'follow' },
    { kind: 'follow-recommended', count: 3 },
    { kind: 'look', slates: 1 },
  )
  const { slates } = await runTestAccount(account(scenario), stageOf(fitted))
  assert.deepEqual(fitted.asked[1].viewer.follows, [150, 0, 1, 2].map(idOf))
  assert.deepEqual(
    slates.map((slate) => [...slate]),
    [range(0, 10), range(3, 13)],
  )
})

test('behind a guard a test account acts the same, and the recommender learns only what it may', async () => {
  const fitted = risingRecommender()
  const scenario = scenarioOf(
    { kind: 'meet', by: 'follow' },
    { kind: 'follow-recommended', count: 2 },
    { kind: 'look', slates: 1 },
  )
  const guard = withholding([150, 0, 3])
  const { slates } = await runTestAccount(account(scenario), stageOf(fitted, guard))
  assert.deepEqual(
    slates.map((slate) => [...slate]),
    [[1, 2, ...range(4, 12)], [...range(4, 14)]],
  )
  assert.deepEqual(fitted.asked[0].viewer.follows, [])
  assert.deepEqual(fitted.asked.at(-1)!.viewer.follows, [1, 2].map(idOf))
  // followed although not learnt from: never suggested again
  assert.deepEqual(fitted.asked.at(-1)!.viewer.exclude, [150, 1, 2].map(idOf))
})

test('guardedCandidates() asks for more until a list is full, and gives up when there is no more', async () => {
  const fitted = risingRecommender()
  const surface = { viewer: 'v', surface: 'explore', idOf } as const

  const guard = withholding(range(0, 90))
  const offer = await guardedCandidates(askOf(fitted), 20, { ...surface, guard })
  assert.deepEqual([...offer.shown].slice(0, 20), range(90, 110))
  assert.deepEqual([...offer.withheld], range(0, 90))

  const none = await guardedCandidates(askOf(fitted), 20, {
    ...surface,
    guard: withholding(range(0, 200)),
  })
  assert.equal(none.shown.length, 0)
  assert.equal(none.withheld.length, 200)
})

test('guardedCandidates() puts what is demoted after what is allowed', async () => {
  const guard = createGuard({
    standings: range(0, 3).map((row) => ({ account: idOf(row), standing: 'limit' as const })),
  })
  const { shown } = await guardedCandidates(askOf(risingRecommender()), 4, {
    guard,
    viewer: null,
    surface: 'explore',
    idOf,
  })
  assert.deepEqual([...shown], [3, 4, 5, 6, 7, 0, 1, 2])
})

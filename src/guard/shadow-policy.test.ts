/** A draft beside the live policy: what is counted is what two guards would have said. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_POLICY } from '../model/default-policy.ts'
import { InputError } from '../model/errors.ts'
import { type Policy } from '../model/policy.ts'
import { packStanding, STANDING_LEVELS } from '../model/standing.ts'
import { SURFACES } from '../model/surface.ts'
import { createRandom } from '../util/random.ts'
import { createGuard, type Guard } from './guard.ts'

const withheldLimited: Policy = {
  ...DEFAULT_POLICY,
  version: 'stricter',
  show: [
    {
      id: 'limited-withheld',
      reason: 'A test.',
      surfaces: ['explore', 'feed'],
      candidate: { levels: ['limit'] },
      action: 'withhold',
    },
    ...DEFAULT_POLICY.show,
  ],
  learn: {
    ...DEFAULT_POLICY.learn,
    ignore: [
      { id: 'limited', reason: 'A test.', target: { levels: ['limit'] } },
      ...DEFAULT_POLICY.learn.ignore,
    ],
  },
}

const ACCOUNTS = Array.from({ length: 60 }, (_, i) => `a${i}`)
const standings = ACCOUNTS.slice(0, 40).map((account, i) => ({
  account,
  standing: packStanding({
    level: STANDING_LEVELS[i % STANDING_LEVELS.length]!,
    protected: i % 7 === 0,
    ageBand: i % 3 === 0 ? 'minor' : 'unknown',
  }),
}))

/** What happens to each candidate, told from the answer alone. */
function actionsOf(guard: Guard, ...asked: Parameters<Guard['filter']>): string[] {
  const { allowed, demoted } = guard.filter(...asked)
  return asked[2].map((id) =>
    allowed.includes(id) ? 'allow' : demoted.includes(id) ? 'demote' : 'withhold',
  )
}

const word = (places: readonly number[], i: number) => (places.includes(i) ? 'learn' : 'ignore')

for (const mode of ['enforce', 'shadow'] as const) {
  test(`a draft in mode ${mode} is counted as a guard of its own would have answered`, () => {
    const draft = { ...withheldLimited, mode }
    const [guard, live, other] = [
      createGuard({ standings }),
      createGuard({ standings }),
      createGuard({ standings, policy: draft }),
    ]
    guard.setDraft(draft)
    const random = createRandom(3)
    const expected = new Map<string, number>()
    let compared = 0
    const met = (surface: string, from: string, to: string) => {
      compared++
      if (from === to) return
      const name = `${surface} ${from}->${to}`
      expected.set(name, (expected.get(name) ?? 0) + 1)
    }
    for (let call = 0; call < 300; call++) {
      const viewer = random.below(4) === 0 ? null : ACCOUNTS[random.below(60)]!
      const surface = SURFACES[random.below(SURFACES.length)]!
      const candidates = ACCOUNTS.filter(() => random.below(3) === 0)
      const answer = guard.filter(viewer, surface, candidates)
      const first = actionsOf(live, viewer, surface, candidates)
      const second = actionsOf(other, viewer, surface, candidates)
      assert.deepEqual(answer, live.filter(viewer, surface, candidates), 'a draft decides nothing')
      candidates.forEach((_, i) => met(surface, first[i]!, second[i]!))
      const interactions = candidates.map((account) => {
        return { account, target: ACCOUNTS[random.below(60)]!, kind: 'view' }
      })
      const learns = guard.learn(interactions).learn
      const otherLearns = other.learn(interactions).learn
      candidates.forEach((_, i) => met('learn', word(learns, i), word(otherLearns, i)))
    }
    const counts = guard.shadowCounts()!
    assert.equal(counts.draft, 'stricter')
    assert.equal(counts.compared, compared)
    assert.deepEqual(
      new Map(
        counts.differences.map(({ surface, change, count }) => [`${surface} ${change}`, count]),
      ),
      expected,
    )
    assert.ok(expected.size > 2, 'two policies that never differ test nothing')
  })
}

test('a draft begins at zero, ends with null, and a faulty one leaves the one before', () => {
  const guard = createGuard({ standings })
  assert.equal(guard.shadowCounts(), null)
  guard.setDraft(withheldLimited)
  guard.filter(null, 'feed', ACCOUNTS)
  const before = guard.shadowCounts()
  assert.equal(before?.compared, 60)
  assert.throws(() => guard.setDraft({ ...withheldLimited, show: [] }), InputError)
  assert.deepEqual(guard.shadowCounts(), before)
  guard.setDraft({ ...withheldLimited, version: 'again' })
  assert.deepEqual(guard.shadowCounts(), { draft: 'again', compared: 0, differences: [] })
  guard.setDraft(null)
  guard.filter(null, 'feed', ACCOUNTS)
  assert.equal(guard.shadowCounts(), null)
})

test('a guard that fails compares nothing: it is not the policy that decides then', () => {
  const guard = createGuard({ standings })
  guard.setDraft(withheldLimited)
  guard.markStale()
  guard.filter(null, 'feed', ACCOUNTS)
  assert.equal(guard.shadowCounts()?.compared, 0)
})

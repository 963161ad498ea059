/** The guard against a plain twin, and what must hold under every policy. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { AGE_BANDS } from '../model/age-band.ts'
import { DEFAULT_POLICY } from '../model/default-policy.ts'
import {
  ACTIONS,
  type Action,
  ON_FAILURE,
  type Policy,
  type ShowRule,
  type StandingMatch,
} from '../model/policy.ts'
import { type Standing, STANDING_LEVELS } from '../model/standing.ts'
import { type Surface, SURFACES } from '../model/surface.ts'
import { type FilterAnswer } from './answers.ts'
import { createGuard } from './guard.ts'

const UNKNOWN: Standing = { level: 'clear', protected: false, ageBand: 'unknown' }
const ACCOUNTS = Array.from({ length: 12 }, (_, i) => `account-${i}`)

const standing: fc.Arbitrary<Standing> = fc.record({
  level: fc.constantFrom(...STANDING_LEVELS),
  protected: fc.boolean(),
  ageBand: fc.constantFrom(...AGE_BANDS),
})
const match: fc.Arbitrary<StandingMatch> = fc.record(
  {
    levels: fc.uniqueArray(fc.constantFrom(...STANDING_LEVELS), { minLength: 1 }),
    protected: fc.boolean(),
    ageBands: fc.uniqueArray(fc.constantFrom(...AGE_BANDS), { minLength: 1 }),
  },
  { requiredKeys: [] },
)
const surfaces = fc.uniqueArray(fc.constantFrom(...SURFACES), { minLength: 1 })
const extraRule = fc.record(
  { surfaces, viewer: match, candidate: match, action: fc.constantFrom(...ACTIONS) },
  { requiredKeys: ['action'] },
)

/** Any policy that stands on the floor: the rules of the floor first, then whatever. */
const policy: fc.Arbitrary<Policy> = fc
  .record({
    extra: fc.array(extraRule, { maxLength: 6 }),
    ignored: fc.array(fc.record({ actor: match, target: match }, { requiredKeys: [] }), {
      maxLength: 3,
    }),
    onFailure: fc.constantFrom(...ON_FAILURE),
    other: fc.constantFrom(...ON_FAILURE),
  })
  .map(({ extra, ignored, onFailure, other }) => ({
    version: 'random',
    mode: 'enforce',
    onFailure: {
      feed: onFailure,
      explore: other,
      'follow-suggestions': onFailure,
      'related-accounts': other,
      'search-accounts': onFailure,
      'search-suggestions': other,
      'tag-page': onFailure,
    },
    show: [
      ...DEFAULT_POLICY.show.slice(0, 3),
      ...extra.map((rule, i): ShowRule => ({ id: `extra-${i}`, reason: 'Drawn.', ...rule })),
    ],
    learn: {
      onFailure,
      ignore: [
        ...DEFAULT_POLICY.learn.ignore,
        ...ignored.map((rule, i) => ({ id: `extra-${i}`, reason: 'Drawn.', ...rule })),
      ],
    },
  }))

interface Drawn {
  policy: Policy
  standings: Map<string, Standing>
  viewer: string | null
  surface: Surface
  candidates: string[]
  stale: boolean
}
const account = fc.constantFrom(...ACCOUNTS)
const drawn: fc.Arbitrary<Drawn> = fc.record({
  policy,
  standings: fc.array(fc.tuple(account, standing)).map((entries) => new Map(entries)),
  viewer: fc.option(account),
  surface: fc.constantFrom(...SURFACES),
  candidates: fc.array(account, { maxLength: 30 }),
  stale: fc.boolean(),
})

function filtered({ policy, standings, viewer, surface, candidates, stale }: Drawn): FilterAnswer {
  const entries = [...standings].map(([account, standing]) => ({ account, standing }))
  const guard = createGuard({ policy, standings: entries })
  if (stale) guard.markStale()
  return guard.filter(viewer, surface, candidates)
}

/** What the guard must answer for one candidate, from nested Maps and the rules as they are written. */
function twin({ policy, standings, viewer, surface, stale }: Drawn, candidate: string): Action {
  const seen = standings.get(candidate)
  const looking = (viewer !== null && standings.get(viewer)) || UNKNOWN
  if (stale && policy.onFailure[surface] === 'closed') {
    if (!seen || seen.level !== 'clear' || seen.protected) return 'withhold'
  }
  for (const rule of policy.show) {
    if (rule.surfaces && !new Set(rule.surfaces).has(surface)) continue
    if (fits(rule.viewer, looking) && fits(rule.candidate, seen ?? UNKNOWN)) return rule.action
  }
  return 'allow'
}

function fits(match: StandingMatch | undefined, standing: Standing): boolean {
  const levels = new Set(match?.levels ?? STANDING_LEVELS)
  const ages = new Set(match?.ageBands ?? AGE_BANDS)
  const shields = new Set(match?.protected === undefined ? [true, false] : [match.protected])
  return levels.has(standing.level) && ages.has(standing.ageBand) && shields.has(standing.protected)
}

test('filter() agrees with the plain twin over random policies and standings, and keeps the order', () => {
  fc.assert(
    fc.property(drawn, (given) => {
      const expected = (action: Action) =>
        given.candidates.filter((candidate) => twin(given, candidate) === action)
      const { allowed, demoted, withheld } = filtered(given)
      assert.deepEqual(allowed, expected('allow'))
      assert.deepEqual(demoted, expected('demote'))
      assert.equal(withheld, expected('withhold').length)
    }),
    { numRuns: 300 },
  )
})

test('filter() accounts for each candidate exactly once', () => {
  fc.assert(
    fc.property(drawn, (given) => {
      const { allowed, demoted, withheld } = filtered(given)
      assert.equal(allowed.length + demoted.length + withheld, given.candidates.length)
      for (const id of [...allowed, ...demoted]) assert.ok(given.candidates.includes(id))
    }),
  )
})

test('whatever the policy: withheld and removed accounts to nobody, minors and protected ones never to a viewer at watch or worse', () => {
  fc.assert(
    fc.property(drawn, (given) => {
      const { allowed, demoted } = filtered(given)
      const viewer = (given.viewer !== null && given.standings.get(given.viewer)) || UNKNOWN
      for (const id of [...allowed, ...demoted]) {
        const seen = given.standings.get(id) ?? UNKNOWN
        assert.ok(seen.level !== 'withhold' && seen.level !== 'removed')
        if (viewer.level !== 'clear') assert.ok(!seen.protected && seen.ageBand !== 'minor')
      }
    }),
  )
})

test('whatever the policy: nothing is learnt by or about a withheld account, nor about a protected one', () => {
  fc.assert(
    fc.property(drawn, fc.array(fc.tuple(account, account)), (given, pairs) => {
      const entries = [...given.standings].map(([account, standing]) => ({ account, standing }))
      const guard = createGuard({ policy: given.policy, standings: entries })
      const { learn } = guard.learn(
        pairs.map(([account, target]) => ({ account, target, kind: 'view' })),
      )
      const of = (id: string) => given.standings.get(id) ?? UNKNOWN
      const expected = pairs.flatMap(([actor, target], i) =>
        given.policy.learn.ignore.some(
          (rule) => fits(rule.actor, of(actor)) && fits(rule.target, of(target)),
        )
          ? []
          : [i],
      )
      assert.deepEqual(learn, expected)
      for (const i of learn) {
        const [actor, target] = pairs[i]!.map(of)
        for (const one of [actor!, target!]) {
          assert.ok(one.level !== 'withhold' && one.level !== 'removed')
        }
        assert.ok(!target!.protected)
      }
    }),
  )
})

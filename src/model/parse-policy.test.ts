import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { DEFAULT_POLICY } from './default-policy.ts'
import { InputError } from './errors.ts'
import { parsePolicy } from './parse-policy.ts'
import { isNeverShown, showRuleFor } from './policy.ts'
import { allStandings } from './standing.ts'
import { SURFACES } from './surface.ts'

/** The default policy as a document somebody edits. */
const document = () => structuredClone(DEFAULT_POLICY)

test('parsePolicy() reads back what the default policy is as JSON, frozen', () => {
  const policy = parsePolicy(JSON.parse(JSON.stringify(DEFAULT_POLICY)))
  assert.deepEqual(policy, DEFAULT_POLICY)
  assert.ok(
    Object.isFrozen(policy) && Object.isFrozen(policy.show) && Object.isFrozen(policy.show[0]),
  )
})

test('parsePolicy() enforces unless said', () => {
  const { mode: _, ...rest } = document()
  assert.equal(parsePolicy(rest).mode, 'enforce')
  assert.equal(parsePolicy({ ...rest, mode: 'shadow' }).mode, 'shadow')
})

test('the default policy keeps the floor for every viewer, candidate and surface', () => {
  for (const viewer of allStandings()) {
    for (const candidate of allStandings()) {
      for (const surface of SURFACES) {
        const action = showRuleFor(DEFAULT_POLICY, surface, viewer, candidate)?.action ?? 'allow'
        if (isNeverShown(viewer, candidate)) assert.equal(action, 'withhold')
        if (candidate.protected && surface !== 'search-accounts') assert.equal(action, 'withhold')
        if (candidate.protected) assert.notEqual(action, 'allow')
      }
    }
  }
})

test('the default policy gives every rule a reason in a sentence', () => {
  for (const { id, reason } of [...DEFAULT_POLICY.show, ...DEFAULT_POLICY.learn.ignore]) {
    assert.match(reason, /^[A-Z].{40,}\.$/, id)
  }
})

test('parsePolicy() names the place, what stood there and what may stand there', () => {
  const show = (rule: object) => ({ ...document(), show: [rule] })
  const rule = { id: 'a', reason: 'b', action: 'withhold' }
  const cases: [unknown, RegExp][] = [
    [null, /^policy is null; write an object with version, mode/],
    [[], /^policy is a list; write an object/],
    ['{}', /^policy is "\{\}"; write an object/],
    [{ ...document(), extra: 1 }, /^policy has the unknown key "extra"; its keys are version/],
    [{ ...document(), version: 'a b' }, /^policy\.version is "a b"; write 1 to 64 characters/],
    [{ ...document(), version: 3 }, /^policy\.version is 3;/],
    [{ ...document(), mode: 'off' }, /^policy\.mode is "off"; write one of enforce, shadow/],
    [{ ...document(), onFailure: {} }, /^policy\.onFailure\.feed is missing; write one of closed/],
    [
      { ...document(), onFailure: { attic: 'closed' } },
      /^policy\.onFailure has the unknown key "attic"; its keys are feed/,
    ],
    [{ ...document(), show: {} }, /^policy\.show is an object; write a list/],
    [
      { ...document(), show: Array(201).fill(null) },
      /^policy\.show has 201 entries; write 0 to 200/,
    ],
    [show({ ...rule, reason: '' }), /^policy\.show\[0\]\.reason is ""; write a text of 1 to 1000/],
    [show({ ...rule, action: 'hide' }), /^policy\.show\[0\]\.action is "hide"; write one of allow/],
    [
      show({ ...rule, canddiate: {} }),
      /^policy\.show\[0\] has the unknown key "canddiate"; its keys are id, reason, surfaces/,
    ],
    [show({ ...rule, surfaces: [] }), /^policy\.show\[0\]\.surfaces has 0 entries; write 1 to 7/],
    [
      show({ ...rule, candidate: { levels: ['watch', 'witheld'] } }),
      /^policy\.show\[0\]\.candidate\.levels\[1\] is "witheld"; write one of clear, watch/,
    ],
    [
      show({ ...rule, viewer: { protected: 1 } }),
      /^policy\.show\[0\]\.viewer\.protected is 1; write true or false/,
    ],
    [
      { ...document(), show: [rule, rule] },
      /^policy\.show\[1\]\.id is "a", as policy\.show\[0\]\.id is; give each rule a name/,
    ],
    [{ ...document(), learn: { ignore: [] } }, /^policy\.learn\.onFailure is missing/],
  ]
  for (const [value, message] of cases) {
    assert.throws(() => parsePolicy(value), { name: 'InputError', message })
  }
})

test('parsePolicy() refuses a policy below the floor, with the pair and the rule', () => {
  const lax = { id: 'lax', reason: 'Because.', surfaces: ['explore'], action: 'demote' }
  assert.throws(
    () => parsePolicy({ ...document(), show: [lax, ...DEFAULT_POLICY.show] }),
    /^InputError: policy\.show shows an account \(withhold, age unknown\) to a viewer \(clear, age unknown\) on explore by its rule "lax"; no policy may/,
  )
  assert.throws(
    () => parsePolicy({ ...document(), show: DEFAULT_POLICY.show.slice(0, 1) }),
    /\(clear, protected, age unknown\) to a viewer \(watch, age unknown\) on feed because no rule/,
  )
  assert.throws(
    () => parsePolicy({ ...document(), learn: { onFailure: 'closed', ignore: [] } }),
    /policy\.learn\.ignore lets the recommender learn from an account \(clear, age unknown\) meeting/,
  )
})

test('parsePolicy() throws nothing but InputError, whatever it is given', () => {
  fc.assert(fc.property(fc.anything(), parseAnything))
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(DEFAULT_POLICY)), fc.anything(), (key, value) =>
      parseAnything({ ...DEFAULT_POLICY, [key]: value }),
    ),
  )
})

function parseAnything(value: unknown): void {
  try {
    parsePolicy(value)
  } catch (error) {
    assert.ok(error instanceof InputError, String(error))
    assert.ok(error.message.length < 500)
  }
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Brake, type BrakeScope } from '../model/brake.ts'
import { DEFAULT_POLICY } from '../model/default-policy.ts'
import { createBrakedGuard } from './braked-guard.ts'
import { createBrakes, type Question } from './brakes.ts'
import { createGuard, type GuardOptions } from './guard.ts'

const END = 1000
const FEED: Question = { surface: 'feed', region: null, tag: null }
let made = 0

const brakeOn = (scope: BrakeScope, more: Partial<Brake> = {}): Brake => ({
  id: `brake-${made++}`,
  scope,
  reason: 'A test.',
  pulledBy: 'ada',
  pulledAtMillis: 0,
  endsAtMillis: END,
  heldAccounts: null,
  releaseAskedBy: [],
  releasedAtMillis: null,
  endedAtMillis: null,
  ...more,
})

/** A guard under these brakes that can be asked about any moment. */
function braked(brakes: readonly Brake[], options: GuardOptions = { standings: [] }) {
  const set = createBrakes()
  const members = new Set(['zorblax', 'quibblefen'])
  const held = brakes.filter(({ scope }) => 'network' in scope && scope.network === 'network-1')
  set.set(brakes, new Map(held.map(({ id }) => [id, members])))
  let nowMillis = 0
  const guard = createBrakedGuard(createGuard(options), set, () => nowMillis)
  const shown = (question: Partial<Question>, at = 0) => {
    nowMillis = at
    return guard.filter('viewer', { ...FEED, ...question }, ['ada', 'zorblax']).allowed
  }
  return { guard, shown, set }
}

test('each scope holds what it is about until its end, and nothing else', () => {
  const all = ['ada', 'zorblax']
  const cases: [BrakeScope, Partial<Question>, readonly string[]][] = [
    [{ all: true }, {}, []],
    [{ surface: 'feed' }, {}, []],
    [{ surface: 'explore' }, {}, all],
    [{ region: 'XX' }, { region: 'XX' }, []],
    [{ region: 'XX' }, { region: 'YY' }, all],
    [{ region: 'XX' }, { region: null }, []],
    [{ tag: 'quib' }, { surface: 'tag-page', tag: 'quib' }, []],
    [{ tag: 'quib' }, { surface: 'tag-page', tag: 'other' }, all],
    [{ tag: 'quib' }, { surface: 'tag-page', tag: null }, []],
    [{ tag: 'quib' }, {}, all],
    [{ tag: 'quib' }, { surface: 'explore', tag: '#Quib' }, []],
    [{ network: 'network-1' }, {}, ['ada']],
    [{ network: 'network-9' }, {}, all],
  ]
  for (const [scope, question, expected] of cases) {
    const { shown } = braked([brakeOn(scope)])
    const text = JSON.stringify([scope, question])
    assert.deepEqual(shown(question), expected, text)
    assert.deepEqual(shown(question, END), all, `${text} after its end`)
    assert.deepEqual(braked([brakeOn(scope, { releasedAtMillis: 0 })]).shown(question), all, text)
  }
})

test('a held answer counts everybody as withheld and names the brake', () => {
  const brake = brakeOn({ all: true })
  const { guard } = braked([brake])
  assert.deepEqual(guard.filter(null, FEED, ['ada', 'bo']), {
    decision: `default-1/1/${brake.id}`,
    allowed: [],
    demoted: [],
    withheld: 2,
  })
  assert.throws(() => guard.filter(null, FEED, ['']), { name: 'InputError' })
})

test('a brake holds in shadow mode too, where the policy itself lets everything pass', () => {
  const options: GuardOptions = { policy: { ...DEFAULT_POLICY, mode: 'shadow' }, standings: [] }
  assert.deepEqual(braked([brakeOn({ all: true })], options).shown({}), [])
  assert.deepEqual(braked([brakeOn({ network: 'network-1' })], options).shown({}), ['ada'])
})

test('nothing is learnt under a brake on everything, nor by or about a braked network', () => {
  const acts = [
    { account: 'ada', target: 'bo', kind: 'view' },
    { account: 'ada', target: 'zorblax', kind: 'view' },
    { account: 'quibblefen', target: 'bo', kind: 'view' },
  ]
  assert.deepEqual(braked([]).guard.learn(acts).learn, [0, 1, 2])
  assert.deepEqual(braked([brakeOn({ all: true })]).guard.learn(acts).learn, [])
  assert.deepEqual(braked([brakeOn({ network: 'network-1' })]).guard.learn(acts).learn, [0])
  assert.deepEqual(braked([brakeOn({ surface: 'feed' })]).guard.learn(acts).learn, [0, 1, 2])
})

test('several brakes on networks hold the accounts of each', () => {
  const set = createBrakes()
  const [a, b] = [brakeOn({ network: 'a' }), brakeOn({ network: 'b' })]
  const members = new Map([
    [a.id, new Set(['member of a'])],
    [b.id, new Set(['member of b'])],
  ])
  set.set([a, b, brakeOn({ all: true })], members)
  assert.deepEqual([...set.heldAccounts(0)], ['member of a', 'member of b'])
  assert.equal(set.live(0).length, 3)
  assert.equal(set.live(END).length, 0)
})

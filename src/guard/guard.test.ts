import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_POLICY } from '../model/default-policy.ts'
import { type Policy } from '../model/policy.ts'
import { createGuard, type Guard, type Interaction } from './guard.ts'

const withheldZorblax = [{ account: 'zorblax', standing: 'withhold' }] as const
const shown = (guard: Guard, viewer: string | null = null) =>
  guard.filter(viewer, 'follow-suggestions', ['zorblax', 'quibblefen']).allowed
const act = (account: string, target: string): Interaction => ({ account, target, kind: 'view' })
/** A list whose second entry is faulty: the first must not be taken either. */
const faulty = (standing: unknown, account: unknown = 'b') => [
  { account: 'zorblax', standing: 'clear' },
  { account, standing },
]

test('a withheld account is shown to nobody, an unknown one to everybody', () => {
  const guard = createGuard({ standings: withheldZorblax })
  assert.deepEqual(guard.filter('viewer', 'explore', ['zorblax', 'quibblefen']), {
    decision: 'default-1/1',
    allowed: ['quibblefen'],
    demoted: [],
    withheld: 1,
  })
})

test('a minor is shown to an ordinary viewer and not to one under watch', () => {
  const guard = createGuard({
    standings: [
      { account: 'child', standing: { ageBand: 'minor' } },
      { account: 'seeker', standing: 'watch' },
    ],
  })
  assert.deepEqual(guard.filter('anybody', 'explore', ['child']).allowed, ['child'])
  assert.deepEqual(guard.filter('seeker', 'explore', ['child']).allowed, [])
  assert.deepEqual(guard.filter('seeker', 'search-accounts', ['child']).allowed, [])
})

test('a protected account is not pushed at anybody, and friends still find it by name', () => {
  const guard = createGuard({ standings: [{ account: 'kim', standing: { protected: true } }] })
  assert.equal(guard.filter('friend', 'feed', ['kim']).withheld, 1)
  assert.deepEqual(guard.filter('friend', 'search-accounts', ['kim', 'kimmy']).demoted, ['kim'])
})

test('the recommender learns nothing by or about a withheld account, nor about a protected one', () => {
  const guard = createGuard({
    standings: [...withheldZorblax, { account: 'kim', standing: { protected: true } }],
  })
  const { learn, decision } = guard.learn([
    act('anybody', 'zorblax'),
    act('anybody', 'quibblefen'),
    act('zorblax', 'quibblefen'),
    act('anybody', 'kim'),
    act('kim', 'quibblefen'),
  ])
  assert.deepEqual(learn, [1, 4])
  assert.equal(decision, guard.version)
})

test('the version names the policy and the standings, and moves with them', () => {
  const guard = createGuard({ standings: [] })
  assert.equal(guard.version, 'default-1/1')
  guard.setStandings([{ account: 'a', standing: 'watch' }])
  assert.equal(guard.version, 'default-1/2')
  guard.replaceStandings([], 'feed-417')
  assert.equal(guard.version, 'default-1/feed-417')
  guard.setPolicy({ ...DEFAULT_POLICY, version: 'strict-2' })
  assert.equal(guard.version, 'strict-2/feed-417')
})

test('setStandings() changes some accounts, forgets one with the byte 0, and leaves the rest', () => {
  const guard = createGuard({ standings: withheldZorblax })
  guard.setStandings([{ account: 'quibblefen', standing: 'removed' }])
  assert.deepEqual(shown(guard), [])
  guard.setStandings([{ account: 'zorblax', standing: 0 }])
  assert.deepEqual(shown(guard), ['zorblax'])
  guard.replaceStandings([])
  assert.deepEqual(shown(guard), ['zorblax', 'quibblefen'])
})

test('a faulty standing changes nothing and is named by its place', () => {
  const guard = createGuard({ standings: withheldZorblax })
  const cases: [unknown[], RegExp][] = [
    [faulty('witheld'), /^standings\[1\]: the level is "witheld"; write one of clear, watch/],
    [faulty({ level: 'x' }), /^standings\[1\]: A standing has the level "x"/],
    [faulty({ minor: true }), /^standings\[1\]: A standing has the unknown key "minor"/],
    [faulty(77), /^standings\[1\]\.standing is 77; write a level, a standing, or its byte/],
    [faulty('clear', ''), /^standings\[1\]\.account is ""; write an id/],
    [[null], /^standings\[0\]\.standing is missing/],
  ]
  for (const [standings, message] of cases) {
    for (const change of [guard.setStandings, guard.replaceStandings]) {
      // @ts-expect-error a caller without types
      assert.throws(() => change(standings), { name: 'InputError', message })
    }
    assert.deepEqual(shown(guard), ['quibblefen'])
    assert.equal(guard.version, 'default-1/1')
  }
})

test('a guard without standings is closed on every surface and says so', () => {
  const guard = createGuard()
  assert.equal(guard.state, 'empty')
  assert.deepEqual(guard.filter('viewer', 'feed', ['quibblefen']), {
    decision: 'default-1/0/empty',
    allowed: [],
    demoted: [],
    withheld: 1,
  })
  assert.deepEqual(guard.learn([{ account: 'a', target: 'b', kind: 'view' }]).learn, [])
  guard.markLive()
  assert.equal(guard.state, 'empty')
  guard.replaceStandings([])
  assert.deepEqual(guard.filter('viewer', 'feed', ['quibblefen']).allowed, ['quibblefen'])
})

test('a stale guard shows only accounts known to be clear where the policy is closed, and goes on elsewhere', () => {
  const guard = createGuard({
    standings: [
      ...withheldZorblax,
      { account: 'known', standing: 'clear' },
      { account: 'watched', standing: 'watch' },
    ],
  })
  const candidates = ['zorblax', 'known', 'watched', 'stranger']
  guard.markStale()
  assert.deepEqual(guard.filter('v', 'explore', candidates).allowed, ['known'])
  const feed = guard.filter('v', 'feed', candidates)
  assert.deepEqual(feed.allowed, ['known', 'watched', 'stranger'])
  assert.equal(feed.decision, 'default-1/1/stale')
  guard.setStandings([{ account: 'stranger', standing: 'clear' }])
  assert.equal(guard.state, 'stale')
  guard.markLive()
  assert.deepEqual(guard.filter('v', 'explore', candidates).allowed, [
    'known',
    'watched',
    'stranger',
  ])
})

test('a guard in shadow mode lets everything pass and says what it would have done', () => {
  const guard = createGuard({
    policy: { ...DEFAULT_POLICY, mode: 'shadow' },
    standings: [...withheldZorblax, { account: 'limited', standing: 'limit' }],
  })
  assert.deepEqual(guard.filter('v', 'explore', ['zorblax', 'limited', 'other']), {
    decision: 'default-1/1/shadow',
    allowed: ['zorblax', 'limited', 'other'],
    demoted: [],
    withheld: 0,
    shadow: { demoted: 1, withheld: 1 },
  })
  assert.deepEqual(guard.learn([{ account: 'v', target: 'zorblax', kind: 'view' }]).learn, [0])
})

test('filter() and learn() refuse what they cannot answer for, in a sentence', () => {
  const guard = createGuard({ standings: [] })
  const filter = (...args: unknown[]): unknown => Reflect.apply(guard.filter, null, args)
  const learn = (...args: unknown[]): unknown => Reflect.apply(guard.learn, null, args)
  const cases: [() => unknown, RegExp][] = [
    [() => filter('v', 'attic', []), /^The surface is "attic"; write one of feed, explore/],
    [() => filter('', 'feed', []), /^The viewer is ""; write an id of 1 to 256 bytes/],
    [() => filter('v', 'feed', 'abc'), /^candidates is "abc"; write a list/],
    [() => filter('v', 'feed', ['a', 7]), /^candidates\[1\] is 7; write an id/],
    [
      () => filter('v', 'feed', Array(5001).fill('a')),
      /^candidates has 5001 entries; send at most 5000 at a time/,
    ],
    [() => learn(Array(100_001).fill(null)), /^interactions has 100001 entries; send at most/],
    [() => learn([null]), /^interactions\[0\]\.account is missing; write an id/],
    [() => learn([{ account: 'a' }]), /^interactions\[0\]\.target is missing; write an id/],
  ]
  for (const [call, message] of cases) assert.throws(call, { name: 'InputError', message })
  assert.equal(guard.filter('v', 'feed', Array<string>(5000).fill('a')).allowed.length, 5000)
})

test('createGuard() and setPolicy() refuse a policy below the floor, and the one before stays', () => {
  const lax: Policy = { ...DEFAULT_POLICY, version: 'lax', show: [] }
  assert.throws(() => createGuard({ policy: lax }), {
    name: 'InputError',
    message: /no policy may/,
  })
  const guard = createGuard({ standings: withheldZorblax })
  assert.throws(() => guard.setPolicy(lax), { name: 'InputError' })
  assert.equal(guard.version, 'default-1/1')
  assert.deepEqual(shown(guard), ['quibblefen'])
})

/** Ids that are numbers: the same guard as for the decimals of them, brakes included. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { DEFAULT_POLICY } from '../model/default-policy.ts'
import { STANDING_LEVELS } from '../model/standing.ts'
import { SURFACES } from '../model/surface.ts'
import { createBrakedGuard } from './braked-guard.ts'
import { createBrakes } from './brakes.ts'
import { createGuard } from './guard.ts'
import { createHashedQuestion, laneOf, VIEWER } from './hashed-question.ts'
import { hashString } from './id-hash.ts'

const MOST = (1n << 64n) - 1n
/** Few enough to meet again, from both ends of what 64 bits hold. */
const account = fc.oneof(
  fc.bigInt({ min: 0n, max: 9n }),
  fc.bigInt({ min: MOST - 3n, max: MOST }),
  fc.constantFrom(0xffff_ffffn, 1n << 32n, (1n << 53n) + 1n),
)
const asked = fc.record({
  standings: fc.array(
    fc.record({ account: account.map(String), standing: fc.constantFrom(...STANDING_LEVELS) }),
  ),
  mode: fc.constantFrom('enforce' as const, 'shadow' as const),
  stale: fc.boolean(),
  viewer: fc.option(account),
  surface: fc.constantFrom(...SURFACES),
  candidates: fc.array(account, { maxLength: 40 }),
})

/** Whether codes by place and lists of ids say the same: ids may come twice, and then fare alike. */
function assertSame(
  answer: { readonly allowed: readonly string[]; readonly demoted: readonly string[] },
  actions: Uint8Array,
  ids: readonly string[],
): void {
  assert.equal(actions.length, ids.length)
  const of = (code: number) => ids.filter((_, i) => actions[i] === code)
  assert.deepEqual([of(0), of(1)], [answer.allowed, answer.demoted])
}

test('filterNumeric() says by place what filter() says of the decimals', () => {
  fc.assert(
    fc.property(asked, ({ standings, mode, stale, viewer, surface, candidates }) => {
      const guard = createGuard({ policy: { ...DEFAULT_POLICY, mode }, standings })
      if (stale) guard.markStale()
      const ids = candidates.map(String)
      const plain = guard.filter(viewer === null ? null : String(viewer), surface, ids)
      const { actions, ...answer } = guard.filterNumeric(
        viewer,
        surface,
        BigUint64Array.from(candidates),
      )
      assertSame(plain, actions, ids)
      const { allowed: _, demoted, ...rest } = plain
      assert.deepEqual(answer, { ...rest, demoted: demoted.length })
    }),
  )
})

test('judge() with brakes says by place what filter() with brakes says', () => {
  const scope = fc.constantFrom(null, { all: true } as const, { surface: 'explore' } as const, {
    network: 'n',
  })
  fc.assert(
    fc.property(asked, scope, ({ standings, mode, viewer, surface, candidates }, scope) => {
      const guard = createGuard({ policy: { ...DEFAULT_POLICY, mode }, standings })
      const brakes = createBrakes()
      const brake = { id: 'b', reason: 'x', pulledBy: 'k', releaseAskedBy: [] }
      const times = {
        pulledAtMillis: 0,
        endsAtMillis: 10,
        endedAtMillis: null,
        releasedAtMillis: null,
        heldAccounts: 3,
      }
      const members = new Map([['b', new Set(['0', '3', String(MOST)])]])
      brakes.set(scope ? [{ ...brake, ...times, scope }] : [], members)
      const braked = createBrakedGuard(guard, brakes, () => 5)
      const question = { surface, region: null, tag: null }
      const ids = candidates.map(String)
      const hashed = createHashedQuestion(40)
      hashed.hasViewer = viewer !== null && hashString(String(viewer), hashed.lanes, VIEWER)
      hashed.count = ids.length
      for (const [i, id] of ids.entries()) hashString(id, hashed.lanes, laneOf(i))

      const plain = braked.filter(viewer === null ? null : String(viewer), question, ids)
      const { actions, ...answer } = braked.judge(hashed, question, (i) => ids[i]!)
      assertSame(plain, actions, ids)
      const { allowed: _, demoted, ...rest } = plain
      assert.deepEqual(answer, { ...rest, demoted: demoted.length })
    }),
  )
})

test('filterNumeric() refuses what is not of 64 bits, and keeps no answer that the next would change', () => {
  const guard = createGuard({ standings: [{ account: '7', standing: 'withhold' }] })
  const filter = (...args: unknown[]): unknown => Reflect.apply(guard.filterNumeric, null, args)
  const cases: [() => unknown, RegExp][] = [
    [() => filter(1n << 64n, 'feed', new BigUint64Array(1)), /^The viewer is .*; write a bigint/],
    [() => filter(-1n, 'feed', new BigUint64Array(1)), /^The viewer is .*; write a bigint/],
    [() => filter(7, 'feed', new BigUint64Array(1)), /^The viewer is 7; write a bigint/],
    [() => filter(null, 'feed', [7n]), /^candidates is .*; write a BigUint64Array/],
    [() => filter(null, 'attic', new BigUint64Array(1)), /^The surface is "attic"/],
    [() => filter(null, 'feed', new BigUint64Array(5001)), /^candidates has 5001 entries/],
  ]
  for (const [call, message] of cases) assert.throws(call, { name: 'InputError', message })
  const first = guard.filterNumeric(null, 'feed', BigUint64Array.of(7n, 8n))
  guard.filterNumeric(null, 'feed', BigUint64Array.of(8n, 7n))
  assert.deepEqual([...first.actions], [2, 0])
  // a part of a larger list, as a caller would cut it
  const part = BigUint64Array.of(8n, 8n, 7n).subarray(1)
  assert.deepEqual([...guard.filterNumeric(7n, 'feed', part).actions], [0, 2])
})

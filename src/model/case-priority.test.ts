import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { test } from 'node:test'
import { priorityOf } from './case-priority.ts'

test('priorityOf() rises with each of its parts, and nothing sure stands above nothing', () => {
  assert.equal(priorityOf({ reach: 100, closeness: 0.5, minors: 3 }), 200)
  assert.equal(priorityOf({ reach: 100, closeness: 0, minors: 3 }), 0)
  const parts = fc.record({
    reach: fc.nat(1e7),
    closeness: fc.double({ min: 0, max: 1, noNaN: true }),
    minors: fc.nat(1000),
  })
  fc.assert(
    fc.property(parts, fc.nat(1000), (one, more) => {
      assert.ok(priorityOf({ ...one, reach: one.reach + more }) >= priorityOf(one))
      assert.ok(priorityOf({ ...one, minors: one.minors + more }) >= priorityOf(one))
      assert.ok(priorityOf({ ...one, closeness: 1 }) >= priorityOf(one))
    }),
  )
})

test('priorityOf() refuses what is no part of a priority', () => {
  for (const wrong of [{ reach: -1 }, { closeness: 1.1 }, { minors: NaN }]) {
    assert.throws(() => priorityOf({ reach: 1, closeness: 1, minors: 0, ...wrong }), RangeError)
  }
})

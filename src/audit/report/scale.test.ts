import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { at, linearScale, linePath, niceTicks, spreadLabels } from './scale.ts'

test('linearScale() maps ends to ends and stops there', () => {
  const scale = linearScale(50, 300, 100)
  assert.deepEqual([0, 25, 50, -5, 80].map(scale), [300, 200, 100, 300, 100])
})

test('niceTicks() steps by 1, 2 or 5 from 0 past the end', () => {
  assert.deepEqual(niceTicks(0.72, 4), [0, 0.2, 0.4, 0.6, 0.8])
  assert.deepEqual(niceTicks(1200, 6), [0, 200, 400, 600, 800, 1000, 1200])
  assert.deepEqual(niceTicks(0.3, 3), [0, 0.1, 0.2, 0.3])
})

test('niceTicks() gives a few finite rising ticks for any number', () => {
  fc.assert(
    fc.property(fc.double(), fc.integer({ min: 2, max: 8 }), (end, count) => {
      const ticks = niceTicks(end, count)
      assert.ok(ticks.length >= 2 && ticks.length <= count + 2, `${ticks.length} ticks`)
      assert.ok(ticks.every((tick, i) => Number.isFinite(tick) && (i === 0 || tick > ticks[i - 1])))
    }),
  )
})

test('at() rounds to a tenth and has no negative nought', () => {
  assert.equal(at(1.26), 1.3)
  assert.ok(Object.is(at(-0.01), 0))
})

test('linePath() moves, then draws', () => {
  assert.equal(
    linePath([
      [1, 2],
      [3.14159, 4],
    ]),
    'M1 2L3.1 4',
  )
})

test('spreadLabels() leaves labels that are apart where they are', () => {
  assert.deepEqual(spreadLabels([10, 40, 90], 20, 0, 100), [10, 40, 90])
})

test('spreadLabels() keeps gaps, ends and order for labels that fit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 8 }),
      (wanted) => {
        const placed = spreadLabels(wanted, 20, 0, 200)
        const order = wanted.map((_, i) => i).toSorted((a, b) => wanted[a] - wanted[b] || a - b)
        assert.ok(placed.every((y) => y >= 0 && y <= 200))
        for (let i = 1; i < order.length; i++) {
          assert.ok(placed[order[i]] - placed[order[i - 1]] >= 20)
        }
      },
    ),
  )
})

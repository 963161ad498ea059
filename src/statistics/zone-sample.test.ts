import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { createRandom } from '../util/random.ts'
import { allocate } from './allocate.ts'
import { isNear } from './near.case.ts'
import { zoneSample } from './zone-sample.ts'

test('zoneSample() draws each as often as its weight says, the floor all alike', () => {
  const sizes = [0, 1, 2, 0, 7, 1, 1, 0.5]
  const random = createRandom(3)
  const { draw, weightOf } = zoneSample(sizes, 3, 0.2, random)
  const drawn = sizes.map(() => 0)
  const floor = sizes.map(() => 0)
  for (let run = 0; run < 40_000; run++) {
    for (const { member, isFloor } of draw(random)) {
      drawn[member]++
      if (isFloor) floor[member]++
    }
  }
  for (const member of sizes.keys()) {
    isNear(drawn[member] / 40_000, 3 / sizes.length / weightOf(member), 0.01)
    isNear(floor[member] / 40_000, (0.2 * 3) / sizes.length, 0.005)
  }
  isNear(weightOf(0), 5, 1e-12)
  // 7 of 12.5 of 2.4 draws are more than one: for certain
  assert.equal(drawn[4], 40_000)
})

test('zoneSample() gives as many draws as asked, one in each zone, weights that add up, none above 5', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })), {
        minLength: 1,
        maxLength: 60,
      }),
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 0, max: 1e6 }),
      (sizes, count, seed) => {
        const random = createRandom(seed)
        const { draw, weightOf } = zoneSample(sizes, count, 0.2, random)
        const draws = draw(random)
        const all = Math.min(count, sizes.length)
        assert.equal(draws.length, all)
        const zones = draws.flatMap(({ zone }) => (zone === null ? [] : [zone]))
        assert.deepEqual(zones, [...zones.keys()])
        let chances = 0
        for (const member of sizes.keys()) {
          const chance = all / sizes.length / weightOf(member)
          assert.ok(chance <= 1 + 1e-9 && weightOf(member) <= 5 + 1e-9, `${chance}`)
          chances += chance
        }
        isNear(chances / all, 1, 1e-9)
      },
    ),
    { numRuns: 300 },
  )
})

function drawnPlainly(count: number) {
  const random = createRandom(1)
  const { draw, weightOf } = zoneSample(Array(30).fill(0), count, 0.2, random)
  return { draws: draw(random), weight: weightOf(1) }
}

test('zoneSample() is plain where nobody has a size, the same by the same seed, and whole if asked for all', () => {
  const { draws, weight } = drawnPlainly(10)
  assert.ok(draws.every(({ isFloor }) => isFloor))
  isNear(weight, 1, 1e-12)
  assert.deepEqual(drawnPlainly(10).draws, draws)
  assert.deepEqual(
    drawnPlainly(40).draws.map(({ member, zone }) => ({ member, zone })),
    Array.from({ length: 30 }, (_, member) => ({ member, zone: null })),
  )
})

test('zoneSample() refuses an empty population, a negative size and no draws', () => {
  const random = createRandom(1)
  assert.throws(() => zoneSample([], 1, 0.2, random), /expected 1 or more, got 0/)
  assert.throws(() => zoneSample([1, -1], 1, 0.2, random), /got -1/)
  assert.throws(() => zoneSample([1], 0, 0.2, random), RangeError)
  assert.throws(() => zoneSample([1], 1, 0, random), RangeError)
})

test('allocate() shares out all of a sample, by size, and leaves no stratum without', () => {
  assert.deepEqual(allocate(100, [1, 1, 2], 2), [25, 25, 50])
  assert.deepEqual(allocate(10, [1000, 1, 0], 2), [6, 2, 2])
  assert.throws(() => allocate(3, [1, 1], 2), /expected 4 or more, got 3/)
  assert.throws(() => allocate(9, [0, 0], 2), RangeError)
})

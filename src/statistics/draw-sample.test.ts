import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { allocate } from './allocate.ts'
import { drawSample } from './draw-sample.ts'
import { isNear } from './near.case.ts'

test('drawSample() draws each as often as its weight says', () => {
  const sizes = [0, 1, 2, 0, 7]
  const { draws, weightOf } = drawSample(sizes, 100_000, 0.2, createRandom(3))
  for (const member of sizes.keys()) {
    const drawn = draws.filter((draw) => draw.member === member).length
    isNear(drawn / 100_000, 1 / weightOf(member) / 5, 0.005)
  }
  assert.equal(weightOf(0), 5)
  assert.equal(draws.filter(({ isFloor }) => isFloor).length, 20_000)
})

test('drawSample() is plain random sampling where nobody has a size, and the same by the same seed', () => {
  const { draws, weightOf } = drawSample([0, 0], 10, 0.2, createRandom(1))
  assert.ok(draws.every(({ isFloor }) => isFloor))
  assert.equal(weightOf(1), 1)
  assert.deepEqual(drawSample([0, 0], 10, 0.2, createRandom(1)).draws, draws)
})

test('drawSample() refuses an empty population, a negative size and no draws', () => {
  const random = createRandom(1)
  assert.throws(() => drawSample([], 1, 0.2, random), /expected 1 or more, got 0/)
  assert.throws(() => drawSample([1, -1], 1, 0.2, random), /got -1/)
  assert.throws(() => drawSample([1], 0, 0.2, random), RangeError)
  assert.throws(() => drawSample([1], 1, 0, random), RangeError)
})

test('allocate() shares out all of a sample, by size, and leaves no stratum without', () => {
  assert.deepEqual(allocate(100, [1, 1, 2], 2), [25, 25, 50])
  assert.deepEqual(allocate(10, [1000, 1, 0], 2), [6, 2, 2])
  assert.throws(() => allocate(3, [1, 1], 2), /expected 4 or more, got 3/)
  assert.throws(() => allocate(9, [0, 0], 2), RangeError)
})

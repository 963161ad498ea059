import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { judge } from './judge.ts'
import { placesOf } from './places.ts'
import { foundEarly } from './trial.ts'

test('judge() counts the accounts without a signal that score more, equals by half', () => {
  const random = createRandom(5)
  for (let run = 0; run < 300; run++) {
    const size = 1 + random.below(30)
    const scores = Float64Array.from({ length: size }, () => random.below(6))
    const known = Uint8Array.from({ length: size }, () => (random.next() < 0.4 ? 1 : 0))
    const held = Uint32Array.from(known.keys()).filter((row) => known[row] === 1 && row % 2 === 0)
    const expected = [...held].map((row) => {
      let before = 0
      for (let i = 0; i < size; i++) {
        if (known[i] === 1) continue
        if (scores[i] > scores[row]) before++
        if (scores[i] === scores[row]) before += 0.5
      }
      return before
    })
    assert.deepEqual([...judge(scores, held, known)], expected)
  }
})

test('placesOf() gives each score the share of what lies before it, equals the middle', () => {
  const places = placesOf(Float64Array.of(7, 0, 3, 0))
  assert.deepEqual([...places], [0.125, 0.75, 0.375, 0.75])
  assert.equal(placesOf(new Float64Array(0)).length, 0)
})

test('placesOf() averages to a half and falls as scores rise', () => {
  const random = createRandom(8)
  for (let run = 0; run < 100; run++) {
    const scores = Float64Array.from({ length: 1 + random.below(40) }, () => random.below(9) - 4)
    const places = placesOf(scores)
    const mean = places.reduce((sum, place) => sum + place, 0) / places.length
    assert.ok(Math.abs(mean - 0.5) < 1e-12)
    for (let i = 1; i < scores.length; i++) {
      assert.equal(Math.sign(places[i - 1] - places[i]), Math.sign(scores[i] - scores[i - 1]))
    }
  }
})

test('foundEarly() is best with nobody before, falls with everyone more, and is 0 of nobody', () => {
  assert.equal(foundEarly([]), 0)
  assert.equal(foundEarly([0]), 1 / 11)
  assert.ok(foundEarly([0, 4]) > foundEarly([0, 5]))
  assert.ok(foundEarly([1, 4]) < foundEarly([0, 4]))
  assert.equal(foundEarly([4, 0]), foundEarly([0, 4]))
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { binomialTail } from './binomial-tail.ts'

/** All outcomes, one trial after the other. */
function naive(hits: number, trials: number, chance: number): number {
  let probabilities = [1]
  for (let i = 0; i < trials; i++) {
    probabilities = Array.from(
      { length: i + 2 },
      (_, k) => (probabilities[k] ?? 0) * (1 - chance) + (probabilities[k - 1] ?? 0) * chance,
    )
  }
  return probabilities.slice(hits).reduce((sum, each) => sum + each, 0)
}

test('binomialTail() agrees with counting every outcome', () => {
  const some = fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .chain(([trials, chance]) => fc.tuple(fc.nat(trials), fc.constant(trials), fc.constant(chance)))
  fc.assert(
    fc.property(some, ([hits, trials, chance]) => {
      const [ours, theirs] = [binomialTail(hits, trials, chance), naive(hits, trials, chance)]
      assert.ok(Math.abs(ours - theirs) < 1e-9, `${ours} and ${theirs}`)
    }),
  )
})

test('binomialTail() is the bound of Clopper and Pearson: 10 of 100 is 4.90 % to 17.62 % at 95 %', () => {
  assert.ok(Math.abs(binomialTail(10, 100, 0.0490047) - 0.025) < 1e-5)
  assert.ok(Math.abs(1 - binomialTail(11, 100, 0.1762226) - 0.025) < 1e-5)
})

test('binomialTail() stays a number for many trials and for certain ones', () => {
  assert.ok(binomialTail(14_000, 15_000, 0.01) < 1e-300)
  assert.ok(binomialTail(150, 15_000, 0.01) > 0.4)
  assert.equal(binomialTail(0, 10, 0), 1)
  assert.equal(binomialTail(1, 10, 0), 0)
  assert.equal(binomialTail(10, 10, 1), 1)
})

test('binomialTail() refuses what is no share', () => {
  assert.throws(() => binomialTail(3, 2, 0.5), { name: 'RangeError', message: /0 to 2, got 3/ })
  assert.throws(() => binomialTail(1, 2, 1.5), { name: 'RangeError', message: /got 1.5/ })
})

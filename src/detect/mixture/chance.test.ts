import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../../util/random.ts'
import { CLASS_COUNT, degreeClass, learnChance } from './chance.ts'

const nobodyElse = {
  accounts: new Float64Array(CLASS_COUNT),
  degrees: new Float64Array(CLASS_COUNT),
  meetings: new Float64Array(CLASS_COUNT),
}

/** Meetings of 20,000 strangers: a Poisson count with mean `slope · rate · degree + stray`. */
function strangers(seed: number, slope: number, stray: number) {
  const random = createRandom(seed)
  const degrees = Uint32Array.from({ length: 20_000 }, () =>
    Math.min(2000, Math.floor(2 / (1 - random.next()))),
  )
  const rate = 0.02
  const meetings = Float64Array.from(degrees, (degree) => {
    let left = Math.exp(-(slope * rate * degree + stray))
    let count = 0
    for (let product = random.next(); product > left; product *= random.next()) count++
    return count
  })
  const weights = new Float64Array(degrees.length)
  return {
    degrees,
    classes: Uint8Array.from(degrees, degreeClass),
    meetings,
    weights,
    rate,
    outsiders: nobodyElse,
  }
}

/** The last round's factors settle within a few rounds. */
function settled(kind: 'line' | 'steps', from: ReturnType<typeof strangers>): Float64Array {
  let factors = new Float64Array(CLASS_COUNT).fill(1)
  for (let round = 0; round < 10; round++)
    factors = new Float64Array(learnChance(kind, from, factors))
  return factors
}

test('learnChance() finds the line that strangers meet members by', () => {
  const from = strangers(1, 0.5, 0.2)
  const factors = settled('line', from)
  for (const degree of [2, 5, 20, 100]) {
    const place = degreeClass(degree)
    const truth = 0.5 + 0.2 / (from.rate * degree)
    // what is far above the mean counts only in part, so the line lies a little low
    assert.ok(factors[place] > 0.7 * truth && factors[place] < 1.15 * truth, `degree ${degree}`)
  }
})

test('learnChance() says nothing of the kind where meetings are in proportion', () => {
  const from = strangers(2, 1, 0)
  const steps = settled('steps', from)
  for (const factor of steps) assert.ok(factor >= 1 && factor < 1.25, `${factor}`)
})

test('learnChance() is not moved by members who are not found yet', () => {
  const from = strangers(3, 1, 0)
  const before = settled('line', from)
  // one account in forty meets thirty members
  for (let i = 0; i < from.meetings.length; i += 40) from.meetings[i] = 30
  const after = settled('line', from)
  for (const degree of [3, 10, 50]) {
    const place = degreeClass(degree)
    assert.ok(after[place] < 2.5 * before[place] + 0.5, `degree ${degree}`)
  }
})

test('learnChance() keeps to proportion when there is nobody to learn from', () => {
  const nobody = new Uint32Array(3)
  const from = {
    degrees: nobody,
    classes: Uint8Array.from(nobody, degreeClass),
    meetings: new Float64Array(3),
    weights: new Float64Array(3),
    rate: 0,
    outsiders: nobodyElse,
  }
  for (const kind of ['line', 'steps'] as const) {
    const factors = learnChance(kind, from, new Float64Array(CLASS_COUNT).fill(1))
    assert.ok(factors.every((factor) => factor === 1))
  }
})

test('learnChance() learns the same of outsiders as of accounts that it is told one by one', () => {
  const all = strangers(4, 0.5, 0.2)
  // what an outsider meets is not cut off, so let nobody meet many
  for (const [i, met] of all.meetings.entries()) all.meetings[i] = Math.min(met, 1)
  const half = all.degrees.length >> 1
  const outsiders = {
    accounts: new Float64Array(CLASS_COUNT),
    degrees: new Float64Array(CLASS_COUNT),
    meetings: new Float64Array(CLASS_COUNT),
  }
  for (let i = half; i < all.degrees.length; i++) {
    if (all.degrees[i] === 0) continue
    outsiders.accounts[all.classes[i]]++
    outsiders.degrees[all.classes[i]] += all.degrees[i]
    outsiders.meetings[all.classes[i]] += all.meetings[i]
  }
  const told = {
    degrees: all.degrees.subarray(0, half),
    classes: all.classes.subarray(0, half),
    meetings: all.meetings.subarray(0, half),
    weights: all.weights.subarray(0, half),
    rate: all.rate,
    outsiders,
  }
  for (const kind of ['line', 'steps'] as const) {
    const expected = settled(kind, all)
    for (const [c, factor] of settled(kind, told).entries()) {
      assert.ok(Math.abs(factor - expected[c]) < 1e-9, `${kind}, class ${c}`)
    }
  }
})

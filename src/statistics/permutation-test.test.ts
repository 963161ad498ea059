import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { mean } from './mean.ts'
import { isNear } from './near.case.ts'
import { permutationTest } from './permutation-test.ts'

const A = [28.44, 29.32, 31.22, 29.58, 30.34, 28.76]
const B = [33.51, 30.63, 32.38, 32.52, 29.27, 30.03]

test('permutationTest() of few values goes through all arrangements, and agrees with scipy', () => {
  // scipy 1.17, permutation_test(..., permutation_type='independent', n_resamples=inf)
  const { difference, pValue, isExact } = permutationTest(A, B, createRandom(1))
  isNear(difference, -1.78, 1e-9)
  isNear(pValue, 0.05844155844155844, 1e-12)
  assert.ok(isExact)
})

test('permutationTest() agrees with going through all arrangements, of values with ties', () => {
  // scipy 1.17, as above
  const ties = permutationTest([0, 0, 0.1, 0.3, 0.7], [0, 0, 0, 0.05, 0.1, 0.2], createRandom(1))
  isNear(ties.pValue, 0.30303030303030304, 1e-12)
  const random = createRandom(4)
  for (let run = 0; run < 50; run++) {
    const draw = (size: number) =>
      Array.from({ length: size }, () => (random.next() < 0.5 ? 0 : random.below(5) / 4))
    const [a, b] = [draw(1 + random.below(6)), draw(1 + random.below(6))]
    isNear(permutationTest(a, b, random).pValue, plain(a, b), 1e-12)
  }
})

test('permutationTest() of drawn arrangements comes near the exact value, and is never 0', () => {
  const random = createRandom(2)
  const { pValue, isExact } = permutationTest(A, B, random, { permutations: 900 })
  assert.ok(!isExact)
  isNear(pValue, 0.0584, 0.03)
  const far = permutationTest(Array<number>(50).fill(1), Array<number>(50).fill(0), random)
  isNear(far.pValue, 2 / 10_001, 1e-12)
})

test('permutationTest() gives false alarms as often as it says', () => {
  const random = createRandom(3)
  const trials = 600
  let alarms = 0
  for (let trial = 0; trial < trials; trial++) {
    const draw = () => Array.from({ length: 20 }, () => (random.next() < 0.3 ? random.next() : 0))
    if (permutationTest(draw(), draw(), random, { permutations: 400 }).pValue <= 0.05) alarms++
  }
  assert.ok(alarms / trials <= 0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials), `${alarms}`)
})

test('permutationTest() sees no difference between arms that are alike, and refuses an empty one', () => {
  assert.equal(permutationTest([0.1, 0.1], [0.1, 0.1], createRandom(1)).pValue, 1)
  assert.throws(() => permutationTest([], [1], createRandom(1)), /got 0 and 1/)
})

/** Every subset of the values as bits of a number, and of those as large as `a` how many lie as far out. */
function plain(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b]
  const gapOf = (isTreated: (k: number) => boolean) =>
    mean(all.filter((_, k) => isTreated(k))) - mean(all.filter((_, k) => !isTreated(k)))
  const gap = gapOf((k) => k < a.length)
  let [ways, above, below] = [0, 0, 0]
  for (let bits = 0; bits < 2 ** all.length; bits++) {
    const isTreated = (k: number) => ((bits >> k) & 1) === 1
    if (all.filter((_, k) => isTreated(k)).length !== a.length) continue
    const other = gapOf(isTreated)
    ways++
    if (other >= gap - 1e-9) above++
    if (other <= gap + 1e-9) below++
  }
  return Math.min(1, (2 * Math.min(above, below)) / ways)
}

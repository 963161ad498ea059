import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCsr, type Digraph, digraph } from '../graph/csr.ts'
import { createRandom, type Random } from '../util/random.ts'
import { type Factors, type FactorOptions, fitFactors } from './implicit-factors.ts'

const OPTIONS: FactorOptions = { dimensions: 6, rounds: 5, unseen: 0.2, ridge: 0.05, seed: 3 }

function randomInterest(random: Random, rows: number, columns: number): Digraph {
  const size = rows * 4
  const draw = (bound: number) => Array.from({ length: size }, () => random.below(bound))
  const weights = Array.from({ length: size }, () => 0.1 + 0.9 * random.next())
  return digraph(buildCsr(rows, columns, draw(rows), draw(columns), weights))
}

/** (α YᵀY + Σ w y yᵀ + λ n I) x = Σ w y, written out and eliminated. */
function exactRow(
  { columns }: Factors,
  { dimensions, unseen, ridge }: FactorOptions,
  seen: readonly number[],
  strengths: readonly number[],
): number[] {
  const y = (column: number, i: number) => columns[column * dimensions + i]
  const system = Array.from({ length: dimensions }, (_, i) =>
    Array.from({ length: dimensions + 1 }, (_unused, j) => {
      if (j === dimensions) return seen.reduce((sum, c, e) => sum + strengths[e] * y(c, i), 0)
      let sum = i === j ? ridge * seen.length : 0
      for (let c = 0; c * dimensions < columns.length; c++) sum += unseen * y(c, i) * y(c, j)
      seen.forEach((c, e) => (sum += strengths[e] * y(c, i) * y(c, j)))
      return sum
    }),
  )
  for (let i = 0; i < dimensions; i++) {
    for (let k = 0; k < dimensions; k++) {
      if (k === i) continue
      const times = system[k][i] / system[i][i]
      for (let j = i; j <= dimensions; j++) system[k][j] -= times * system[i][j]
    }
  }
  return system.map((row, i) => row[dimensions] / row[i])
}

/** What is minimised, as it stands in the header. */
function lossOf({ out, in: back }: Digraph, factors: Factors, options: FactorOptions): number {
  const { dimensions, unseen, ridge } = options
  let loss = 0
  const square = (of: Float32Array, k: number) =>
    of.subarray(k * dimensions, (k + 1) * dimensions).reduce((sum, x) => sum + x * x, 0)
  for (let u = 0; u < out.rows; u++) {
    const weightOf = new Map<number, number>()
    for (let e = out.starts[u]; e < out.starts[u + 1]; e++) {
      weightOf.set(out.targets[e], out.weights![e])
    }
    loss += ridge * weightOf.size * square(factors.rows, u)
    for (let c = 0; c < out.columns; c++) {
      let product = 0
      for (let i = 0; i < dimensions; i++) {
        product += factors.rows[u * dimensions + i] * factors.columns[c * dimensions + i]
      }
      loss += unseen * product ** 2 + (weightOf.get(c) ?? 0) * (product - 1) ** 2
    }
  }
  for (let c = 0; c < back.rows; c++) {
    loss += ridge * (back.starts[c + 1] - back.starts[c]) * square(factors.columns, c)
  }
  return loss
}

test('foldIn() solves the system that elimination solves', () => {
  const random = createRandom(5)
  for (let run = 0; run < 20; run++) {
    const interest = randomInterest(random, 30, 20)
    const factors = fitFactors(interest, { ...OPTIONS, seed: run })
    const seen = [0, 3, 7, 12].slice(0, 1 + random.below(4))
    const strengths = seen.map(() => 0.1 + random.next())
    const exact = exactRow(factors, OPTIONS, seen, strengths)
    factors.foldIn(seen, strengths).forEach((value, i) => {
      assert.ok(
        Math.abs(value - exact[i]) < 1e-6 * (1 + Math.abs(exact[i])),
        `${value} ${exact[i]}`,
      )
    })
  }
})

test('fitFactors() loses less with each round', () => {
  const interest = randomInterest(createRandom(8), 40, 25)
  const losses = [1, 2, 4, 8, 16].map((rounds) => {
    const options = { ...OPTIONS, rounds }
    return lossOf(interest, fitFactors(interest, options), options)
  })
  losses.slice(1).forEach((loss, k) => assert.ok(loss < losses[k], losses.join(' ')))
})

test('fitFactors() knows nothing of rows and columns without entries, and gives the same twice', () => {
  const interest = digraph(buildCsr(3, 4, [0, 0, 2], [1, 2, 2]))
  const factors = fitFactors(interest, OPTIONS)
  assert.deepEqual([...factors.rows.subarray(6, 12)], [0, 0, 0, 0, 0, 0])
  assert.deepEqual([...factors.columns.subarray(0, 6)], [0, 0, 0, 0, 0, 0])
  assert.deepEqual([...factors.foldIn([], [])], [0, 0, 0, 0, 0, 0])
  assert.deepEqual(fitFactors(interest, OPTIONS).rows, factors.rows)
})

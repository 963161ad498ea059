import assert from 'node:assert/strict'
import { test } from 'node:test'
import { denseLayers, denseMatrix } from '../graph/dense.ts'
import { type Csr } from '../graph/csr.ts'
import { type Layers } from '../graph/layers.ts'
import { type Platform } from '../platform/platform.ts'
import { platformOf } from '../platform/platform-of.ts'
import { createRandom } from '../util/random.ts'
import { adamicAdar } from './adamic-adar.ts'
import { coAction } from './co-action.ts'
import { type Detector, type Seeds } from './detector.ts'
import { everyRow } from './every-row.ts'
import { followAffinity, followerAffinity } from './follow-affinity.ts'
import { detectors } from './index.ts'
import { mixture } from './mixture.ts'
import { neighbourMean } from './neighbour-mean.ts'
import { neighbourShare } from './neighbour-share.ts'
import { followLayers, tagLayers } from './platform-layers.ts'
import { randomPlatform, randomSeeds } from './random-platforms.ts'
import { seedsAt } from './seeds.ts'
import { tagAffinity } from './tag-affinity.ts'
import { tagWalk, walk } from './walk.ts'

/** A plain twin says what an account scores, given the seeds other than itself. */
type Twin = (platform: Platform, others: Seeds, all: Seeds, row: number) => number

const twins: readonly { detector: Detector; twin: Twin; tolerance: number }[] = [
  { detector: walk, tolerance: 1e-4, twin: (p, s, all, i) => walkTwin(followLayers(p), s, all, i) },
  { detector: tagWalk, tolerance: 1e-4, twin: (p, s, all, i) => walkTwin(tagLayers(p), s, all, i) },
  { detector: adamicAdar, tolerance: 1e-9, twin: (p, s, _all, i) => adamicAdarTwin(p, s, i) },
  { detector: neighbourMean, tolerance: 1e-4, twin: neighbourMeanTwin },
  { detector: neighbourShare, tolerance: 1e-9, twin: neighbourShareTwin },
  {
    detector: followAffinity,
    tolerance: 1e-9,
    twin: (p, s, all, i) => affinityTwin(p.follows.out, s, all, i),
  },
  {
    detector: followerAffinity,
    tolerance: 1e-9,
    twin: (p, s, all, i) => affinityTwin(p.follows.in, s, all, i),
  },
  {
    detector: tagAffinity,
    tolerance: 1e-9,
    twin: (p, s, all, i) => affinityTwin(p.tagUses.out, s, all, i),
  },
  { detector: coAction, tolerance: 1e-6, twin: (p, s, _all, i) => coActionTwin(p, s, i) },
]

for (const { detector, twin, tolerance } of twins) {
  test(`${detector.id} agrees with its plain twin, which never lets a seed count for itself`, () => {
    const random = createRandom(7)
    for (let run = 0; run < 60; run++) {
      const platform = randomPlatform(random)
      const seeds = randomSeeds(random, platform)
      const scores = detector.score(platform, seeds, everyRow(platform))
      if (!scores) continue
      assert.equal(scores.length, platform.accounts.size)
      for (const [row, score] of scores.entries()) {
        const expected = twin(platform, without(seeds, row), seeds, row)
        const error = Math.abs(score - expected)
        assert.ok(error < tolerance, `run ${run}, row ${row}: ${score} against ${expected}`)
      }
    }
  })
}

test('detectors have an id and a title of their own', () => {
  assert.equal(new Set(detectors.map(({ id }) => id)).size, detectors.length)
  assert.equal(new Set(detectors.map(({ title }) => title)).size, detectors.length)
})

test('detectors say null of an empty platform, and of one without what they read', () => {
  const empty = platformOf({})
  const alone = platformOf({ accounts: ['ada', 'bo'] })
  for (const detector of detectors) {
    assert.equal(detector.score(empty, seedsAt([]), everyRow(empty)), null, detector.id)
    assert.equal(detector.score(alone, seedsAt([0]), everyRow(alone)), null, detector.id)
  }
})

test('detectors give finite scores, the same each time', () => {
  const random = createRandom(3)
  for (let run = 0; run < 30; run++) {
    const platform = randomPlatform(random)
    const seeds = randomSeeds(random, platform)
    for (const detector of detectors) {
      const scores = detector.score(platform, seeds, everyRow(platform))
      assert.deepEqual(detector.score(platform, seeds, everyRow(platform)), scores, detector.id)
      assert.ok(scores === null || scores.every(Number.isFinite), detector.id)
    }
  }
})

function without({ rows, weights }: Seeds, row: number): Seeds {
  return {
    rows: rows.filter((seed) => seed !== row),
    weights: weights.filter((_weight, k) => rows[k] !== row),
  }
}

/** Sweeps without end, over the dense matrix; masses are shares of all seeds' weight. */
function closenessTwin(layers: Layers, { rows, weights }: Seeds, all: Seeds): number[] {
  const matrix = denseLayers(layers)
  const total = all.weights.reduce((sum, weight) => sum + weight, 0)
  const restart = matrix.map(() => 0)
  rows.forEach((row, k) => (restart[row] = weights[k] / total))
  let mass = restart
  for (let sweep = 0; sweep < 300; sweep++) {
    const next = restart.map((value) => 0.15 * value)
    for (const [i, value] of mass.entries()) {
      const degree = sum(matrix[i])
      if (degree === 0) next[i] += 0.85 * value
      else matrix[i].forEach((weight, j) => (next[j] += (0.85 * value * weight) / degree))
    }
    mass = next
  }
  return mass
}

function walkTwin(layers: Layers, others: Seeds, all: Seeds, row: number): number {
  const closeness = closenessTwin(layers, others, all)[row]
  const degree = layers.degrees[row]
  return degree > 0 ? closeness / Math.sqrt(degree) : closeness
}

function adamicAdarTwin(platform: Platform, others: Seeds, row: number): number {
  const matrix = denseLayers(followLayers(platform))
  let score = 0
  others.rows.forEach((seed, k) => {
    for (const [z, weight] of matrix[seed].entries()) {
      const entries = sum(matrix[z])
      if (weight > 0 && entries > 1) {
        score += (others.weights[k] * weight * matrix[z][row]) / Math.log(entries)
      }
    }
  })
  const degree = sum(matrix[row])
  return degree > 0 ? score / Math.sqrt(degree) : score
}

function neighbourMeanTwin(platform: Platform, others: Seeds, all: Seeds, row: number): number {
  const layers = followLayers(platform)
  const matrix = denseLayers(layers)
  const perRoot = (seeds: Seeds, i: number) => {
    // a neighbour that is a seed gives what it has from seeds that are neither it nor the account
    const from = without(seeds, i)
    return layers.degrees[i] > 0
      ? closenessTwin(layers, from, all)[i] / Math.sqrt(layers.degrees[i])
      : 0
  }
  if (layers.degrees[row] === 0) return 0
  const everybody = matrix.map((_line, i) => perRoot(all, i))
  const prior = (5 * sum(everybody)) / matrix.length
  let around = 0
  for (const [j, weight] of matrix[row].entries())
    if (weight > 0) around += weight * perRoot(others, j)
  return (around + prior) / (layers.degrees[row] + 5)
}

function neighbourShareTwin(platform: Platform, others: Seeds, all: Seeds, row: number): number {
  const matrix = denseLayers(followLayers(platform))
  if (sum(matrix[row]) === 0) return 0
  const base = all.weights.reduce((total, weight) => total + weight, 0) / matrix.length
  const mean = (values: readonly number[], i: number) =>
    (sum(matrix[i].map((weight, j) => weight * values[j])) + 20 * base) / (sum(matrix[i]) + 20)
  const isSeed = matrix.map(() => 0)
  others.rows.forEach((seed, k) => (isSeed[seed] = others.weights[k]))
  return mean(
    matrix.map((_line, j) => mean(isSeed, j)),
    row,
  )
}

function affinityTwin(uses: Csr, others: Seeds, all: Seeds, row: number): number {
  const matrix = denseMatrix(uses)
  const base = all.weights.reduce((total, weight) => total + weight, 0) / uses.rows
  const used = matrix[row].map((weight) => weight > 0)
  let odds = 0
  for (const [thing, isUsed] of used.entries()) {
    if (!isUsed) continue
    let seedUsers = 0
    others.rows.forEach((seed, k) => {
      if (matrix[seed][thing] > 0) seedUsers += others.weights[k]
    })
    const otherUsers = matrix.filter((line, i) => i !== row && line[thing] > 0).length
    odds += Math.log((seedUsers + 2 * base) / (otherUsers + 2) / base)
  }
  return odds / (used.filter(Boolean).length + 0.5)
}

function coActionTwin({ tagUses }: Platform, others: Seeds, row: number): number {
  const matrix = denseMatrix(tagUses.out)
  const users = matrix[0].map((_weight, tag) => matrix.filter((line) => line[tag] > 0).length)
  const vectors = matrix.map((line) =>
    line.map((count, tag) =>
      count > 0 ? (1 + Math.log(count)) * Math.log(matrix.length / users[tag]) : 0,
    ),
  )
  let score = 0
  others.rows.forEach((seed, k) => {
    const norms = Math.sqrt(dot(vectors[seed], vectors[seed]) * dot(vectors[row], vectors[row]))
    if (norms > 0) score += (others.weights[k] * dot(vectors[seed], vectors[row])) / norms
  })
  return score
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function dot(a: readonly number[], b: readonly number[]): number {
  return sum(a.map((value, t) => value * b[t]))
}

for (const { detector, tolerance } of [...twins, { detector: mixture, tolerance: Infinity }]) {
  test(`${detector.id} scores some rows as it scores them among all`, () => {
    const random = createRandom(17)
    for (let run = 0; run < 60; run++) {
      const platform = randomPlatform(random)
      const seeds = randomSeeds(random, platform)
      const all = detector.score(platform, seeds, everyRow(platform))
      const isSeed = new Set(seeds.rows)
      const rows = everyRow(platform).filter((row) => isSeed.has(row) || random.next() < 0.5)
      const some = detector.score(platform, seeds, rows)
      assert.equal(some === null, all === null)
      if (!some || !all) continue
      assert.equal(some.length, rows.length)
      for (const [place, row] of rows.entries()) {
        const error = Math.abs(some[place] - all[row])
        assert.ok(error <= tolerance, `run ${run}, row ${row}: ${some[place]} against ${all[row]}`)
      }
    }
  })
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { buildCsr, degree, digraph, hasEntry, transpose, type Csr } from './csr.ts'
import { denseMatrix } from './dense.ts'
import { randomCsr } from './random-graphs.ts'

test('buildCsr() puts columns in rising order and folds parallel entries', () => {
  const csr = buildCsr(3, 4, [2, 0, 2, 0, 2], [3, 1, 0, 1, 3])
  assert.deepEqual([...csr.starts], [0, 1, 1, 3])
  assert.deepEqual([...csr.targets], [1, 0, 3])
  assert.equal(csr.weights, null)
})

test('buildCsr() lets the largest weight of parallel entries stand', () => {
  const csr = buildCsr(1, 2, [0, 0, 0, 0], [1, 0, 1, 1], [2, 7, 5, 3])
  assert.deepEqual([...csr.targets], [0, 1])
  assert.deepEqual([...csr.weights!], [7, 5])
})

test('buildCsr() keeps an entry of a row with itself', () => {
  assert.deepEqual(denseMatrix(buildCsr(2, 2, [1], [1])), [
    [0, 0],
    [0, 1],
  ])
})

test('buildCsr() of nothing is empty', () => {
  assert.deepEqual([...buildCsr(0, 0, [], []).starts], [0])
  assert.deepEqual([...buildCsr(2, 0, [], [], []).starts], [0, 0, 0])
  assert.deepEqual([...transpose(buildCsr(2, 3, [], [])).starts], [0, 0, 0, 0])
})

test('buildCsr() leaves its input as it was', () => {
  const sources = Uint32Array.of(1, 0, 1)
  const targets = Uint32Array.of(1, 1, 1)
  const weights = Float32Array.of(1, 2, 3)
  buildCsr(2, 2, sources, targets, weights)
  assert.deepEqual([...sources, ...targets, ...weights], [1, 0, 1, 1, 1, 1, 1, 2, 3])
})

test('buildCsr() refuses entries outside, lengths that differ, and bad counts', () => {
  for (const bad of [2, -1, 0.5, NaN]) {
    assert.throws(() => buildCsr(2, 3, [0, bad], [0, 0]), {
      name: 'RangeError',
      message: `entry 1: (${bad}, 0) outside 2 rows × 3 columns`,
    })
  }
  assert.throws(() => buildCsr(2, 3, [0], [3]), RangeError)
  assert.throws(() => buildCsr(2, 3, [0, 1], [0]), {
    name: 'RangeError',
    message: '"targets" expected length 2, got 1',
  })
  assert.throws(() => buildCsr(2, 3, [0], [0], []), {
    name: 'RangeError',
    message: '"weights" expected length 1, got 0',
  })
  assert.throws(() => buildCsr(-1, 3, [], []), RangeError)
  assert.throws(() => buildCsr(1, 2.5, [], []), RangeError)
})

test('buildCsr(), transpose() and hasEntry() agree with a matrix on 200 random graphs', () => {
  const random = createRandom(12)
  for (let run = 0; run < 200; run++) {
    const rows = random.below(10)
    const columns = random.below(10)
    const size = rows > 0 && columns > 0 ? random.below(50) : 0
    const sources = Array.from({ length: size }, () => random.below(rows))
    const targets = Array.from({ length: size }, () => random.below(columns))
    const weights = run % 2 === 0 ? null : sources.map(() => (1 + random.below(8)) / 4)
    const expected = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0))
    for (const [e, i] of sources.entries()) {
      expected[i][targets[e]] = Math.max(expected[i][targets[e]], weights ? weights[e] : 1)
    }

    const csr = buildCsr(rows, columns, sources, targets, weights)
    assertRising(csr, `run ${run}`)
    assert.deepEqual(denseMatrix(csr), expected, `run ${run}`)
    for (const [i, row] of expected.entries()) {
      assert.equal(degree(csr, i), row.filter((weight) => weight > 0).length, `run ${run}`)
      for (const [j, weight] of row.entries()) {
        assert.equal(hasEntry(csr, i, j), weight > 0, `run ${run}`)
      }
    }

    const back = transpose(csr)
    assertRising(back, `run ${run}`)
    const turned = Array.from({ length: columns }, (_, j) => expected.map((row) => row[j]))
    assert.deepEqual(denseMatrix(back), turned, `run ${run}`)
  }
})

test('buildCsr() of the same entries twice is the same', () => {
  const random = createRandom(13)
  const csr = randomCsr(random, 30, 30, 200, true)
  const sources = [...csr.starts.keys()].slice(1).flatMap((end) => {
    return Array.from({ length: degree(csr, end - 1) }, () => end - 1)
  })
  const targets = [...csr.targets]
  const weights = [...csr.weights!]
  const twice = buildCsr(
    30,
    30,
    [...sources, ...sources],
    [...targets, ...targets],
    [...weights, ...weights],
  )
  assert.deepEqual(twice, csr)
})

test('digraph() holds the entries both ways', () => {
  const csr = buildCsr(2, 3, [0, 1], [2, 2])
  const links = digraph(csr)
  assert.equal(links.out, csr)
  assert.deepEqual(links.in, transpose(csr))
  assert.deepEqual(transpose(links.in), csr)
})

function assertRising({ rows, starts, targets }: Csr, message: string): void {
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i] + 1; e < starts[i + 1]; e++) {
      assert.ok(targets[e - 1] < targets[e], message)
    }
  }
}

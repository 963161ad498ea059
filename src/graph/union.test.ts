import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { buildCsr } from './csr.ts'
import { randomCsr } from './random-graphs.ts'
import { countUniqueNeighbours, uniqueNeighbours } from './union.ts'

test('uniqueNeighbours() counts a shared neighbour once, and not those excluded', () => {
  const followers = buildCsr(3, 70, [0, 0, 1, 1, 2], [3, 64, 64, 31, 69])
  assert.deepEqual([...uniqueNeighbours(followers, [0, 1])], [3, 31, 64])
  assert.equal(countUniqueNeighbours(followers, [0, 1]), 3)
  assert.deepEqual([...uniqueNeighbours(followers, [1, 0, 1], [31, 5])], [3, 64])
  assert.equal(countUniqueNeighbours(followers, [0, 1, 1], [31, 5]), 2)
})

test('uniqueNeighbours() agrees with a Set on 300 random graphs', () => {
  const random = createRandom(10)
  for (let run = 0; run < 300; run++) {
    const rowCount = 1 + random.below(20)
    const columns = 1 + random.below(100)
    const csr = randomCsr(random, rowCount, columns, random.below(300))
    const rows = Array.from({ length: random.below(10) }, () => random.below(rowCount))
    const exclude = Array.from({ length: random.below(20) }, () => random.below(columns))
    const set = new Set<number>()
    for (const i of rows) {
      for (const j of csr.targets.subarray(csr.starts[i], csr.starts[i + 1])) set.add(j)
    }
    for (const j of exclude) set.delete(j)
    const expected = [...set].toSorted((a, b) => a - b)
    assert.deepEqual([...uniqueNeighbours(csr, rows, exclude)], expected, `run ${run}`)
    assert.equal(countUniqueNeighbours(csr, rows, exclude), set.size, `run ${run}`)
  }
})

test('uniqueNeighbours() of no rows, or of rows without entries, is empty', () => {
  const csr = buildCsr(2, 2, [], [])
  assert.deepEqual([...uniqueNeighbours(csr, [])], [])
  assert.deepEqual([...uniqueNeighbours(csr, [0, 1], [1])], [])
  assert.equal(countUniqueNeighbours(buildCsr(0, 0, [], []), []), 0)
})

test('uniqueNeighbours() refuses what is not a row or column', () => {
  const csr = buildCsr(2, 3, [0], [2])
  assert.throws(() => countUniqueNeighbours(csr, [2]), {
    name: 'RangeError',
    message: '"rows" expected 0..1, got 2',
  })
  assert.throws(() => uniqueNeighbours(csr, [0], [3]), {
    name: 'RangeError',
    message: '"exclude" expected 0..2, got 3',
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { addPair, createPairs, foldPairs, rowStarts } from './pairs.ts'

test('foldPairs() sorts, keeps each pair once and counts it, as a map of strings does', () => {
  const random = createRandom(3)
  for (let run = 0; run < 50; run++) {
    const rows = 1 + random.below(8)
    const columns = 1 + random.below(8)
    const pairs = createPairs(random.below(4))
    const counts = new Map<string, number>()
    for (let k = random.below(60); k > 0; k--) {
      const source = random.below(rows)
      const target = random.below(columns)
      addPair(pairs, source, target)
      const key = `${source},${target}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    const folded = foldPairs(pairs, rows, columns)
    const keys = Array.from(folded.sources, (source, e) => `${source},${folded.targets[e]}`)
    assert.deepEqual(keys, [...counts.keys()].toSorted(), `run ${run}`)
    assert.deepEqual(
      [...folded.counts],
      keys.map((key) => counts.get(key)),
    )
  }
})

test('rowStarts() gives the offsets of each run, of empty rows too', () => {
  assert.deepEqual([...rowStarts(Uint32Array.of(0, 0, 2, 2, 2), 4)], [0, 2, 2, 5, 5])
})

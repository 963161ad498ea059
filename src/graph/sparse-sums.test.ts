import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { SparseSums } from './sparse-sums.ts'

test('SparseSums agrees with a Map over many additions, nodes that collide among them', () => {
  const random = createRandom(3)
  for (let run = 0; run < 40; run++) {
    const sums = new SparseSums()
    const plain = new Map<number, number>()
    const range = 1 + random.below(2 ** (1 + (run % 31)))
    for (let k = 0; k < 2000; k++) {
      const node = random.below(range)
      const value = random.next() - 0.5
      sums.add(node, value)
      plain.set(node, (plain.get(node) ?? 0) + value)
    }
    assert.equal(sums.size, plain.size)
    for (const [node, sum] of plain) assert.equal(sums.get(node), sum)
    assert.deepEqual(new Map(sums.entries()), plain)
    for (let k = 0; k < 100; k++) {
      const node = random.below(range + 1000)
      assert.equal(sums.has(node), plain.has(node))
      assert.equal(sums.get(node), plain.get(node) ?? 0)
    }
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { thin } from './thin.ts'

test('thin() keeps short lists whole and long ones evenly, with both ends', () => {
  assert.deepEqual(thin([1, 2, 3], 3), [1, 2, 3])
  assert.deepEqual(thin([0, 1, 2, 3, 4, 5, 6, 7, 8], 5), [0, 2, 4, 6, 8])
  const long = Array.from({ length: 100_000 }, (_, i) => i)
  const thinned = thin(long, 200)
  assert.equal(new Set(thinned).size, 200)
  assert.deepEqual([thinned[0], thinned.at(-1)], [0, 99_999])
})

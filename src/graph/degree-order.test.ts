import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { byFallingDegree, byHash } from './degree-order.ts'

test('byFallingDegree() sorts by degree, then hash, then as told', () => {
  const row = fc.tuple(fc.nat(5), fc.oneof(fc.integer(), fc.integer({ min: -2, max: 2 })), fc.nat())
  fc.assert(
    fc.property(fc.array(row, { maxLength: 80 }), (rows) => {
      const compare = (a: number, b: number) => rows[a][2] - rows[b][2] || a - b
      const wanted = rows.map((_, i) => i)
      wanted.sort(
        (a, b) =>
          rows[b][0] - rows[a][0] || (rows[a][1] >>> 0) - (rows[b][1] >>> 0) || compare(a, b),
      )
      const degrees = Uint32Array.from(rows, ([degree]) => degree)
      const hashes = Int32Array.from(rows, ([, hash]) => hash)
      const order = byFallingDegree(degrees, hashes, byHash(hashes), compare)
      assert.deepEqual([...order], wanted)
    }),
    { seed: 7, numRuns: 300 },
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as assertHolds, nat, property } from 'fast-check'
import { degreeOrder } from './relabel.ts'

test('degreeOrder() puts the largest degree first and keeps the order of equals', () => {
  assert.deepEqual([...degreeOrder(Uint32Array.of(1, 5, 0, 5, 1))], [2, 0, 4, 1, 3])
  assert.deepEqual([...degreeOrder(new Uint32Array(0))], [])
})

test('degreeOrder() agrees with a stable sort', () => {
  assertHolds(
    property(array(nat(20)), (degrees) => {
      const order = degrees.map((_, i) => i).toSorted((a, b) => degrees[b] - degrees[a] || a - b)
      const newRowOf = degreeOrder(Uint32Array.from(degrees))
      assert.deepEqual(
        order.map((row) => newRowOf[row]),
        order.map((_, k) => k),
      )
    }),
  )
})

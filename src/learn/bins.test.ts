import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as assertProperty, double, integer, oneof, property } from 'fast-check'
import { binColumns, codeOf } from './bins.ts'

const everyOf = (column: Float64Array) => Uint32Array.from(column.keys())

test('binColumns() loses nothing of a column with few distinct values', () => {
  const column = Float64Array.of(3, 1, NaN, 2, 1)
  const { cuts, codes } = binColumns([column], everyOf(column))
  assert.deepEqual([...cuts[0]], [1.5, 2.5])
  assert.deepEqual([...codes[0]], [3, 1, 0, 2, 1])
})

test('binColumns() cuts a long column into bins of about as many rows', () => {
  const column = Float64Array.from({ length: 1000 }, (_, k) => (k * 7) % 1000)
  const { codes } = binColumns([column], everyOf(column), 10)
  for (let code = 1; code <= 10; code++) {
    assert.equal(codes[0].filter((own) => own === code).length, 100)
  }
})

test('binColumns() keeps the order of values, and equal values together', () => {
  const values = array(oneof(double({ noDefaultInfinity: true }), integer()), {
    minLength: 1,
    maxLength: 60,
  })
  assertProperty(
    property(values, integer({ min: 2, max: 12 }), (drawn, most) => {
      const column = Float64Array.from(drawn)
      const { cuts, codes } = binColumns([column], everyOf(column), most)
      assert.ok(cuts[0].length < most)
      for (let i = 0; i < column.length; i++) {
        assert.equal(codes[0][i], codeOf(column[i], cuts[0]))
        assert.equal(codes[0][i] === 0, Number.isNaN(column[i]))
        for (let j = 0; j < i; j++) {
          if (column[i] === column[j]) assert.equal(codes[0][i], codes[0][j])
          if (column[i] < column[j]) assert.ok(codes[0][i] <= codes[0][j])
        }
      }
    }),
  )
})

test('binColumns() refuses what it cannot cut, with the value', () => {
  const column = Float64Array.of(1, Infinity)
  assert.throws(() => binColumns([column], everyOf(column)), /column 0 expected finite.*Infinity/)
  assert.throws(() => binColumns([column], everyOf(column), 256), /"most" expected 2..255, got 256/)
  const shorter = Float64Array.of(1)
  assert.throws(() => binColumns([shorter, column], Uint32Array.of(0)), /column 1 expected length/)
})

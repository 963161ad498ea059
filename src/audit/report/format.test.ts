import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { countOf, formatCount, formatShare, formatTimes, intervalOf, valueOf } from './format.ts'

test('formatCount() groups thousands and keeps two decimals', () => {
  assert.equal(formatCount(0), '0')
  assert.equal(formatCount(999), '999')
  assert.equal(formatCount(1_234_567.891), '1,234,567.89')
  assert.equal(formatCount(-1234), '\u22121,234')
  assert.equal(formatCount(-0.001), '0')
})

test('numbers that were not measured are a dash, never nought', () => {
  for (const missing of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.equal(formatCount(missing), '–')
    assert.equal(formatShare(missing), '–')
    assert.equal(formatTimes(missing), '–')
  }
})

test('formatShare() writes nought and all only for nought and all', () => {
  assert.equal(formatShare(0), '0\u202f%')
  assert.equal(formatShare(1), '100\u202f%')
  assert.equal(formatShare(0.00001), '<\u202f0.01\u202f%')
  assert.equal(formatShare(0.99999), '>\u202f99.9\u202f%')
  assert.equal(formatShare(0.0412), '4.12\u202f%')
  assert.equal(formatShare(0.41234), '41.2\u202f%')
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      const text = formatShare(share)
      assert.equal(text === '0\u202f%', share === 0)
      assert.equal(text === '100\u202f%', share === 1)
    }),
  )
})

test('formatTimes() keeps three digits', () => {
  assert.equal(formatTimes(1), '1×')
  assert.equal(formatTimes(12.345), '12.3×')
  assert.equal(formatTimes(1380.4), '1,380×')
})

test('countOf() minds the number', () => {
  assert.equal(countOf(1, 'account'), '1 account')
  assert.equal(countOf(2000, 'account'), '2,000 accounts')
})

test('valueOf() and intervalOf() read a number or an interval', () => {
  const interval = { value: 0.5, low: 0.4, high: 0.6 }
  assert.equal(valueOf(0.5), 0.5)
  assert.equal(valueOf(interval), 0.5)
  assert.equal(valueOf(null), null)
  assert.equal(valueOf(Number.NaN), null)
  assert.equal(intervalOf(0.5), null)
  assert.equal(intervalOf(interval), interval)
  assert.equal(intervalOf({ ...interval, low: Number.NaN }), null)
})

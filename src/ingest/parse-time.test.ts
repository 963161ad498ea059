import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseNumber } from './parse-number.ts'
import { parseTime } from './parse-time.ts'

const time = (text: string) => parseTime(Buffer.from(text), 0, Buffer.byteLength(text))
const number = (text: string) => parseNumber(Buffer.from(text), 0, Buffer.byteLength(text))

test('parseTime() agrees with Date on every instant it can write', () => {
  const date = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(date, (date) => {
      const iso = date.toISOString()
      assert.equal(time(iso), date.getTime())
      assert.equal(time(iso.slice(0, 10)), Date.parse(iso.slice(0, 10)))
    }),
    { seed: 7 },
  )
})

test('parseTime() reads zones, spaces, short times and fractions', () => {
  const noon = Date.UTC(2024, 1, 29, 12)
  for (const text of [
    '2024-02-29T12:00:00Z',
    '2024-02-29T12:00:00',
    '2024-02-29 12:00',
    '2024-02-29t12:00z',
    '2024-02-29T14:00:00+02:00',
    '2024-02-29T06:30-0530',
    '2024-02-29T13:00:00+01',
    '2024-02-29T12:00:00.000000000Z',
  ]) {
    assert.equal(time(text), noon, text)
  }
  assert.equal(time('2024-02-29T12:00:00.987654Z'), noon + 987)
  assert.equal(time('2016-12-31T23:59:60Z'), Date.UTC(2017, 0, 1)) // a leap second
})

test('parseTime() takes small numbers for seconds and large ones for milliseconds', () => {
  assert.equal(time('1700000000'), 1_700_000_000_000)
  assert.equal(time('1700000000.5'), 1_700_000_000_500)
  assert.equal(time('1700000000123'), 1_700_000_000_123)
  assert.equal(time('0'), 0)
  assert.equal(time('-86400'), -86_400_000)
})

test('parseTime() refuses what is no time', () => {
  for (const text of [
    '',
    'yesterday',
    '2023-02-29',
    '2024-13-01',
    '2024-00-01',
    '2024-01-32',
    '2024-1-1',
    '2024-01-01T',
    '2024-01-01T24:00',
    '2024-01-01T12:60',
    '2024-01-01T12:00:61',
    '2024-01-01T12:00:00.',
    '2024-01-01T12:00:00+',
    '2024-01-01T12:00:00+1',
    '2024-01-01T12:00:00+25:00',
    '2024-01-01T12:00:00ZZ',
    '2024-01-01x12:00:00',
    '2024-01-01T12:00:0',
    '1e99',
    '1700000000123456',
  ]) {
    assert.ok(Number.isNaN(time(text)), text)
  }
})

test('parseNumber() agrees with JSON on every number it can write', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()),
      (n) => {
        const text = JSON.stringify(n)
        assert.equal(number(text), JSON.parse(text))
      },
    ),
  )
  for (const text of ['0', '0.1', '123456789012345', '1234567890123456', '0.000001', '1e3', '+5']) {
    assert.equal(number(text), Number(text), text)
  }
})

test('parseNumber() refuses what is no decimal number', () => {
  for (const text of ['', ' 1', '1 ', '.5', '1.', '1.2.3', '0x10', 'Infinity', 'NaN', '1,5', '-']) {
    assert.ok(Number.isNaN(number(text)), text)
  }
})

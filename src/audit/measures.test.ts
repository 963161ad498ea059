import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  amplification,
  exposureOfSlates,
  floodRatio,
  impressionsOf,
  sumOf,
  slatesToFirstExposure,
} from './measures.ts'

// rows 0..9 are of the network, 10..29 are not
const harmful = Uint8Array.from({ length: 30 }, (_, row) => (row < 10 ? 1 : 0))
/** A slate of ten with so many harmful entries, first. */
const slate = (count: number) =>
  Uint32Array.from({ length: 10 }, (_, k) => (k < count ? k : 10 + k))
const seen = (harmful: number, entries: number) => ({ harmful, entries })

test('exposureOfSlates() is the share of harmful entries among the first ten', () => {
  assert.deepEqual(exposureOfSlates([slate(0), slate(3), slate(10)], harmful), [0, 0.3, 1])
})

test('exposureOfSlates() counts neither what stands below rank ten nor what is missing', () => {
  const long = Uint32Array.from([...slate(2), 5, 6, 7])
  assert.deepEqual(
    exposureOfSlates([long, Uint32Array.of(1), Uint32Array.of()], harmful),
    [0.2, 0.1, 0],
  )
})

test('floodRatio() looks at the last five slates only', () => {
  const slates = [slate(10), slate(10), slate(1), slate(2), slate(3), slate(4), slate(5)]
  assert.equal(floodRatio(slates, harmful), 15 / 50)
  assert.equal(floodRatio([slate(4)], harmful), 0.4)
  assert.equal(floodRatio([Uint32Array.of()], harmful), 0)
})

test('slatesToFirstExposure() counts from one and is null when nothing was seen', () => {
  assert.equal(slatesToFirstExposure([slate(0), slate(0), slate(1)], harmful), 3)
  assert.equal(slatesToFirstExposure([slate(1)], harmful), 1)
  assert.equal(slatesToFirstExposure([slate(0), slate(0)], harmful), null)
})

test('amplification() is 1 when both see alike, and finite when controls see nothing', () => {
  assert.equal(amplification(seen(0, 1000), seen(0, 1000)), 1)
  assert.equal(amplification(seen(40, 1000), seen(40, 1000)), 1)
  assert.equal(amplification(seen(599, 1000), seen(0, 1000)), 600)
  assert.equal(amplification(seen(99, 1000), seen(9, 1000)), 10)
  // four times as many treated entries (Huszár's c): 41 seen against 4 × 10 + 1 expected
  assert.equal(amplification(seen(40, 4000), seen(10, 1000)), 1)
  assert.equal(amplification(seen(0, 0), seen(0, 0)), 1)
})

test('impressionsOf() and sumOf() add up entries over slates and test accounts', () => {
  const accounts = [[slate(3), slate(0)], [slate(10)], []]
  const each = accounts.map((slates) => impressionsOf(slates, harmful))
  assert.deepEqual(each[0], { harmful: 3, entries: 20 })
  assert.deepEqual(sumOf(each), { harmful: 13, entries: 30 })
})

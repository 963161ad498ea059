import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { hashBytes } from './id-hash.ts'
import { hashView } from './id-heap.ts'

const hashOf = (id: string) => hashBytes(new TextEncoder().encode(id), 0, id.length)

test('hashBytes() spreads ids that differ in one figure over the low bits', () => {
  const buckets = new Uint32Array(256)
  const encoder = new TextEncoder()
  for (let i = 0; i < 25_600; i++) {
    const bytes = encoder.encode(`account-${i}`)
    buckets[hashBytes(bytes, 0, bytes.length) & 255]++
  }
  // 100 expected in each, standard deviation 10: six of them either way
  assert.ok(
    buckets.every((count) => count > 40 && count < 160),
    buckets.join(' '),
  )
})

test('hashBytes() spreads ids over the high bits as well, which pick the slot', () => {
  const buckets = new Uint32Array(256)
  const encoder = new TextEncoder()
  for (let i = 0; i < 25_600; i++) {
    const bytes = encoder.encode(`account_${(i * 7919).toString(36)}`)
    buckets[hashBytes(bytes, 0, bytes.length) >>> 24]++
  }
  assert.ok(
    buckets.every((count) => count > 40 && count < 160),
    buckets.join(' '),
  )
})

test('hashBytes() gives what it gave before: tables on disk rest on it', () => {
  assert.deepEqual(
    ['', 'a', 'a\0', 'zorblax', 'account_1f3k9'].map(hashOf),
    [0, 721651713, 453868544, -1454067756, -178246260],
  )
})

test('hashView() agrees with hashBytes() wherever the bytes lie', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(40), fc.nat(40), (bytes, a, b) => {
      const start = Math.min(a, b, bytes.length)
      const end = Math.min(Math.max(a, b), bytes.length)
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      const hash = hashBytes(bytes, start, end)
      assert.equal(hashView(view, start, end), hash)
      assert.equal(hashBytes(bytes.slice(start, end), 0, end - start), hash)
    }),
    { seed: 7, numRuns: 500 },
  )
})

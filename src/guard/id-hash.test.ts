import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { hashBytes, hashNumber, hashString, LANES } from './id-hash.ts'

const id = fc.oneof(
  fc.string({ minLength: 1, maxLength: 6 }),
  fc.string({ minLength: 1, maxLength: 64, unit: 'binary' }),
  fc.bigInt({ min: 0n, max: 1n << 65n }).map(String),
  fc.stringMatching(/^[0-9]{1,22}$/),
)

function hashOf(hash: (lanes: Int32Array, at: number) => boolean): number[] | null {
  const lanes = new Int32Array(LANES * 2)
  return hash(lanes, LANES) ? [...lanes.subarray(LANES)] : null
}
const ofString = (id: string) => hashOf((lanes, at) => hashString(id, lanes, at))

test('hashBytes() of the UTF-8 of an id is hashString() of it, wherever the bytes stand', () => {
  fc.assert(
    fc.property(id, fc.nat(9), (id, offset) => {
      const bytes = new TextEncoder().encode(id)
      const more = new Uint8Array(bytes.length + offset + 3).fill(0x37)
      more.set(bytes, offset)
      const end = offset + bytes.length
      assert.deepEqual(
        hashOf((lanes, at) => hashBytes(more, offset, end, lanes, at)),
        ofString(id),
      )
    }),
  )
})

test('hashNumber() is the hash of the decimal, for every 64 bits', () => {
  const edges = [0n, 9n, 10n, 999_999n, 1_000_000n, 0xffff_ffffn, 1n << 32n, (1n << 64n) - 1n]
  const number = fc.oneof(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), fc.constantFrom(...edges))
  fc.assert(
    fc.property(number, (number) => {
      const expected = hashOf((lanes, at) => {
        hashNumber(Number(number & 0xffff_ffffn), Number(number >> 32n), lanes, at)
        return true
      })
      assert.deepEqual(ofString(String(number)), expected)
    }),
  )
})

test('different ids have different hashes, the likest ones and those beside a number too', () => {
  const likest = ['0', '00', '7', '07', ' 7', '7 ', '+7', '7.0', '18446744073709551615', '7\0']
  likest.push(
    '18446744073709551616',
    '18446744073709551617',
    'a',
    'a\0',
    'b',
    'ab',
    'ba',
    '\0',
    '/',
  )
  for (let i = 0; i < 20_000; i++) likest.push(`account-${i}`, String(i * 7919 + 8))
  const all = likest.map((id) => ofString(id)!)
  assert.equal(new Set(all.map(String)).size, likest.length)
  // of numbers some lanes are the number itself
  const hashes = all.slice(-40_000).filter((_, i) => i % 2 === 0)
  for (let lane = 0; lane < LANES; lane++) {
    // 25 bits of each lane: among 20,000 some 6 pairs are expected to be alike, and never hundreds
    const different = new Set(hashes.map((hash) => hash[lane]! >>> 7)).size
    const alike = hashes.length - different
    assert.ok(alike < 200, `lane ${lane}: ${alike} alike`)
  }
})

test('what is no id has no hash', () => {
  for (const bad of ['', 'x'.repeat(257), 'é'.repeat(129), '𝄞'.repeat(65)]) {
    assert.equal(ofString(bad), null)
  }
  const bytes = new Uint8Array(300)
  for (const [from, to] of [
    [3, 3],
    [0, 257],
  ] as const) {
    assert.equal(
      hashOf((lanes, at) => hashBytes(bytes, from, to, lanes, at)),
      null,
    )
  }
})

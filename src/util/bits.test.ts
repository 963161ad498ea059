import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packBits, unpackBits } from './bits.ts'
import { createRandom } from './random.ts'

test('unpackBits() gives back what packBits() packed, in an eighth of the bytes', () => {
  const random = createRandom(1)
  for (let length = 0; length < 70; length++) {
    const flags = Uint8Array.from({ length }, () => random.below(2))
    const bits = packBits(flags)
    assert.equal(bits.length, Math.ceil(length / 8))
    assert.deepEqual(unpackBits(bits, length), flags)
  }
})

test('unpackBits() refuses to give more than there is', () => {
  assert.throws(() => unpackBits(new Uint8Array(2), 17), /"length" expected 0..16, got 17/)
})

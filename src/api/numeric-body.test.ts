import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createNumericBody, idOf, readNumericBody, viewerOf } from './numeric-body.ts'

/** A sound body: two candidates, a viewer, a region and a tag. */
function sound(): Buffer {
  return Buffer.from(
    [
      '01 01 07 00', // version, explore, with viewer, region and tag
      '02 00 00 00',
      '07 00 00 00 00 00 00 00',
      'ff ff ff ff ff ff ff ff',
      '01 00 00 00 01 00 00 00',
      '02 6e 6f', // "no"
      '03 c3 a9 78', // "éx"
    ]
      .join('')
      .replaceAll(' ', ''),
    'hex',
  )
}

const read = (bytes: Buffer) => {
  const body = createNumericBody()
  readNumericBody(bytes, body)
  return body
}

test('a body of numbers is read byte by byte as it is documented', () => {
  const body = read(sound())
  assert.deepEqual(body.question, { surface: 'explore', region: 'no', tag: 'éx' })
  assert.equal(viewerOf(body), '7')
  assert.equal(body.hashed.count, 2)
  assert.equal(idOf(body, 0), '18446744073709551615')
  assert.equal(idOf(body, 1), '4294967297')
})

test('nobody logged in, no region, no tag and no candidates are a head alone', () => {
  const head = Buffer.alloc(16)
  head[0] = 1
  const body = read(head)
  assert.deepEqual(body.question, { surface: 'feed', region: null, tag: null })
  assert.equal(viewerOf(body), null)
  assert.equal(body.hashed.count, 0)
})

const spoilt: readonly [string, (bytes: Buffer) => Buffer, string][] = [
  ['nothing', () => Buffer.alloc(0), 'The body has 0 bytes; it begins with a head of 16.'],
  [
    'half a head',
    (bytes) => bytes.subarray(0, 15),
    'The body has 15 bytes; it begins with a head of 16.',
  ],
  ['another version', (bytes) => set(bytes, 0, 2), 'The body has the version 2; write 1.'],
  ['an unknown surface', (bytes) => set(bytes, 1, 7), 'The body has the surface 7; write 0 to 6.'],
  [
    'an unknown flag',
    (bytes) => set(bytes, 2, 8),
    'The body has the flags 8 and 0; write 0 to 7, and 0 after them.',
  ],
  [
    'something in the spare byte',
    (bytes) => set(bytes, 3, 1),
    'The body has the flags 7 and 1; write 0 to 7, and 0 after them.',
  ],
  [
    'too many candidates',
    (bytes) => set(set(bytes, 4, 0x89), 5, 0x13),
    'candidates has 5001 entries; send at most 5000 at a time.',
  ],
  [
    'more candidates than there are',
    (bytes) => set(bytes, 4, 4),
    'The body has no region of 1 to 255 bytes where one should be.',
  ],
  [
    'a region of no bytes',
    (bytes) => set(bytes, 32, 0),
    'The body has no region of 1 to 255 bytes where one should be.',
  ],
  [
    'a tag that is cut off',
    (bytes) => bytes.subarray(0, -1),
    'The body has no tag of 1 to 255 bytes where one should be.',
  ],
  [
    'a tag that is no UTF-8',
    (bytes) => set(bytes, 37, 0x28),
    'The tag of the body is no UTF-8; write it as UTF-8.',
  ],
  [
    'a byte too many',
    (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]),
    'The body has 40 bytes; its head and its 2 candidates say 39.',
  ],
]
for (const [what, spoil, message] of spoilt) {
  test(`of a body of numbers with ${what} it is said what is wrong`, () => {
    assert.throws(() => read(spoil(sound())), { name: 'InputError', message })
  })
}

function set(bytes: Buffer, at: number, byte: number): Buffer {
  bytes[at] = byte
  return bytes
}

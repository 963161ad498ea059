import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { GraphFileError, type NamedSection, readSections, writeSections } from './graph-file.ts'

const sample: readonly NamedSection[] = [
  { name: 'starts', data: Uint32Array.of(0, 2, 0xffffffff) },
  { name: 'weights', data: Float32Array.of(0.5, -1) },
  { name: 'times', data: Float64Array.of(NaN, 1e300) },
  { name: 'bytes', data: new Uint8Array(65).fill(7) },
  { name: 'groups', data: Uint16Array.of(1, 2, 3) },
  { name: 'signed', data: Int32Array.of(-5) },
  { name: 'nothing', data: new Uint32Array() },
]

test('readSections() gives back what writeSections() laid out, in place and aligned', () => {
  const file = writeSections(sample)
  const sections = readSections(file.buffer)
  assert.deepEqual(
    [...sections.keys()],
    sample.map(({ name }) => name),
  )
  for (const { name, data } of sample) {
    const section = sections.get(name)!
    assert.deepEqual(section, data)
    assert.equal(section.buffer, file.buffer)
    assert.equal(section.byteOffset % 64, 0)
  }
})

test('readSections() reads from shared memory without a copy', () => {
  const file = writeSections(sample)
  const shared = new SharedArrayBuffer(file.length)
  new Uint8Array(shared).set(file)
  const sections = readSections(shared, { trusted: true })
  assert.equal(sections.get('starts')!.buffer, shared)
})

test('writeSections() copies a view out of a larger buffer, not the buffer', () => {
  const view = Uint32Array.of(1, 2, 3, 4).subarray(1, 3)
  const sections = readSections(writeSections([{ name: 'view', data: view }]).buffer)
  assert.deepEqual(sections.get('view'), Uint32Array.of(2, 3))
})

test('writeSections() refuses names that do not fit and data that is no typed array', () => {
  const data = new Uint8Array(1)
  for (const name of ['', 'a b', 'ü', 'x'.repeat(41)]) {
    assert.throws(() => writeSections([{ name, data }]), RangeError)
  }
  const twice = { name: 'a', data }
  assert.throws(() => writeSections([twice, twice]), /section "a" is given twice/)
  // @ts-expect-error a view is no typed array
  assert.throws(() => writeSections([{ name: 'a', data: new DataView(data.buffer) }]), TypeError)
})

test('readSections() says in one sentence why it refuses', () => {
  const file = writeSections(sample)
  const changed = (at: number, to: number) => {
    const copy = file.slice()
    copy[at] = to
    return copy.buffer
  }
  const refusals: [ArrayBuffer, RegExp][] = [
    [new ArrayBuffer(0), /expected at least 64 bytes, got 0/],
    [new ArrayBuffer(640), /does not start as a graph file/],
    [changed(8, 9), /version 9 is newer than 1/],
    [changed(8, 0), /the section table is damaged/],
    [file.slice(0, -64).buffer, /expected 960 bytes, got 896/],
    [changed(64, 0x53), /the section table is damaged/],
    [changed(64 * 8 + 1, 1), /section "starts" is damaged/],
  ]
  for (const [buffer, sentence] of refusals) {
    assert.throws(() => readSections(buffer), { name: 'GraphFileError', message: sentence })
  }
})

test('readSections() notices every single flipped bit', () => {
  const file = writeSections(sample)
  for (let bit = 0; bit < file.length * 8; bit++) {
    file[bit >> 3] ^= 1 << (bit & 7)
    assert.throws(() => readSections(file.buffer), GraphFileError, `bit ${bit}`)
    file[bit >> 3] ^= 1 << (bit & 7)
  }
  readSections(file.buffer)
})

test('readSections() throws nothing but its own error, whatever the bytes', () => {
  const whole = writeSections(sample)
  const mutated = fc
    .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    .map((changes) => {
      const bytes = whole.slice()
      for (const [at, to] of changes) bytes[at] = to
      return bytes
    })
  const cut = fc.nat(whole.length - 1).map((length) => whole.slice(0, length))
  const headed = fc.uint8Array({ maxLength: 300 }).map((rest) => {
    const bytes = new Uint8Array(64 + rest.length)
    bytes.set(whole.subarray(0, 64))
    bytes.set(rest, 64)
    return bytes
  })
  const any = fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated, cut, headed)
  fc.assert(
    fc.property(any, (bytes) => {
      for (const trusted of [false, true]) {
        try {
          readSections(bytes.slice().buffer, { trusted })
        } catch (error) {
          assert.ok(error instanceof GraphFileError, String(error))
        }
      }
    }),
    { seed: 7, numRuns: 2000 },
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { checksumOf } from './checksum.ts'
import {
  GraphFileError,
  layOutSections,
  type NamedSection,
  readSections,
  writeSections,
} from './graph-file.ts'

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
  const sections = readSections(file)
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
  const sections = readSections(new Uint8Array(shared))
  assert.equal(sections.get('starts')!.buffer, shared)
})

test('readSections() reads a file that lies anywhere in a buffer, at a multiple of 64', () => {
  const file = writeSections(sample)
  const buffer = new ArrayBuffer(file.length + 192)
  const lying = new Uint8Array(buffer, 128, file.length)
  lying.set(file)
  assert.deepEqual([...readSections(lying)], [...readSections(file)])
  assert.throws(() => readSections(new Uint8Array(buffer, 8, file.length)), {
    name: 'RangeError',
    message: '"file" expected to begin at a multiple of 64, got 8',
  })
})

test('layOutSections() copies no section, only what does not fill the last 64 bytes', () => {
  const data = new Uint32Array(1000)
  const parts = layOutSections([{ name: 'a', data }])
  assert.equal(parts[1].buffer, data.buffer)
  assert.deepEqual(
    parts.map(({ length }) => length),
    [128, 3968, 64],
  )
})

test('writeSections() copies a view out of a larger buffer, not the buffer', () => {
  const view = Uint32Array.of(1, 2, 3, 4).subarray(1, 3)
  const sections = readSections(writeSections([{ name: 'view', data: view }]))
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
    return copy
  }
  const refusals: [Uint8Array, RegExp][] = [
    [new Uint8Array(0), /expected at least 64 bytes, got 0/],
    [new Uint8Array(640), /does not start as a graph file/],
    [changed(8, 9), /version 9 is newer than 2/],
    [changed(8, 1), /version 1 is older than 2/],
    [file.slice(0, -64), /expected 960 bytes, got 896/],
    [changed(64, 0x53), /the section table is damaged/],
    [changed(64 * 8 + 1, 1), /section "starts" is damaged/],
  ]
  for (const [bytes, sentence] of refusals) {
    assert.throws(() => readSections(bytes), { name: 'GraphFileError', message: sentence })
  }
})

test('readSections() notices every single flipped bit', () => {
  const file = writeSections(sample)
  for (let bit = 0; bit < file.length * 8; bit++) {
    file[bit >> 3] ^= 1 << (bit & 7)
    assert.throws(() => readSections(file), GraphFileError, `bit ${bit}`)
    file[bit >> 3] ^= 1 << (bit & 7)
  }
  readSections(file)
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
      try {
        readSections(bytes.slice())
      } catch (error) {
        assert.ok(error instanceof GraphFileError, String(error))
      }
    }),
    { seed: 7, numRuns: 2000 },
  )
})

test('readSections() believes no table that was written to deceive', () => {
  // sound checksums over a table that lies: what nobody writes by accident
  const changes: [at: number, write: (view: DataView, at: number) => void, RegExp][] = [
    [40, (view, at) => view.setUint32(at, 99, true), /is not where the table says/],
    [48, (view, at) => view.setBigUint64(at, 64n, true), /is not where the table says/],
    [56, (view, at) => view.setBigUint64(at, 2n ** 60n, true), /is not where the table says/],
    [56, (view, at) => view.setBigUint64(at, 11n, true), /11 bytes, no multiple of 4/],
    [56, (view, at) => view.setBigUint64(at, 100n, true), /section "starts" is damaged/],
  ]
  for (const [at, write, sentence] of changes) {
    const file = writeSections(sample)
    const view = new DataView(file.buffer)
    write(view, 64 + at)
    view.setUint32(60, checksumOf([file.subarray(64, 64 * (1 + sample.length))]), true)
    assert.throws(() => readSections(file), { name: 'GraphFileError', message: sentence })
  }
})

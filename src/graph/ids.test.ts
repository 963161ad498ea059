import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  array,
  assert as assertProperty,
  boolean,
  integer,
  property,
  tuple,
  uint8Array,
} from 'fast-check'
import { createRandom } from '../util/random.ts'
import { Ids, type IdColumns } from './ids.ts'

/** A copy that shares no array, to see later whether the first was written. */
function copied({ size, bytes, offsets, slots }: IdColumns): IdColumns {
  return { size, bytes: bytes.slice(), offsets: offsets.slice(), slots: slots.slice() }
}

test('Ids gives rows in the order of arrival, and the same id the same row', () => {
  const ids = new Ids()
  assert.deepEqual(
    ['b', 'a', 'b', '', 'a'].map((id) => ids.add(id)),
    [0, 1, 0, 2, 1],
  )
  assert.equal(ids.size, 3)
  assert.deepEqual(
    [0, 1, 2].map((row) => ids.idOf(row)),
    ['b', 'a', ''],
  )
  assert.equal(ids.find('a'), 1)
  assert.equal(ids.find('c'), -1)
})

test('Ids finds nothing when it is empty', () => {
  assert.equal(new Ids().find('a'), -1)
  assert.equal(new Ids(new Ids().columns()).find(''), -1)
})

test('Ids reads an id in the middle of a buffer', () => {
  const ids = new Ids()
  const line = new TextEncoder().encode('quibble,zorblax\n')
  assert.equal(ids.addBytes(line, 8, 15), 0)
  assert.equal(ids.idOf(0), 'zorblax')
  assert.equal(ids.findBytes(line, 8, 15), 0)
  assert.equal(ids.findBytes(line, 8, 14), -1)
})

test('Ids keeps any text as it is, also a byte order mark and a zero', () => {
  const ids = new Ids()
  const texts = ['\ufeffa', 'a', '\0', '\0\0', 'ü', 'u\u0308', '🦆', 'x'.repeat(256)]
  for (const [row, text] of texts.entries()) assert.equal(ids.add(text), row)
  for (const [row, text] of texts.entries()) assert.equal(ids.idOf(row), text)
})

test('Ids agrees with a Map over any bytes, stored and taken up again at any moment', () => {
  const act = tuple(uint8Array({ maxLength: 3, max: 2 }), boolean(), integer({ min: 0, max: 9 }))
  assertProperty(
    property(array(act, { maxLength: 200 }), (acts) => {
      let ids = new Ids()
      const map = new Map<string, number>()
      for (const [bytes, adds, store] of acts) {
        const key = bytes.join()
        if (adds) {
          if (!map.has(key)) map.set(key, map.size)
          assert.equal(ids.addBytes(bytes, 0, bytes.length), map.get(key))
        }
        assert.equal(ids.findBytes(bytes, 0, bytes.length), map.get(key) ?? -1)
        assert.equal(ids.size, map.size)
        if (store === 0) ids = new Ids(ids.columns())
      }
    }),
    { numRuns: 200, seed: 14 },
  )
})

test('Ids agrees with a Map while it grows to 50,000', () => {
  const random = createRandom(15)
  const ids = new Ids()
  const map = new Map<string, number>()
  for (let i = 0; i < 100_000; i++) {
    const id = `did:made-up:${random.below(50_000)}`
    if (!map.has(id)) map.set(id, map.size)
    assert.equal(ids.add(id), map.get(id))
  }
  for (const [id, row] of map) assert.equal(ids.idOf(row), id)
  const stored = new Ids(ids.columns())
  for (const [id, row] of map) assert.equal(stored.find(id), row)
  assert.ok(ids.columns().slots.length >= 2 * ids.size)
})

test('Ids never writes into the columns it was built over', () => {
  const first = new Ids()
  for (let i = 0; i < 10; i++) first.add(`id ${i}`)
  const columns = first.columns()
  const before = copied(columns)
  const second = new Ids(columns)
  for (let i = 5; i < 2000; i++) second.add(`id ${i}`)
  assert.deepEqual(columns, before)
  assert.equal(second.size, 2000)
  assert.equal(second.idOf(1999), 'id 1999')
  assert.equal(first.find('id 10'), -1)
})

test('Ids never writes into columns that it gave away', () => {
  const ids = new Ids()
  ids.add('a')
  const columns = ids.columns()
  const before = copied(columns)
  ids.add('b')
  assert.deepEqual(columns, before)
  assert.equal(new Ids(columns).find('b'), -1)
  assert.deepEqual([ids.find('a'), ids.find('b')], [0, 1])
})

test('Ids only reads while ids are known, so that workers may share the columns', () => {
  const ids = new Ids()
  ids.add('zorblax')
  const { size, bytes, offsets, slots } = ids.columns()
  const shared = {
    size,
    bytes: new Uint8Array(new SharedArrayBuffer(bytes.length)),
    offsets: new Uint32Array(new SharedArrayBuffer(offsets.byteLength)),
    slots: new Uint32Array(new SharedArrayBuffer(slots.byteLength)),
  }
  shared.bytes.set(bytes)
  shared.offsets.set(offsets)
  shared.slots.set(slots)
  const reader = new Ids(shared)
  assert.equal(reader.add('zorblax'), 0)
  assert.equal(reader.idOf(0), 'zorblax')
  assert.equal(reader.columns().slots, shared.slots)
})

test('Ids.columns() is cut to size', () => {
  const ids = new Ids()
  ids.add('ab')
  ids.add('c')
  const { size, bytes, offsets } = ids.columns()
  assert.equal(size, 2)
  assert.deepEqual([...offsets], [0, 2, 3])
  assert.equal(new TextDecoder().decode(bytes), 'abc')
})

test('Ids refuses rows and ranges that are not there', () => {
  const ids = new Ids()
  ids.add('a')
  for (const bad of [1, -1, 0.5, NaN]) {
    assert.throws(() => ids.idOf(bad), {
      name: 'RangeError',
      message: `"row" expected 0..0, got ${bad}`,
    })
  }
  assert.throws(() => ids.addBytes(new Uint8Array(3), 1, 4), {
    name: 'RangeError',
    message: 'expected a range within 0..3, got 1..4',
  })
  assert.throws(() => ids.addBytes(new Uint8Array(3), 2, 1), RangeError)
})

test('Ids refuses columns that are not those of a dictionary', () => {
  const ids = new Ids()
  ids.add('a')
  ids.add('b')
  const columns = ids.columns()
  const { bytes, offsets, slots } = columns
  const full = Uint32Array.of(0, 1)
  const foreign = slots.map((row) => (row === 1 ? 2 : row))
  const missing = slots.map((row) => (row === 1 ? 0xffffffff : row))
  const broken: Partial<IdColumns>[] = [
    { size: 1 },
    { size: 1.5 },
    { bytes: bytes.subarray(1) },
    { offsets: offsets.subarray(1) },
    { offsets: Uint32Array.of(0, 3, 2) },
    { offsets: Uint32Array.of(1, 1, 2) },
    { slots: full },
    { slots: foreign },
    { slots: missing },
  ]
  for (const change of broken) {
    assert.throws(() => new Ids({ ...columns, ...change }), RangeError, JSON.stringify(change))
  }
})

test('permuted() gives the same ids other rows, in a table of four slots for three', () => {
  const random = createRandom(16)
  const ids = new Ids()
  while (ids.size < 3000) ids.add(`id ${random.below(100_000)}`)
  const order = Uint32Array.from({ length: 3000 }, (_, row) => (row * 7) % 3000)
  const permuted = ids.permuted(order)
  for (let row = 0; row < 3000; row++) {
    assert.equal(permuted.idOf(row), ids.idOf(order[row]))
    assert.equal(permuted.find(ids.idOf(order[row])), row)
  }
  assert.equal(permuted.find('id'), -1)
  assert.equal(permuted.columns().slots.length, 4001)
  permuted.add('one more')
  assert.equal(permuted.find('one more'), 3000)
  assert.equal(new Ids().permuted(new Uint32Array()).find(''), -1)
})

test('compare() orders ids as bytes', () => {
  const ids = new Ids()
  const texts = ['b', 'a', 'ab', '', 'é', 'z', 'aa']
  for (const text of texts) ids.add(text)
  const rows = texts.map((_, row) => row).toSorted((a, b) => ids.compare(a, b))
  assert.deepEqual(
    rows.map((row) => ids.idOf(row)),
    ['', 'a', 'aa', 'ab', 'b', 'z', 'é'],
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { bytesOfEntry, CollectedIds } from './collected-ids.ts'
import { hashBytes } from './id-hash.ts'
import { entryPlaces, IdHeap } from './id-heap.ts'
import { Ids } from './ids.ts'

/** The rows of `ids`, added to `heap` together. */
function addAll(heap: IdHeap, ids: readonly Uint8Array[]): number[] {
  const bytes = Buffer.concat(ids)
  const starts = new Int32Array(ids.length)
  const ends = new Int32Array(ids.length)
  const hashes = new Int32Array(ids.length)
  let at = 0
  ids.forEach((id, i) => {
    starts[i] = at
    ends[i] = at += id.length
    hashes[i] = hashBytes(id, 0, id.length)
  })
  const rows = new Uint32Array(ids.length + 1)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  heap.addMany(view, starts, ends, hashes, ids.length, rows, 1)
  return [...rows.subarray(1)]
}

const id = fc.oneof(
  fc.uint8Array({ maxLength: 4, max: 2 }),
  fc.uint8Array({ maxLength: 70, max: 1 }),
)
const batches = fc.array(fc.array(id, { maxLength: 150 }), { maxLength: 6 })

test('IdHeap gives the rows that Ids would, for batches of any size', () => {
  fc.assert(
    fc.property(batches, (batches) => {
      const [ids, heap] = [new Ids(), new IdHeap()]
      for (const batch of batches) {
        const wanted = batch.map((id) => ids.addBytes(id, 0, id.length))
        assert.deepEqual(addAll(heap, batch), wanted)
      }
      assert.equal(heap.size, ids.size)
      const places = entryPlaces(heap.words, heap.size)
      for (let row = 0; row < ids.size; row++) {
        assert.equal(heap.words[places[row]], row)
        const bytes = bytesOfEntry(heap.words, places[row])
        assert.equal(ids.findBytes(bytes, 0, bytes.length), row)
      }
    }),
    { seed: 7, numRuns: 200 },
  )
})

test('IdHeap grows to 100,000 ids and gives each its row again', () => {
  const heap = new IdHeap()
  const ids = Array.from({ length: 100_000 }, (_, i) => Buffer.from(`did:made-up:${i * 7919}`))
  const wanted = ids.map((_, row) => row)
  assert.deepEqual(addAll(heap, ids), wanted)
  assert.deepEqual(addAll(heap, ids.toReversed()), wanted.toReversed())
})

test('CollectedIds of several heaps is one dictionary in the order that is asked for', () => {
  const heaps = [new IdHeap(), new IdHeap(), new IdHeap()]
  addAll(
    heaps[0],
    ['ada', 'bo'].map((id) => Buffer.from(id)),
  )
  addAll(
    heaps[2],
    ['çelik, the second of that name', '', 'cy'].map((id) => Buffer.from(id)),
  )
  const collected = new CollectedIds(heaps)
  assert.equal(collected.size, 5)
  const ids = collected.permuted(Uint32Array.of(4, 0, 3, 2, 1))
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((row) => ids.idOf(row)),
    ['cy', 'ada', '', 'çelik, the second of that name', 'bo'],
  )
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((row) => ids.find(ids.idOf(row))),
    [0, 1, 2, 3, 4],
  )
  assert.deepEqual(
    [0, 1, 2, 3, 4].toSorted((a, b) => collected.compare(a, b)),
    [3, 0, 1, 4, 2],
  )
  assert.equal(collected.hashes()[3], hashBytes(new Uint8Array(), 0, 0))
})

test('CollectedIds.permuted() of more ids than are looked up together has each in its row', () => {
  const ids = Array.from({ length: 1000 }, (_, i) => Buffer.from('ü'.repeat(i % 7) + String(i)))
  const heaps = [0, 1, 2].map(() => new IdHeap())
  heaps.forEach((heap, h) =>
    addAll(
      heap,
      ids.filter((_, i) => i % 3 === h),
    ),
  )
  const inHeaps = [0, 1, 2].flatMap((h) => ids.filter((_, i) => i % 3 === h))
  const order = Uint32Array.from(ids, (_, i) => (i * 377) % ids.length) // each once
  const permuted = new CollectedIds(heaps).permuted(order)
  order.forEach((row, i) => {
    assert.equal(permuted.idOf(i), inHeaps[row].toString())
    assert.equal(permuted.findBytes(inHeaps[row], 0, inHeaps[row].length), i)
  })
})

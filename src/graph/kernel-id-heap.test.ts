import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { GrowingMemory } from './growing-memory.ts'
import { type IdCollector, IdHeap } from './id-heap.ts'
import { KernelIdHeap } from './kernel-id-heap.ts'

/** The rows of `ids`, laid end to end in `bytes` at places that go up or down. */
function addAll(
  heap: IdCollector,
  ids: readonly Uint8Array[],
  { bytes, fallsBy = 0 }: { readonly bytes: Uint8Array; readonly fallsBy?: number },
): number[] {
  const starts = new Int32Array(ids.length)
  const ends = new Int32Array(ids.length)
  let at = fallsBy * ids.length
  ids.forEach((id, i) => {
    if (fallsBy > 0) at = fallsBy * (ids.length - 1 - i)
    bytes.set(id, at)
    starts[i] = at
    ends[i] = at += id.length
  })
  const rows = new Uint32Array(ids.length + 1)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  heap.addCells({ bytes, view, starts, ends, first: 0, stride: 1 }, ids.length, rows, 1)
  return [...rows.subarray(1)]
}

const id = fc.oneof(
  fc.uint8Array({ maxLength: 4, max: 2 }),
  fc.uint8Array({ maxLength: 70, max: 1 }),
)
const batches = fc.array(fc.array(id, { maxLength: 700 }), { maxLength: 6 })

test('KernelIdHeap makes the rows and words of IdHeap, wherever the bytes lie', () => {
  const memory = new GrowingMemory()
  const region = memory.take(1 << 16)
  const heaps = [new KernelIdHeap(memory), new KernelIdHeap(memory)]
  fc.assert(
    fc.property(batches, (batches) => {
      const plain = new IdHeap()
      for (const batch of batches) {
        const bytes = new Uint8Array(1 << 16)
        const wanted = addAll(plain, batch, { bytes })
        const inMemory = new Uint8Array(memory.buffer, region.at, region.bytes)
        assert.deepEqual(addAll(heaps[0], batch, { bytes: inMemory }), wanted)
        assert.deepEqual(addAll(heaps[1], batch, { bytes }), wanted)
      }
      for (const heap of heaps) {
        assert.equal(heap.size, plain.size)
        assert.equal(heap.byteLength, plain.byteLength)
        assert.deepEqual([...heap.words], [...plain.words])
        heap.clear()
        assert.equal(heap.size + heap.words.length, 0)
      }
    }),
    { seed: 7, numRuns: 200 },
  )
})

test('KernelIdHeap grows to 100,000 ids, and again in the room that clearing it gives back', () => {
  const memory = new GrowingMemory()
  const heap = new KernelIdHeap(memory)
  const ids = Array.from({ length: 100_000 }, (_, i) => Buffer.from(`did:made-up:${i * 7919}`))
  const bytes = new Uint8Array(ids.length * 64)
  const wanted = ids.map((_, row) => row)
  const plain = new IdHeap()
  addAll(plain, ids, { bytes })
  const sizes: number[] = []
  for (let round = 0; round < 5; round++) {
    assert.deepEqual(addAll(heap, ids, { bytes, fallsBy: 64 }), wanted)
    assert.deepEqual(addAll(heap, ids.toReversed(), { bytes }), wanted.toReversed())
    assert.deepEqual(heap.words, plain.words)
    heap.clear()
    sizes.push(memory.buffer.byteLength)
  }
  assert.ok(sizes[4] < sizes[0] * 1.25, `grew from ${sizes[0]} to ${sizes[4]} bytes`)
})

test('KernelIdHeap takes in an id longer than a block', () => {
  const heap = new KernelIdHeap(new GrowingMemory())
  const ids = [new Uint8Array(300_000).fill(7), Uint8Array.of(7)]
  const bytes = new Uint8Array(400_000)
  assert.deepEqual(addAll(heap, ids, { bytes }), [0, 1])
  assert.deepEqual(addAll(heap, ids, { bytes }), [0, 1])
})

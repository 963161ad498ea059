import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALIGNMENT, arenaOf, createArena, RESERVED_BYTES } from './arena.ts'

test('createArena() gives aligned arrays of each type in one buffer, none over another', () => {
  const arena = createArena(1 << 20)
  const arrays = [
    arena.uint8(3),
    arena.uint16(5),
    arena.uint32(7),
    arena.int32(1),
    arena.float32(2),
    arena.float64(9),
    arena.uint8(0),
  ]
  assert.deepEqual(
    arrays.map(({ length }) => length),
    [3, 5, 7, 1, 2, 9, 0],
  )
  let end = RESERVED_BYTES
  for (const array of arrays) {
    assert.equal(array.byteOffset % ALIGNMENT, 0)
    assert.ok(array.byteOffset >= end)
    assert.equal(arenaOf(array), arena)
    end = array.byteOffset + array.byteLength
  }
  assert.equal(arenaOf(new Uint8Array(4)), null)
})

test('an arena is shared WebAssembly memory here', () => {
  const arena = createArena(10)
  assert.ok(arena.buffer instanceof SharedArrayBuffer)
  assert.equal(arena.memory?.buffer, arena.buffer)
})

test('release() takes back what came after the mark, and the next arrays are zero again', () => {
  const arena = createArena(1 << 16)
  const kept = arena.uint32(4).fill(1)
  const mark = arena.mark()
  const scratch = arena.uint32(100).fill(7)
  arena.release(mark)
  const again = arena.uint32(200)
  assert.equal(again.byteOffset, scratch.byteOffset)
  assert.ok(again.every((value) => value === 0))
  assert.deepEqual([...kept], [1, 1, 1, 1])
})

test('an arena that is full says how much is left and how much was asked for', () => {
  const arena = createArena(1 << 16)
  assert.equal(arena.free, 1 << 16)
  arena.uint8(arena.free - 64)
  assert.throws(() => arena.uint32(17), {
    name: 'RangeError',
    message: '"length" expected at most 16 (64 bytes left of 131072), got 17',
  })
  assert.equal(arena.uint32(16).length, 16)
  assert.equal(arena.free, 0)
  assert.throws(() => arena.uint8(1), /expected at most 0 \(0 bytes left of 131072\), got 1/)
})

test('createArena(), arrays and release() refuse what is not a size or a mark', () => {
  assert.throws(() => createArena(-1), /"bytes" expected 0\.\.4294836224 .* got -1/)
  assert.throws(() => createArena(2 ** 32), /got 4294967296/)
  const arena = createArena(0)
  assert.throws(() => arena.uint8(NaN), /"length" expected a whole number ≥ 0, got NaN/)
  assert.throws(() => arena.uint8(1.5), /got 1\.5/)
  assert.throws(() => arena.release(0), /"mark" expected 65536\.\.65536, got 0/)
  assert.throws(() => arena.release(1e9), /got 1000000000/)
})

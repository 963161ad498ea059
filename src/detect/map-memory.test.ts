import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mapBytes } from './map-memory.ts'

test('mapBytes() holds the file and more, and little of a small one', () => {
  const gib = 2 ** 30
  assert.ok(mapBytes(0) < gib / 2)
  for (const bytes of [1e6, 1e9, 1e10]) assert.ok(mapBytes(bytes) > 1.5 * bytes)
  // 95M follows and 10M accounts, with tags, are about 1.5 GiB, and have to fit into four
  assert.ok(mapBytes(1.5 * gib) < 4 * gib)
})

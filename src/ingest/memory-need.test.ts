import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryNeed, textBytes } from './memory-need.ts'

const file = (size: number, ending: string, isGzipped = false) => ({ size, ending, isGzipped })

test('textBytes() counts what is packed for what it may hold', () => {
  assert.equal(textBytes([file(100, 'csv'), file(100, 'parquet'), file(100, 'ndjson', true)]), 700)
})

test('memoryNeed() grows with the text and the graph, less where parts go to disk', () => {
  assert.ok(memoryNeed(0, 0, false) < 200e6)
  const small = memoryNeed(620e6, 0, false)
  assert.ok(small < 1.5 * 2 ** 30, `20M follows need ${small}`)
  const large = memoryNeed(3.1e9, 0, true)
  assert.ok(large < 8 * 2 ** 30 && large > 2 ** 31, `100M follows need ${large}`)
  assert.ok(memoryNeed(3.1e9, 1e9, true) > large + 2e9)
})

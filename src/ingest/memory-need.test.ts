import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkMemory, memoryNeed, textBytes } from './memory-need.ts'

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

test('checkMemory() stops with one sentence when there is not enough', () => {
  checkMemory(2 ** 30, 2 ** 30)
  assert.throws(() => checkMemory(9 * 2 ** 30, 3.5 * 2 ** 30), {
    name: 'InputError',
    exitCode: 2,
    message:
      'These files need about 9.0 GiB of memory to import, and this machine has 3.5 GiB to give; leave some of them out, or use a larger one.',
  })
})

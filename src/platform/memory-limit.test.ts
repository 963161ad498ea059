import assert from 'node:assert/strict'
import { totalmem } from 'node:os'
import { test } from 'node:test'
import { checkMemory, memoryLimit } from './memory-limit.ts'

test('memoryLimit() is above what this process uses, and no more than the machine has', () => {
  assert.ok(memoryLimit() > process.memoryUsage().rss)
  assert.ok(memoryLimit() <= totalmem())
})

test('checkMemory() stops what does not fit with both numbers, and nothing else', () => {
  checkMemory('To map W', 2 ** 30, 2 ** 30)
  assert.throws(
    () => checkMemory('To map W', 3 * 2 ** 30, 2 ** 30),
    /^InputError: To map W takes about 3,072 MiB of memory and there are 1,024; use a machine with more\.$/,
  )
  assert.throws(() => checkMemory('To import F', 2, 1, 'leave some out'), /; leave some out\.$/)
  assert.throws(() => checkMemory('To map W', 2 * memoryLimit()), /takes about/)
})

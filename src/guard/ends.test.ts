import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { createEnds } from './ends.ts'

test('whatever the wall says, nothing ends later than its own length, nor earlier than it should', () => {
  const span = fc.record({
    fromMillis: fc.integer({ min: 0, max: 1e6 }),
    length: fc.integer({ min: 1, max: 1e6 }),
    nowMillis: fc.integer({ min: -1e7, max: 1e7 }),
  })
  fc.assert(
    fc.property(span, ({ fromMillis, length, nowMillis }) => {
      let passed = 0
      const ends = createEnds(() => passed)
      const toMillis = fromMillis + length
      ends.see('a', { fromMillis, toMillis, nowMillis })
      const left = Math.min(length, Math.max(0, toMillis - nowMillis))
      passed = left - 1
      if (left > 0) assert.deepEqual(ends.ended(), [])
      // seen again under another clock: the first time counts
      ends.see('a', { fromMillis, toMillis, nowMillis: fromMillis - 1e7 })
      passed = left
      assert.deepEqual(ends.ended(), ['a'])
      ends.forget('a')
      assert.deepEqual(ends.ended(), [])
    }),
  )
})

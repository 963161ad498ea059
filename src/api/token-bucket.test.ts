import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTokenBuckets } from './token-bucket.ts'

test('a bucket lets a second’s worth pass at once, then as much as time brings, each name its own', () => {
  const { take } = createTokenBuckets()
  const passed = (name: string, nowMillis: number) => {
    let count = 0
    while (count < 100 && take(name, 10, nowMillis)) count++
    return count
  }
  assert.equal(passed('ada', 0), 10)
  assert.equal(passed('ada', 0), 0)
  assert.equal(passed('bo', 0), 10)
  assert.equal(passed('ada', 550), 5)
  assert.equal(passed('ada', 60_000), 10)
  // a clock that goes back brings nothing and takes nothing
  assert.equal(passed('ada', 0), 0)
})

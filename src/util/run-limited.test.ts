import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { test } from 'node:test'
import { runLimited } from './run-limited.ts'

test('runLimited() keeps the order and never has more under way than it may', async () => {
  let underWay = 0
  let most = 0
  const squares = await runLimited(20, 3, async (index) => {
    most = Math.max(most, ++underWay)
    for (let k = 0; k < (index * 7) % 4; k++) await setImmediate()
    underWay--
    return index * index
  })
  assert.deepEqual(
    squares,
    Array.from({ length: 20 }, (_, k) => k * k),
  )
  assert.equal(most, 3)
})

test('runLimited() begins nothing after a failure', async () => {
  const begun: number[] = []
  const run = runLimited(10, 2, async (index) => {
    begun.push(index)
    await setImmediate()
    if (index === 1) throw new RangeError('one')
  })
  await assert.rejects(run, { message: 'one' })
  assert.ok(begun.length <= 4)
})

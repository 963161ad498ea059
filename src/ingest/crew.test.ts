import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError } from '../model/errors.ts'
import { startHand } from './crew.ts'

function saysOutOfMemory(error: unknown): boolean {
  return (
    error instanceof InputError &&
    error.message.startsWith('A thread of the import ran out of memory')
  )
}

test('a thread that runs out of memory is told of in a sentence, and so is what is asked of it later', async () => {
  const hand = startHand({ maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 })
  await assert.rejects(hand.check('/nowhere'), saysOutOfMemory)
  await assert.rejects(hand.check('/nowhere'), saysOutOfMemory)
  await hand.end()
})

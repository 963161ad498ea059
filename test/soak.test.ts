/** As the slow test of the same name, a few minutes' worth. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { soak } from './soak.ts'

const REQUESTS = Number(process.env['FIREBREAK_SOAK_REQUESTS'] ?? 20_000)
/** Its heap is at its size after some ten thousand requests, so there is more to come than in an hour. */
const MORE_BYTES = 48e6

const skip = !existsSync('/proc/self/status') && 'memory is read as Linux tells it'
test(
  'every request of a short soak is answered, within a heap that would not hold them',
  { skip },
  async () => {
    const { requests, tenths } = await soak(REQUESTS)
    assert.ok(requests >= REQUESTS)
    assert.ok(tenths.at(-1)!.least <= tenths[0].most + MORE_BYTES, JSON.stringify(tenths))
  },
)

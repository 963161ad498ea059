/** An hour's worth of requests at two hundred a second, as fast as they are answered: some five minutes. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { soak } from './soak.ts'

const REQUESTS = Number(process.env['FIREBREAK_SOAK_REQUESTS'] ?? 720_000)
/** What the floor of memory may rise by past the first tenth: 16 bytes a request would be more. */
const MORE_BYTES = 10e6

const skip = !existsSync('/proc/self/status') && 'memory is read as Linux tells it'
test(
  "an hour's worth of requests is answered without an error, and past the first tenth memory does not grow",
  { skip },
  async () => {
    const { requests, tenths } = await soak(REQUESTS)
    assert.ok(requests >= REQUESTS)
    assert.ok(tenths.at(-1)!.least <= tenths[0].most + MORE_BYTES, JSON.stringify(tenths))
  },
)

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Histogram, Registry } from 'prom-client'
import { createDurations } from './durations.ts'

const sorted = (text: string) => text.split('\n').filter(Boolean).toSorted()

test('durations say what prom-client says of the same observations', async () => {
  const registers = [new Registry()]
  const twin = new Histogram({
    name: 'firebreak_request_duration_seconds',
    help: 'From the first byte read to the last one handed on.',
    labelNames: ['operation', 'status'],
    buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.05, 0.25, 1, 5],
    registers,
  })
  const durations = createDurations()
  for (const [operation, status, seconds] of [
    ['filter', 200, 0],
    ['filter', 200, 0.0001],
    ['filter', 200, 0.00011],
    ['filter', 400, 0.003],
    ['other', 404, 4.5],
    ['other', 404, 5],
    ['filter', 200, 5.5],
  ] as const) {
    durations.observe(operation, status, seconds)
    twin.labels(operation, String(status)).observe(seconds)
  }
  assert.deepEqual(sorted(durations.text()), sorted(await registers[0].metrics()))
})

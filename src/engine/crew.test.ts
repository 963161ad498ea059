import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { Crew } from './crew.ts'
import { type Job } from './jobs.ts'

/** Adds up columns that nobody has: there is nothing to do, but each thread gets the job. */
function emptyJob(): Job {
  const none = new Uint32Array(new SharedArrayBuffer(0))
  const bounds = new Uint32Array(new SharedArrayBuffer(4 * 9))
  return { kind: 'add-counts', starts: none, bounds, counts: [none] }
}

test('a thread that dies at its work ends the job with a sentence, and the others go on', async () => {
  const crew = new Crew(2, { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 })
  const job = emptyJob()
  // more than such a thread can take in; the caller has it already
  const heavy = { ...job, ballast: Array.from({ length: 1_500_000 }, (_, i) => ({ i })) }
  const run = async () => {
    // a thread that is still starting misses the job
    for (let tries = 0; tries < 100; tries++) {
      crew.run(heavy, 8)
      await setTimeout(20)
    }
  }
  await assert.rejects(run, {
    name: 'RangeError',
    message: 'a thread died at its work: it had too little memory, most likely',
  })
  let done = 0
  crew.run(job, 8, () => done++)
  assert.equal(done, 8)
  crew.close()
})

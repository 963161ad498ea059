import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doubtedSeeds } from './doubted-seeds.ts'
import { seedsAt } from './seeds.ts'

const rows = Uint32Array.of(1, 4, 6, 9)
const logOdds = Float64Array.of(3, -2, 5, 1)

test('doubtedSeeds() names the seeds that the network is not likely to hold', () => {
  const map = { seeds: seedsAt([1, 4]), rows, logOdds, members: Uint32Array.of(1, 4, 6, 9) }
  assert.deepEqual([...doubtedSeeds(map)], [4])
})

test('doubtedSeeds() names nobody where no network was made out', () => {
  const map = { seeds: seedsAt([1, 4]), rows, logOdds, members: Uint32Array.of(1, 4) }
  assert.deepEqual([...doubtedSeeds(map)], [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../../util/random.ts'
import { logistic, updateBelief } from './belief-update.ts'
import { resolveAssumptions } from './options.ts'
import { createRoleBelief } from './role-belief.ts'

function seedsAt(accounts: number, ...rows: number[]) {
  const isSeed = new Uint8Array(accounts)
  for (const row of rows) isSeed[row] = 1
  return { rows: Uint32Array.from(rows), weights: new Float32Array(rows.length).fill(1), isSeed }
}

test('updateBelief() lets the network double in each guided round and leaves it alone after', () => {
  const accounts = 5000
  const random = createRandom(3)
  const belief = createRoleBelief(accounts)
  // plenty of strong evidence: left alone, thousands would be taken in
  for (let i = 0; i < accounts; i++) belief.evidence[i] = 30 * random.next()
  const seeds = seedsAt(accounts, ...Array.from({ length: 10 }, (_, i) => i))
  const assumptions = resolveAssumptions({})
  const sizes = [0, 1, 2, 3].map((round) => {
    updateBelief(belief, createRoleBelief(accounts), seeds, round, assumptions)
    return belief.weights.subarray(10).reduce((sum, weight) => sum + weight, 0)
  })
  for (const [round, size] of sizes.entries()) {
    assert.ok(Math.abs(size - 10 * 2 ** round) < 0.5, `round ${round}: ${size}`)
  }
  for (let round = 4; round < 30; round++) {
    updateBelief(belief, createRoleBelief(accounts), seeds, round, assumptions)
  }
  const last = accounts - 1
  const free = logistic(belief.evidence[last] + Math.log(assumptions.priorOdds))
  assert.ok(Math.abs(belief.weights[last] - free) < 1e-6)
})

test('updateBelief() gives a seed the role that its evidence is for', () => {
  const [seekers, sources] = [createRoleBelief(2), createRoleBelief(2)]
  seekers.evidence.set([8, -30])
  sources.evidence.set([-30, -30])
  const seeds = seedsAt(2, 0, 1)
  const assumptions = resolveAssumptions({ guidedRounds: 1 })
  updateBelief(seekers, sources, seeds, 0, assumptions)
  updateBelief(sources, seekers, seeds, 0, assumptions)
  assert.equal(seekers.weights[0], 1)
  assert.ok(Math.abs(sources.weights[0] - 0.3) < 1e-9)
  // a seed without any follow is of both roles alike
  assert.equal(seekers.weights[1], sources.weights[1])
})

test('updateBelief() believes a doubtful seed less', () => {
  const belief = createRoleBelief(1)
  const seeds = { ...seedsAt(1, 0), weights: Float32Array.of(0.25) }
  updateBelief(belief, createRoleBelief(1), seeds, 0, resolveAssumptions({}))
  assert.ok(belief.weights[0] > 0 && belief.weights[0] <= 0.25)
})

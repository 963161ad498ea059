import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { learnTrees, treeSums } from './learned-trees.ts'
import { type Trial } from './trial.ts'

const ACCOUNTS = 600

test('trees learn from held-out seeds what no weighted sum of places can say', () => {
  const trials = [1, 2, 3].map(trial)
  const { readings, member } = { ...trial(4), member: memberOf(4) }
  const sums = treeSums(learnTrees(trials, createRandom(1)), readings, 5)
  const ranked = [...sums.keys()].toSorted((a, b) => sums[b] - sums[a])
  const members = member.reduce((total, one) => total + one, 0)
  const found = ranked.slice(0, members).filter((row) => member[row] === 1).length
  assert.ok(found > 0.8 * members, `${found} of ${members}`)
  assert.ok(sums.every((sum) => sum >= 0 && sum <= 5))
})

test('trees are the same again by the same stream', () => {
  const trials = [1, 2, 3].map(trial)
  const grown = () => learnTrees(trials, createRandom(2))
  assert.deepEqual(grown(), grown())
})

/** Members lie where both places are in the first half, or both in the second; sums say nothing. */
function trial(seed: number): Trial {
  const { places, member } = drawn(seed)
  const held = Uint32Array.from(member.keys()).filter((row) => member[row] === 1 && row % 2 === 0)
  const known = new Uint8Array(ACCOUNTS)
  for (const row of held) known[row] = 1
  const keys = Uint32Array.from({ length: ACCOUNTS }, (_, row) => row)
  const readings = { accounts: ACCOUNTS, keys, places, claims: [null, null], shapePlaces: [] }
  return { held, known, readings }
}

function memberOf(seed: number): Uint8Array {
  return drawn(seed).member
}

function drawn(seed: number) {
  const random = createRandom(seed)
  const column = () => Float64Array.from({ length: ACCOUNTS }, () => random.next())
  const places = [column(), column()]
  const member = Uint8Array.from(places[0], (place, row) => {
    const other = places[1][row]
    return (place < 0.3 && other < 0.3) || (place > 0.7 && other > 0.7) ? 1 : 0
  })
  return { places, member }
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { reachability } from './reachability.ts'
import { listsOf, uniformShares } from './recommendation-lists.ts'

test('reachability() is the closed form on a line: the chance to have gone on so many times', () => {
  // 0 → 1 → 2, each click with chance a half, and else to nobody
  const nobody = 3
  const offered = Uint32Array.from([1, nobody, 2, nobody, nobody, nobody])
  const line = listsOf(3, offered, new Float64Array(6), uniformShares(2))
  const end = Uint8Array.from([0, 0, 1])
  assert.deepEqual([...reachability(line, end, 0)], [0, 0, 1])
  assert.deepEqual([...reachability(line, end, 1)], [0, 0.5, 1])
  assert.deepEqual([...reachability(line, end, 3)], [0.25, 0.5, 1])
  assert.throws(
    () => reachability(line, new Uint8Array(2), 1),
    /"harmful" expected length 3, got 2/,
  )
})

test('reachability() agrees with walks that are taken, on seeded random lists', () => {
  const random = createRandom(11)
  const order = 6
  for (let run = 0; run < 5; run++) {
    const shown = Array.from({ length: order }, (_, u) => {
      const one = (u + 1) % order
      const other = (u + 2 + random.below(order - 2)) % order
      return [one, other]
    })
    const lists = listsOf(
      order,
      Uint32Array.from(shown.flat()),
      new Float64Array(order * 2),
      uniformShares(2),
    )
    const bad = Uint8Array.from({ length: order }, (_, u) => (u === 3 ? 1 : 0))
    const walks = 20_000
    let hits = 0
    for (let walk = 0; walk < walks; walk++) {
      let at = 0
      let hit = bad[at]
      for (let k = 0; k < 3; k++) {
        at = shown[at][random.below(2)]
        hit |= bad[at]
      }
      hits += hit
    }
    const chance = reachability(lists, bad, 3)[0]
    const error = 4 * Math.sqrt((chance * (1 - chance)) / walks) + 1e-9
    assert.ok(Math.abs(hits / walks - chance) <= error, `${hits / walks} ${chance}`)
  }
})

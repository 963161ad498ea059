import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../../util/random.ts'
import { isPlanted } from '../planted.ts'
import { simulateWorld } from '../simulate-world.ts'
import { applyMoves, type Evasion, membersOf, type Moves } from './evasion.ts'
import { evasions } from './index.ts'
import { surrogateOf } from './surrogate.ts'

const world = simulateWorld({ accounts: 2_000, seed: 5 })
const members = membersOf(world)

const planOf = (evasion: Evasion, budget: number, seed = 1): Moves =>
  evasion.plan(world, budget, createRandom(seed))

for (const evasion of evasions) {
  const [least] = evasion.budgets
  const plans = evasion.budgets
    .slice(0, 3)
    .map((budget) => [budget, planOf(evasion, budget)] as const)

  test(`${evasion.id} keeps its budget, and uses it`, () => {
    for (const [budget, { made, dropped, signals, agedMillis }] of plans) {
      const follows = made.size + dropped.size
      const spent = {
        follows: follows / members.length,
        days: Math.max(0, ...agedMillis) / 86_400_000,
        'percent of the seeds': (100 * signals.length) / (world.signals.length + signals.length),
        reports: signals.length,
      }
      for (const [unit, amount] of Object.entries(spent)) {
        if (unit === 'percent of the seeds' && evasion.unit === 'reports') continue
        if (unit === 'reports' && evasion.unit === 'percent of the seeds') continue
        assert.ok(amount <= (unit === evasion.unit ? budget : 0), `${amount} ${unit} of ${budget}`)
      }
      assert.ok(spent[evasion.unit] > 0)
    }
  })

  test(`${evasion.id} is the same by the same seed`, () => {
    assert.deepEqual(planOf(evasion, least), planOf(evasion, least))
  })

  test(`${evasion.id} leaves the follows of innocents alone`, () => {
    for (const [, moves] of plans) {
      const after = applyMoves(world, moves)
      const hijacked = new Set(moves.hijacked)
      const isFree = (row: number) =>
        row < world.roles.length && !isPlanted(world.roles[row]) && !hijacked.has(row)
      assert.deepEqual(ofInnocents(after, isFree), ofInnocents(world, isFree))
      for (const row of hijacked) assert.ok(!isPlanted(world.roles[row]))
      // nothing that hijacked accounts followed is lost either
      const isHijacked = (row: number) => hijacked.has(row)
      const still = new Set(ofInnocents(after, isHijacked))
      for (const follow of ofInnocents(world, isHijacked)) assert.ok(still.has(follow))
    }
  })
}

test('the slope of the surrogate is its derivative by a tie', () => {
  // a triangle with a seed, and an innocent beside it: weights cannot be halved, ties can be many
  const roles = Uint8Array.of(1, 1, 1, 0, 0)
  const seeds = Float64Array.of(1, 0, 0, 0, 0)
  const many = 2_000
  const ties: [number, number][] = [
    [0, 1],
    [1, 2],
    [2, 0],
    [2, 3],
    [3, 4],
  ]
  const repeated = (more: readonly [number, number][]) => {
    const all = [...Array.from({ length: many }, () => ties).flat(), ...more]
    return {
      sources: Uint32Array.from(all, ([source]) => source),
      targets: Uint32Array.from(all, ([, target]) => target),
    }
  }
  const { loss, slope } = surrogateOf(repeated([]), roles, seeds)
  for (const tie of [
    [1, 4],
    [2, 4],
    [1, 2],
    [1, 0],
  ] as const) {
    const after = surrogateOf(repeated([[...tie]]), roles, seeds).loss - loss
    assert.ok(
      Math.abs(after / slope(tie[0], tie[1]) - 1) < 0.01,
      `${after} and ${slope(tie[0], tie[1])}`,
    )
  }
})

function ofInnocents(of: typeof world, isWanted: (row: number) => boolean): string[] {
  const { sources, targets } = of.follows
  const kept: string[] = []
  for (let e = 0; e < sources.length; e++) {
    if (isWanted(sources[e])) kept.push(`${sources[e]} ${targets[e]}`)
  }
  return kept
}

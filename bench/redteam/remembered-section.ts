/**
 * Follows taken back on a platform that remembers them, as a part of the page.
 *
 * @module
 */
import { TAKEN_BACK_DAYS } from '../../src/model/taken-back.ts'
import { createPairs, addPair } from '../../src/simulate/pairs.ts'
import { isPlanted } from '../../src/simulate/planted.ts'
import { edgeDeletion, ringSplitting } from '../../src/simulate/evasions/dropped-follows.ts'
import { type Moves, noMoves } from '../../src/simulate/evasions/evasion.ts'
import { gradientAttack } from '../../src/simulate/evasions/gradient.ts'
import { type World } from '../../src/simulate/world.ts'
import { createRandom, type Random } from '../../src/util/random.ts'
import { rememberMoves } from './remembered.ts'
import { tryPlatform } from './try-world.ts'

const SOON = 30
const ORDINARY = 0.02

const STEPS: readonly (readonly [title: string, plan: Plan])[] = [
  ...[2, 6, 20, 60].map((budget) => step(gradientAttack, budget)),
  ...[4, 8].map((budget) => step(edgeDeletion, budget)),
  step(ringSplitting, 8),
  [`innocents take back ${100 * ORDINARY} % of their follows`, ordinary],
]

type Plan = (world: World, random: Random) => Moves

function step({ id, plan }: { id: string; plan: typeof gradientAttack.plan }, budget: number) {
  const made: Plan = (world, random) => plan(world, budget, random)
  return [`${id}, ${budget} follows`, made] as const
}

function ordinary({ follows: { sources, targets }, roles }: World, random: Random): Moves {
  const dropped = createPairs(16)
  for (let e = 0; e < sources.length; e++) {
    if (!isPlanted(roles[sources[e]]) && random.next() < ORDINARY) {
      addPair(dropped, sources[e], targets[e])
    }
  }
  return { ...noMoves(), dropped }
}

/** @param seeds that the worlds were made with. */
export function rememberedSection(worlds: readonly World[], seeds: readonly number[]): string {
  const rows = STEPS.map(([title, plan]) => {
    process.stderr.write(`remembered: ${title}\n`)
    const shares: number[] = []
    const outcomes = worlds.map((world, k) => {
      const moves = plan(world, createRandom(seeds[k]))
      const { platform, share } = rememberMoves(world, moves, SOON)
      shares.push(share)
      return tryPlatform(platform, world, world.accountIds.length, moves.hijacked)
    })
    const recall = mean(outcomes.map(({ fused }) => fused)).toFixed(3)
    const ap = mean(outcomes.map(({ fusedAp }) => fusedAp)).toFixed(3)
    const claimed = mean(outcomes.map((one) => one.claimed)).toFixed(3)
    const innocents = mean(outcomes.map(({ claimedInnocents }) => claimedInnocents)).toFixed(1)
    return `| ${title} | ${(100 * mean(shares)).toFixed(1)} % | ${recall} / ${ap} | ${claimed} | ${innocents} |`
  })
  return `## Follows taken back, remembered

The live map remembers a follow that is taken back between two accounts that are seeds or among the 1,000
closest, and a map counts it as if it stood for ${TAKEN_BACK_DAYS} days (at most 100,000 of them). Here it hears of the
moves one by one, and the map is made ${SOON} days later; once the days are over the table of the [red team](redteam.md)
holds. Whoever took follows back before any seed was known near, or stays apart for longer, is not
remembered: that is what is left to whoever would hide so. An import takes no follow back at all: what an
earlier file said stands.

| what is taken back | remembered | recall / AP | claimed | innocents claimed |
|---|---:|---:|---:|---:|
${rows.join('\n')}
`
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

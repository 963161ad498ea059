/**
 * Dense blocks beside the map, as a part of the page.
 *
 * @module
 */
import { mapNetworks } from '../../src/detect/map.ts'
import { popularCamouflage, randomCamouflage } from '../../src/simulate/evasions/camouflage.ts'
import { edgeDeletion } from '../../src/simulate/evasions/dropped-follows.ts'
import { applyMoves, type Evasion } from '../../src/simulate/evasions/evasion.ts'
import { isPlanted } from '../../src/simulate/planted.ts'
import { type World } from '../../src/simulate/world.ts'
import { createRandom } from '../../src/util/random.ts'
import { peel } from './dense-block.ts'
import { fusedScores, platformOfWorld, qualityOf } from './try-world.ts'

const STEPS: readonly (readonly [Evasion | null, number])[] = [
  [null, 0],
  [randomCamouflage, 100],
  [randomCamouflage, 300],
  [popularCamouflage, 100],
  [popularCamouflage, 300],
  [edgeDeletion, 4],
]
/** Of the pulls 1, 10 and 100 the best alone, and of the shares 1 and 1/4 of a vote the better, on seeds 21 and 22. */
const PULL = 10
const VOTE = 1 / 4
/** Reciprocal ranks are damped by it, as in reciprocal rank fusion (Cormack et al. 2009). */
const DAMPING = 60

/** @param seeds that the worlds were made with. */
export function denseBlockSection(worlds: readonly World[], seeds: readonly number[]): string {
  const rows = STEPS.map(([evasion, budget]) => {
    const title = evasion ? `${evasion.id}, ${budget} follows` : 'nothing done'
    process.stderr.write(`dense blocks: ${title}\n`)
    const all = worlds.map((world, k) => {
      const moves = evasion?.plan(world, budget, createRandom(seeds[k]))
      return besideMap(moves ? applyMoves(world, moves) : world)
    })
    const cells = (['fused', 'alone', 'both'] as const).map((which) => {
      const recall = mean(all.map((one) => one[which].recall))
      const ap = mean(all.map((one) => one[which].averagePrecision))
      return `${recall.toFixed(3)} / ${ap.toFixed(3)}`
    })
    return `| ${title} | ${cells.join(' | ')} | ${all.map(({ block }) => block).join('; ')} |`
  })
  return `## Dense blocks

FRAUDAR (Hooi et al. 2016) peels whoever has the least weight left, a follow weighing 1 / log(d + 5). Here
the seeds never go, and a follow of or by one weighs ${PULL} times as much: the order in which the others go is a
ranking. Recall at a precision of 0.9 and AP, of the map's ranking, of this one, and of both where this one has a
quarter of a vote; and what the densest block without seeds is made of (share of it, and the group of most).
Camouflage follows are light, but so are those of the popular among the members; and in made-up platforms
of this size the densest block is innocent more often than not. It adds nothing that is worth a vote, so it stands
in \`bench/\` and not in the map.

| evasion | fused | dense blocks | both | densest block without seeds |
|---|---:|---:|---:|---|
${rows.join('\n')}
`
}

function besideMap(world: World) {
  const accounts = world.accountIds.length
  const map = mapNetworks(platformOfWorld(world))
  const isSeed = new Set(map.seeds.rows)
  const judged = Array.from({ length: accounts }, (_, row) => row).filter((row) => !isSeed.has(row))
  const isWanted = (row: number) => isPlanted(world.roles[row])
  const wanted = judged.filter(isWanted).length
  const quality = (scoreOf: (row: number) => number) => qualityOf(judged, scoreOf, isWanted, wanted)
  const votes = (scoreOf: (row: number) => number) => {
    const votesOf = new Float64Array(accounts)
    const ranked = judged.toSorted((a, b) => scoreOf(b) - scoreOf(a) || a - b)
    for (const [rank, row] of ranked.entries()) votesOf[row] = 1 / (rank + DAMPING)
    return votesOf
  }
  const { places } = peel(world.follows, accounts, map.seeds.rows, PULL)
  const [fused, alone] = [fusedScores(map, accounts), (row: number) => places[row]]
  const [first, second] = [votes(fused), votes(alone)]
  return {
    fused: quality(fused),
    alone: quality(alone),
    both: quality((row) => first[row] + VOTE * second[row]),
    block: mostOf(world, peel(world.follows, accounts, new Uint32Array(0), 1).block),
  }
}

function mostOf({ groups, groupNames }: World, block: Uint32Array): string {
  const counts = new Map<string, number>()
  for (const row of block) {
    const name = groupNames[groups[row]] || 'no group'
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const [[name, count]] = [...counts].toSorted(([, a], [, b]) => b - a)
  return `${((100 * count) / block.length).toFixed(0)} % ${name}, of ${block.length}`
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

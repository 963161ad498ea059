/**
 * What a network explains beyond communities: how much longer the telling is without it.
 *
 * @module
 */
import { blockCost, explainedNats } from './description-length.ts'
import { type Division, copyOf, countTies, moveCost, moveTo } from './division.ts'
import { closestCommunity } from './grow.ts'

/** Rounds in which members find the community they are closest to once the others have gone too. */
const ROUNDS = 3

/**
 * Nats by which block `network` shortens the telling: against every member being in the community
 * that it is closest to, and one block fewer. At 0 or below there is no network. Linear in the
 * members' follows, times the communities.
 */
export function natsBeyondCommunities(division: Division, network: number): number {
  const without = copyOf(division)
  const members = Uint32Array.from(without.labels.keys()).filter(
    (i) => without.labels[i] === network,
  )
  for (let round = 0; round < ROUNDS; round++) {
    for (const i of members) {
      countTies(without, i)
      const block = closestCommunity(without, i, network)
      if (round === 0 || moveCost(without, i, block) < 0) moveTo(without, i, block)
    }
  }
  const { blocks, follows, sizes } = without
  const kept = [...sizes.keys()].filter((r) => r !== network)
  const alone = {
    blocks: blocks - 1,
    follows: kept.flatMap((r) => kept.map((s) => follows[r * blocks + s])),
    sizes: kept.map((r) => sizes[r]),
  }
  return lengthOf(alone) - lengthOf(division)
}

function lengthOf(counts: Parameters<typeof blockCost>[0]): number {
  return blockCost(counts) - explainedNats(counts)
}

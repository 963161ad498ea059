import { type Random } from '../../util/random.ts'
import { addPair } from '../pairs.ts'
import { createWeightedDraw, drawMember } from '../weighted-draw.ts'
import { type World } from '../world.ts'
import { drawInnocent, type Evasion, membersOf, type Moves, noMoves } from './evasion.ts'

const BUDGETS = [10, 30, 100, 300]

/** Follows of anybody: a little of everything. */
export const randomCamouflage: Evasion = {
  id: 'random camouflage',
  title: 'members follow accounts drawn at random',
  unit: 'follows',
  budgets: BUDGETS,
  plan: (world, budget, random) => followMore(world, budget, () => drawInnocent(world, random)),
}

/** Follows of the popular, which everybody makes. */
export const popularCamouflage: Evasion = {
  id: 'popular camouflage',
  title: 'members follow accounts drawn by how many follow them',
  unit: 'follows',
  budgets: BUDGETS,
  plan(world, budget, random) {
    const draw = byFollowers(world)
    return followMore(world, budget, () => draw(random))
  },
}

function followMore(world: World, budget: number, draw: () => number): Moves {
  const moves = noMoves()
  for (const member of membersOf(world)) {
    for (let k = 0; k < budget; k++) addPair(moves.made, member, draw())
  }
  return moves
}

/** Draws innocents in proportion to their followers. */
export function byFollowers(world: World): (random: Random) => number {
  const followers = new Float64Array(world.roles.length)
  for (const target of world.follows.targets) followers[target]++
  for (const member of membersOf(world)) followers[member] = 0
  const everybody = Uint32Array.from(followers.keys())
  const draw = createWeightedDraw(everybody, followers)
  return (random) => drawMember(draw, random)
}

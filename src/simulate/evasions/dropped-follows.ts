import { type Random } from '../../util/random.ts'
import { drawWhole } from '../draws.ts'
import { addPair } from '../pairs.ts'
import { isPlanted } from '../planted.ts'
import { type World } from '../world.ts'
import { type Evasion, membersOf, type Moves, noMoves } from './evasion.ts'

const BUDGETS = [1, 2, 4, 8]
const PARTS = 4

/** Members give up some of what the network is for. */
export const edgeDeletion: Evasion = {
  id: 'edge deletion',
  title: 'members take back follows of other members, at random',
  unit: 'follows',
  budgets: BUDGETS,
  plan: (world, budget, random) => dropWithin(world, budget, random, () => true),
}

/** The network falls apart into four that hardly know each other. */
export const ringSplitting: Evasion = {
  id: 'ring splitting',
  title: 'members take back follows between four parts of the network',
  unit: 'follows',
  budgets: BUDGETS,
  plan(world, budget, random) {
    const parts = Uint8Array.from(world.roles, () => drawWhole(random, 1, PARTS))
    return dropWithin(world, budget, random, (from, to) => parts[from] !== parts[to])
  },
}

/** Every member takes back up to `budget` of its follows of members that `may` be taken back. */
function dropWithin(
  world: World,
  budget: number,
  random: Random,
  may: (source: number, target: number) => boolean,
): Moves {
  const moves = noMoves()
  const { sources, targets } = world.follows
  const within = new Map<number, number[]>(Array.from(membersOf(world), (row) => [row, []]))
  for (let e = 0; e < sources.length; e++) {
    if (!isPlanted(world.roles[targets[e]])) continue
    if (may(sources[e], targets[e])) within.get(sources[e])?.push(targets[e])
  }
  for (const [member, followed] of within) {
    for (let k = 0; k < budget && followed.length > 0; k++) {
      const place = random.below(followed.length)
      addPair(moves.dropped, member, followed[place])
      followed[place] = followed[followed.length - 1]
      followed.pop()
    }
  }
  return moves
}

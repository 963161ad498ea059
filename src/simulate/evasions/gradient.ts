import { type Random } from '../../util/random.ts'
import { addPair } from '../pairs.ts'
import { isPlanted } from '../planted.ts'
import { type World } from '../world.ts'
import {
  applyMoves,
  drawInnocent,
  type Evasion,
  membersOf,
  type Moves,
  noMoves,
} from './evasion.ts'
import { type Surrogate, surrogateOf } from './surrogate.ts'

const STEPS = 3
const POOL = 300

/**
 * An adversary who knows the seeds and the graph, and makes or takes back the follows that lower a
 * surrogate most. Sources keep their seekers: what a network is for is not taken back beyond half.
 */
export const gradientAttack: Evasion = {
  id: 'gradient attack',
  title: 'members make and take back the follows that lower a surrogate of the detection most',
  unit: 'follows',
  budgets: [2, 6, 20, 60],
  plan(world, budget, random) {
    const moves = noMoves()
    const members = membersOf(world)
    const total = budget * members.length
    const seeds = seedsOf(world)
    const mayDrop = Math.floor(followsWithin(world) / 2)
    for (let step = 1; step <= STEPS; step++) {
      const now = applyMoves(world, moves)
      const surrogate = surrogateOf(now.follows, now.roles, seeds)
      const room = Math.floor((total * step) / STEPS) - moves.made.size - moves.dropped.size
      take(now, surrogate, moves, members, { room, mayDrop, random })
    }
    return moves
  },
}

interface Room {
  readonly room: number
  readonly mayDrop: number
  readonly random: Random
}

/** The `room` best of all moves, by how much each lowers the surrogate to first order. */
function take(
  world: World,
  { slope }: Surrogate,
  moves: Moves,
  members: Uint32Array,
  { room, mayDrop, random }: Room,
): void {
  const { sources, targets } = world.follows
  const made = new Set<number>()
  const key = (source: number, target: number) => source * world.roles.length + target
  for (let k = 0; k < moves.made.size; k++)
    made.add(key(moves.made.sources[k], moves.made.targets[k]))
  const options: { gain: number; source: number; target: number; drops: boolean }[] = []
  const known = new Set<number>()
  for (let e = 0; e < sources.length; e++) {
    const [source, target] = [sources[e], targets[e]]
    if (!isPlanted(world.roles[source])) continue
    known.add(key(source, target))
    if (!isPlanted(world.roles[target]) || made.has(key(source, target))) continue
    options.push({ gain: slope(source, target), source, target, drops: true })
  }
  const pool = Array.from({ length: POOL }, () => drawInnocent(world, random))
  for (const source of members) {
    for (const target of new Set(pool)) {
      if (known.has(key(source, target))) continue
      options.push({ gain: -slope(source, target), source, target, drops: false })
    }
  }
  options.sort((a, b) => b.gain - a.gain || a.source - b.source || a.target - b.target)
  let left = room
  for (const { gain, source, target, drops } of options) {
    if (left === 0 || gain <= 0) break
    if (drops && moves.dropped.size >= mayDrop) continue
    addPair(drops ? moves.dropped : moves.made, source, target)
    left--
  }
}

function followsWithin({ follows: { sources, targets }, roles }: World): number {
  let count = 0
  for (let e = 0; e < sources.length; e++) {
    if (isPlanted(roles[sources[e]]) && isPlanted(roles[targets[e]])) count++
  }
  return count
}

function seedsOf({ accountIds, signals }: World): Float64Array {
  const known = new Set(signals.map(({ subject }) => ('account' in subject ? subject.account : '')))
  return Float64Array.from(accountIds, (id) => (known.has(id) ? 1 : 0))
}

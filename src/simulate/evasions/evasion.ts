/**
 * What an evasion is: data and one pure function from a world and a budget to moves.
 *
 * An adversary owns the planted accounts and whatever they make or take over, and nothing else: no
 * move takes back a follow that an innocent account made.
 *
 * @module
 */
import { type Signal } from '../../model/signal.ts'
import { type Random } from '../../util/random.ts'
import { createPairs, foldPairs, type Pairs } from '../pairs.ts'
import { isPlanted } from '../planted.ts'
import { type World } from '../world.ts'

/** What one unit of a budget buys. `follows` are made or taken back, for each planted account. */
export type Unit = 'follows' | 'days' | 'percent of the seeds' | 'reports'

export interface Evasion {
  /** Stable name, shown in results. */
  readonly id: string
  /** One line for a person: what the adversary does. */
  readonly title: string
  readonly unit: Unit
  /** Rising, above 0. */
  readonly budgets: readonly number[]
  /** The same world, budget and random stream give the same moves. */
  plan(world: World, budget: number, random: Random): Moves
}

export interface Moves {
  readonly made: Pairs
  /** Follows of planted accounts that they take back. */
  readonly dropped: Pairs
  /** Accounts made for it; their rows stand behind all others. */
  readonly newAccounts: number
  /** Innocents whose accounts follow what they are made to. */
  readonly hijacked: Uint32Array
  /** Signals on innocents. */
  readonly signals: readonly Signal[]
  /** How much older than they were planted accounts are: one for each of `membersOf`, or none. */
  readonly agedMillis: Float64Array
}

/** Nothing, to be spread under what an evasion does. */
export function noMoves(): Moves {
  return {
    made: createPairs(16),
    dropped: createPairs(16),
    newAccounts: 0,
    hijacked: new Uint32Array(0),
    signals: [],
    agedMillis: new Float64Array(0),
  }
}

export function membersOf({ roles }: World): Uint32Array {
  return Uint32Array.from(roles.keys()).filter((row) => isPlanted(roles[row]))
}

/** Any account that is not of the planted network. */
export function drawInnocent({ roles }: World, random: Random): number {
  for (;;) {
    const row = random.below(roles.length)
    if (!isPlanted(roles[row])) return row
  }
}

/** The world after the moves. Uses of tags stay; views and likes too, which detectors do not read. */
export function applyMoves(world: World, moves: Moves): World {
  const before = world.accountIds.length
  const accounts = before + moves.newAccounts
  const { sources, targets } = world.follows
  const gone = new Set<number>()
  for (let k = 0; k < moves.dropped.size; k++) {
    gone.add(moves.dropped.sources[k] * before + moves.dropped.targets[k])
  }
  const size = sources.length + moves.made.size
  const follows = { sources: new Uint32Array(size), targets: new Uint32Array(size), size: 0 }
  const add = (source: number, target: number) => {
    if (source === target) return
    follows.sources[follows.size] = source
    follows.targets[follows.size++] = target
  }
  for (let e = 0; e < sources.length; e++) {
    if (!gone.has(sources[e] * before + targets[e])) add(sources[e], targets[e])
  }
  for (let k = 0; k < moves.made.size; k++) add(moves.made.sources[k], moves.made.targets[k])
  const createdAtMillis = grown(world.createdAtMillis, new Float64Array(accounts))
  for (const [k, row] of membersOf(world).entries())
    createdAtMillis[row] -= moves.agedMillis[k] ?? 0
  const newIds = Array.from({ length: moves.newAccounts }, (_, k) => `made-${k + 1}`)
  return Object.freeze({
    ...world,
    accountIds: Object.freeze([...world.accountIds, ...newIds]),
    ageBands: grown(world.ageBands, new Uint8Array(accounts)),
    createdAtMillis,
    regions: grown(world.regions, new Uint8Array(accounts)),
    follows: foldPairs(follows, accounts, accounts),
    signals: Object.freeze([...world.signals, ...moves.signals]),
    roles: grown(world.roles, new Uint8Array(accounts)),
    groups: grown(world.groups, new Uint16Array(accounts)),
  })
}

function grown<Column extends Uint8Array | Uint16Array | Float64Array>(
  from: Column,
  to: Column,
): Column {
  to.set(from)
  return to
}

import { type Signal } from '../../model/signal.ts'
import { shuffle } from '../draws.ts'
import { type World } from '../world.ts'
import { drawInnocent, type Evasion, noMoves } from './evasion.ts'

/** A system that the platform listens to is wrong about scattered innocents. */
export const seedPoisoning: Evasion = {
  id: 'seed poisoning',
  title: 'a system that is listened to is wrong about so many of all seeds, scattered innocents',
  unit: 'percent of the seeds',
  budgets: [10, 20, 40],
  plan(world, budget, random) {
    const wrong = Math.floor((world.signals.length * budget) / (100 - budget))
    const rows = new Set<number>()
    while (rows.size < wrong) rows.add(drawInnocent(world, random))
    return { ...noMoves(), signals: signalsOn(world, rows, 'classifier') }
  },
}

/** Many people report one community that they dislike. */
export const massReporting: Evasion = {
  id: 'mass reporting',
  title: 'reports of different people on the members of one fan club, one each',
  unit: 'reports',
  budgets: [5, 10, 20, 40],
  plan(world, budget, random) {
    const reported = shuffle(random, reportedCommunity(world)).slice(0, budget)
    return { ...noMoves(), signals: signalsOn(world, reported, 'report') }
  },
}

/** The rows of the first fan club. */
export function reportedCommunity({ groups, groupNames }: World): Uint32Array {
  const group = groupNames.indexOf('fan-club-1')
  return Uint32Array.from(groups.keys()).filter((row) => groups[row] === group)
}

function signalsOn(world: World, rows: Iterable<number>, kind: Signal['kind']): Signal[] {
  return Array.from(rows, (row, k) => ({
    subject: { account: world.accountIds[row] },
    kind,
    confidence: 0.9,
    polarity: 'harmful',
    policy: null,
    atMillis: null,
    reference: `false-${k + 1}`,
  }))
}

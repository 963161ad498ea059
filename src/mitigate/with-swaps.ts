import { type Actor, type Fitted, type Recommender } from '../recommend/recommender.ts'
import { type Swap } from './swap.ts'

/**
 * The recommender with some places given to others. Whoever met an account, by following it or in any
 * other way, is shown what its swaps say; everybody else sees what they saw before. Whoever gets a place
 * leaves the later one that they had, and nobody is shown who must not be: then the place is left out
 * and the list moves up. Without its swaps it is the recommender that it was: that is the undo.
 */
export function withSwaps(recommender: Recommender, swaps: readonly Swap[]): Recommender {
  const swapsAfter = Map.groupBy(swaps, ({ after }) => after)
  return {
    id: recommender.id,
    title: `${recommender.title}, ${swaps.length} places given to others`,
    fit: (platform) => swapped(recommender.fit(platform), swapsAfter),
  }
}

function swapped(fitted: Fitted, swapsAfter: ReadonlyMap<number, readonly Swap[]>): Fitted {
  return Object.freeze({
    recommend(actor: Actor, count: number): Uint32Array {
      const insteadOf = swapsFor(actor, swapsAfter)
      if (insteadOf.size === 0) return fitted.recommend(actor, count)
      // each swap takes two accounts out of a list at most, and puts one in
      const offered = fitted.recommend(actor, count + insteadOf.size)
      const taken = new Set<number>([...(actor.exclude ?? []), ...actor.follows])
      const shown: number[] = []
      for (const row of offered) {
        if (shown.length === count) break
        const instead = insteadOf.get(row) ?? row
        if (taken.has(instead)) continue
        taken.add(instead)
        shown.push(instead)
      }
      return Uint32Array.from(shown)
    },
  })
}

/** By what the actor met: who is to be shown in whose place; what was met last has the last word. */
function swapsFor(
  { follows, contacts }: Actor,
  swapsAfter: ReadonlyMap<number, readonly Swap[]>,
): ReadonlyMap<number, number> {
  const insteadOf = new Map<number, number>()
  for (const after of [...follows, ...contacts.map(({ row }) => row)]) {
    for (const { shown, instead } of swapsAfter.get(after) ?? []) insteadOf.set(shown, instead)
  }
  // one swap may give away what another had given: whoever was swapped out stays out
  for (const [shown, instead] of insteadOf) if (insteadOf.has(instead)) insteadOf.delete(shown)
  return insteadOf
}

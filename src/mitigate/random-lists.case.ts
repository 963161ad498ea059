import { type Random } from '../util/random.ts'
import { listsOf, type RecommendationLists } from './recommendation-lists.ts'

/** Distinct offers for each node, drawn at random, with falling relevances. */
export function randomLists(
  random: Random,
  order: number,
  offers: number,
  shares: Float64Array,
): RecommendationLists {
  const offered = new Uint32Array(order * offers)
  const relevances = new Float64Array(order * offers)
  for (let i = 0; i < order; i++) {
    const drawn = new Set<number>()
    while (drawn.size < offers) {
      const node = random.below(order)
      if (node !== i) drawn.add(node)
    }
    offered.set([...drawn], i * offers)
    const falling = Float64Array.from(drawn, () => random.next()).toSorted((a, b) => b - a)
    relevances.set(falling, i * offers)
  }
  return listsOf(order, offered, relevances, shares)
}

/**
 * Whether somebody who clicks on from list to list comes upon harm within so many clicks.
 *
 * @module
 */
import { type RecommendationLists } from './recommendation-lists.ts'

/**
 * P_k of each node: the chance of having met harm within k clicks, the start included. Harm absorbs:
 * P_0 = h, P_{k+1} = h on harmful nodes and P·P_k elsewhere (M. Ribeiro et al., Auditing
 * radicalization pathways on YouTube, FAT* 2020). O(clicks · order · places).
 *
 * @param harmful 1 for each node that is.
 * @throws {RangeError} if it is of another length.
 */
export function reachability(
  {
    order,
    places,
    shown,
    shares,
  }: Pick<RecommendationLists, 'order' | 'places' | 'shown' | 'shares'>,
  harmful: Uint8Array,
  clicks: number,
): Float64Array {
  if (harmful.length !== order) {
    throw new RangeError(`"harmful" expected length ${order}, got ${harmful.length}`)
  }
  // one more slot, always 0: whoever is shown nobody goes there
  let chances = new Float64Array(order + 1)
  chances.set(harmful)
  for (let k = 0; k < clicks; k++) {
    const next = new Float64Array(order + 1)
    for (let node = 0; node < order; node++) {
      if (harmful[node] === 1) next[node] = 1
      else {
        for (let t = 0; t < places; t++) next[node] += shares[t] * chances[shown[node * places + t]]
      }
    }
    chances = next
  }
  return chances.subarray(0, order)
}

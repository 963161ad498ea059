/**
 * The plain twin of what rewires: the whole inverse, and every rewiring tried by making it.
 *
 * @module
 */
import { discount, type RecommendationLists, relevanceOf } from './recommendation-lists.ts'

export type Matrix = readonly Float64Array[]

/** (I − (1 − α)·P)⁻¹ by Gauss–Jordan. */
export function denseWalks(lists: RecommendationLists, stopping: number): Matrix {
  const { order, places, shown, shares } = lists
  const left = Array.from({ length: order }, (_, i) => {
    const row = new Float64Array(order)
    row[i] = 1
    for (let t = 0; t < places; t++) {
      const node = shown[i * places + t]
      if (node < order) row[node] -= (1 - stopping) * shares[t]
    }
    return row
  })
  const right = left.map((_, i) => {
    const row = new Float64Array(order)
    row[i] = 1
    return row
  })
  for (let i = 0; i < order; i++) {
    const pivot = left[i][i]
    for (const side of [left, right]) for (let j = 0; j < order; j++) side[i][j] /= pivot
    for (let other = 0; other < order; other++) {
      const factor = left[other][i]
      if (other === i || factor === 0) continue
      for (const side of [left, right]) {
        for (let j = 0; j < order; j++) side[other][j] -= factor * side[i][j]
      }
    }
  }
  return right
}

export function denseTotal(lists: RecommendationLists, stopping: number, harm: Float64Array) {
  let total = 0
  for (const row of denseWalks(lists, stopping)) row.forEach((f, j) => (total += f * harm[j]))
  return total
}

/** The least total that one rewiring can come to; `total` itself where none helps. */
export function bestByTrying(
  lists: RecommendationLists,
  stopping: number,
  harm: Float64Array,
  relevance: number | null,
  barred: Uint8Array,
): { readonly total: number; readonly lists: RecommendationLists } {
  const { order, places, shown } = lists
  let best = { total: denseTotal(lists, stopping, harm), lists }
  for (let i = 0; i < order; i++) {
    for (let t = 0; t < places; t++) {
      for (let k = 0; k < order; k++) {
        const own = shown.subarray(i * places, i * places + places)
        if (k === i || barred[k] || own.includes(k) || own[t] === order) continue
        const tried = { ...lists, shown: shown.with(i * places + t, k) }
        if (relevance !== null && !isRelevant(tried, i, k, relevance)) continue
        const total = denseTotal(tried, stopping, harm)
        if (total < best.total - 1e-9) best = { total, lists: tried }
      }
    }
  }
  return best
}

function isRelevant(lists: RecommendationLists, i: number, k: number, relevance: number): boolean {
  const { places, shown, offers, offered, relevances } = lists
  if (!offered.subarray(i * offers, i * offers + offers).includes(k)) return false
  let gain = 0
  let ideal = 0
  for (let t = 0; t < places; t++) {
    gain += relevanceOf(lists, i, shown[i * places + t]) * discount(t)
    ideal += relevances[i * offers + t] * discount(t)
  }
  return gain >= relevance * ideal - 1e-12
}

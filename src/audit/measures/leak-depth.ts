/**
 * Leak depth: how far down the lists of a search the first account of the network stands, counted
 * from 1 over all slates in the order in which they were scrolled through. The median over test
 * accounts, null when fewer than half of them came upon one.
 *
 * @module
 */
import { kaplanMeierMedian } from '../../statistics/survival.ts'

/** The rank of the first harmful entry; null when there is none. */
export function leakDepth(
  slates: readonly ArrayLike<number>[],
  harmful: Uint8Array,
): number | null {
  let rank = 0
  for (const slate of slates) {
    for (let k = 0; k < slate.length; k++) {
      rank++
      if (harmful[slate[k]] === 1) return rank
    }
  }
  return null
}

/** Lists end, and those without one are not left out: they count as longer. */
export function medianLeakDepth(
  sessions: readonly (readonly ArrayLike<number>[])[],
  harmful: Uint8Array,
): number | null {
  return kaplanMeierMedian(
    sessions.map((slates) => {
      const depth = leakDepth(slates, harmful)
      const entries = slates.reduce((sum, { length }) => sum + length, 0)
      return { time: depth ?? entries, isCensored: depth === null }
    }),
  )
}

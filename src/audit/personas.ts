/**
 * What a persona does before the first contact, and what it looks for.
 *
 * @module
 */
import { degree } from '../graph/csr.ts'
import { AGE_BANDS } from '../model/age-band.ts'
import { type Platform } from '../platform/platform.ts'
import { type Random } from '../util/random.ts'
import { type Scenario } from './scenario.ts'

/** How many ordinary accounts the warm-up meets. */
export function warmUpSize({ steps }: Scenario): number {
  return steps.reduce(
    (sum, step) => sum + (step.kind === 'warm-up' ? step.follows + step.views : 0),
    0,
  )
}

/** Innocent accounts that use a tag of the interests; any innocent ones when nobody does. */
export function ordinaryRows(
  { accounts, tags, tagUses }: Platform,
  interests: readonly string[],
  harmful: Uint8Array,
): number[] {
  const interested = new Set<number>()
  for (const tag of interests) {
    const place = tags.find(tag)
    if (place < 0) continue
    const { starts, targets } = tagUses.in
    for (let e = starts[place]; e < starts[place + 1]; e++) {
      if (harmful[targets[e]] !== 1) interested.add(targets[e])
    }
  }
  if (interested.size > 0) return [...interested].toSorted((a, b) => a - b)
  return Array.from({ length: accounts.size }, (_, row) => row).filter((row) => harmful[row] !== 1)
}

/** `count` of them, each once as long as there are so many. */
export function drawOrdinary(pool: readonly number[], count: number, random: Random): number[] {
  const drawn = new Set<number>()
  const most = Math.min(count, pool.length)
  while (drawn.size < most) drawn.add(pool[random.below(pool.length)])
  return [...drawn]
}

/** The tag that an account uses most and, of equals, that the fewest others use; else its own id. */
export function termOf({ accounts, tags, tagUses }: Platform, row: number): string {
  const { starts, targets, weights } = tagUses.out
  let best = -1
  for (let e = starts[row]; e < starts[row + 1]; e++) {
    const uses = (entry: number) => weights?.[entry] ?? 1
    const users = (entry: number) => degree(tagUses.in, targets[entry])
    const isBetter =
      best < 0 || uses(e) > uses(best) || (uses(e) === uses(best) && users(e) < users(best))
    if (isBetter) best = e
  }
  return best < 0 ? accounts.idOf(row) : tags.idOf(targets[best])
}

/** 1 for each account that states to be a minor's. */
export function minorRows({ ageBands }: Platform): Uint8Array {
  const minor = AGE_BANDS.indexOf('minor')
  return Uint8Array.from(ageBands, (band) => (band === minor ? 1 : 0))
}

/**
 * How many accounts take part, those that were not found among them.
 *
 * The claims of the mixture are one look at the network, the seeds another, made by others and by
 * other means: what part of the seeds the claims cover is about what part of everybody they cover.
 * D. Chapman, Some properties of the hypergeometric distribution with applications to zoological
 * sample censuses, 1951. A seed counts as covered if it would be claimed were it none: its log odds
 * are by its follows alone. The interval holds what so few seeds leave open of that share, exactly
 * (Clopper and Pearson 1934), and how many of the claims are right.
 *
 * Limits: seeds that are easier to find than others make the answer too small, and so do parts of the
 * network that no seed is of; wrong seeds, which no claim covers, make it too large.
 *
 * @module
 */
import { type Interval } from '../statistics/interval.ts'
import { exactShareInterval } from '../statistics/share.ts'
import { placeIn } from './every-row.ts'
import { type NetworkMap } from './map.ts'
import { logistic } from './mixture/belief-update.ts'

/** Standard deviations to either end of 95 %. */
const WIDTH = 1.96
/**
 * Claims lean on each other, so that their number is off by more than if each stood for itself: this
 * part of it, as a standard deviation.
 */
const LEANING = 0.02

/**
 * The accounts of the seeds' networks, seeds included, as a whole number with its interval; null where
 * nobody but seeds is claimed, or no seed is covered: then nothing is known. Linear in the rows.
 */
export function networkSize({
  rows,
  logOdds,
  seeds,
}: Pick<NetworkMap, 'rows' | 'logOdds' | 'seeds'>): Interval | null {
  let claims = 0
  let right = 0
  let variance = 0
  for (const odds of logOdds) {
    if (odds <= 0) continue
    const chance = logistic(odds)
    claims++
    right += chance
    variance += chance * (1 - chance)
  }
  const known = seeds.rows.length
  let covered = 0
  for (const row of seeds.rows) if (logOdds[placeIn(rows, row)] > 0) covered++
  if (covered === 0 || claims <= covered) return null

  const share = exactShareInterval(covered, known)
  const spread = WIDTH * Math.sqrt(variance + (LEANING * right) ** 2)
  const least = known + claims - covered
  const value = Math.round(((claims + 1) * (known + 1)) / (covered + 1) - 1)
  const low = Math.floor((right - spread) / share.high)
  const high = Math.ceil((right + spread) / share.low)
  return Object.freeze({
    value: Math.max(least, value),
    low: Math.max(known, Math.min(low, least)),
    high: Math.max(least, high),
  })
}

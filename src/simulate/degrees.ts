/**
 * How many follows an account makes and draws: both heavy-tailed, as on every platform measured.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { drawLogNormal, drawPareto } from './draws.ts'

/** Tail of the in-degrees; the top 1 % of accounts then hold about a fifth of all follows. */
const POPULARITY_EXPONENT = 1.2
/** No account draws more than this share of all follows. */
const MOST_POPULAR_SHARE = 0.01
const ACTIVITY_SPREAD = 0.85

export interface Degrees {
  /** How strongly an account draws ordinary follows; only ratios mean anything. */
  readonly popularity: Float64Array
  /** How many ordinary follows an account makes, on average. */
  readonly activity: Float64Array
}

export function drawDegrees(random: Random, accounts: number, meanFollows: number): Degrees {
  const popularity = new Float64Array(accounts)
  const activity = new Float64Array(accounts)
  const mean = POPULARITY_EXPONENT / (POPULARITY_EXPONENT - 1)
  const most = Math.max(20, MOST_POPULAR_SHARE * accounts * mean)
  for (let i = 0; i < accounts; i++) {
    popularity[i] = Math.min(drawPareto(random, POPULARITY_EXPONENT), most)
    activity[i] = drawLogNormal(random, meanFollows, ACTIVITY_SPREAD)
  }
  return { popularity, activity }
}

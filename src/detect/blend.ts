/**
 * Blends: weighted sums of what several detectors say, on a scale that they share.
 *
 * @module
 */

/**
 * How a place becomes evidence, 0..1. `tail` is −ln(place): from the hundredth to the tenth counts
 * as much as from the tenth to the first, for the few among very many. `place` is 1 − place: even
 * steps, for the many.
 */
export type Scale = 'tail' | 'place'

export interface Blend {
  readonly scale: Scale
  /** One for each detector, at least 0: nobody falls because a detector finds them closer. */
  readonly weights: Float64Array
  /** What an account gains from being claimed, one for each detector, at least 0. */
  readonly claimWeights: Float64Array
  /** One for each shape column, of either sign; empty when shape is left aside. */
  readonly shapeWeights: Float64Array
}

/** What one run of all detectors says, and the accounts' shapes. */
export interface Readings {
  /** How many accounts were asked about. */
  readonly accounts: number
  /** A number for each that draws go by (see `keysOf`). */
  readonly keys: Uint32Array
  /** Places among them (see `placesOf`), one array for each detector. */
  readonly places: readonly Float64Array[]
  /** 1 for each account that the detector claims, or null for a detector that makes no claims. */
  readonly claims: readonly (Uint8Array | null)[]
  /** Places among them, one array for each shape column. */
  readonly shapePlaces: readonly Float64Array[]
}

/** Evidence of 0..1 from places: near 1 is the first place of all. */
export function evidenceOf(places: Float64Array, scale: Scale): Float64Array {
  if (scale === 'place') return places.map((place) => 1 - place)
  const longest = longestTail(places.length)
  return places.map((place) => -Math.log(place) / longest)
}

/** −ln of the first place of all: how many nats the `tail` scale spans. */
export function longestTail(accounts: number): number {
  return Math.log(2 * accounts)
}

/** The weighted sum for every account. */
export function blended(readings: Readings, blend: Blend): Float64Array {
  const sums = shapeSums(readings, blend)
  for (let k = 0; k < readings.places.length; k++) {
    const spoken = partSums(readings, blend, k)
    if (spoken) for (let i = 0; i < sums.length; i++) sums[i] += spoken[i]
  }
  return sums
}

/** What detector `k` gives to every account, or null when it gives nothing to anybody. */
export function partSums(
  { places, claims }: Readings,
  { scale, weights, claimWeights }: Blend,
  k: number,
): Float64Array | null {
  const weight = weights[k]
  const claim = claims[k]
  const claimWeight = claim ? claimWeights[k] : 0
  if (weight === 0 && claimWeight === 0) return null
  const sums = evidenceOf(places[k], scale)
  for (let i = 0; i < sums.length; i++) {
    sums[i] = weight * sums[i] + (claim && claim[i] !== 0 ? claimWeight : 0)
  }
  return sums
}

/** What the shapes give to every account. */
export function shapeSums({ accounts, shapePlaces }: Readings, { shapeWeights }: Blend) {
  const sums = new Float64Array(accounts)
  for (const [k, weight] of shapeWeights.entries()) {
    const places = shapePlaces[k]
    for (let i = 0; i < accounts; i++) sums[i] += weight * (1 - places[i])
  }
  return sums
}

/** From the least sum to the most. */
export function spreadOf(sums: Float64Array): number {
  let least = Infinity
  let most = -Infinity
  for (const sum of sums) {
    least = Math.min(least, sum)
    most = Math.max(most, sum)
  }
  return most - least
}

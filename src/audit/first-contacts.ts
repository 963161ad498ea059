/**
 * Whom each pair of test accounts meets first: the treated one a source, the control an innocent
 * account of like popularity.
 *
 * Differences between test accounts show nothing of a network without a counterpart that differs in
 * the network alone: popular accounts lead elsewhere than unpopular ones.
 *
 * @module
 */
import { degree } from '../graph/csr.ts'
import { InputError } from '../model/errors.ts'
import { type Platform } from '../platform/platform.ts'
import { type Random } from '../util/random.ts'

export interface ContactPairs {
  readonly treated: Uint32Array
  readonly control: Uint32Array
}

/** A control is drawn among so many innocent accounts of the nearest number of followers. */
const NEAREST = 40

/**
 * `count` pairs. Every row of `pool` is used once before one is used twice.
 *
 * @throws {InputError} if the pool is empty, or every account is of the network.
 */
export function drawContactPairs(
  { follows }: Platform,
  pool: ArrayLike<number>,
  harmful: Uint8Array,
  count: number,
  random: Random,
): ContactPairs {
  if (pool.length === 0) {
    throw new InputError(
      'The platform has no known source account for a first contact; import signals that name accounts of the network.',
    )
  }
  const followers = (row: number) => degree(follows.in, row)
  const innocent: number[] = []
  for (let row = 0; row < harmful.length; row++) if (!harmful[row]) innocent.push(row)
  if (innocent.length === 0) {
    throw new InputError(
      `All ${harmful.length} accounts of the platform are of the network; an audit needs innocent ones to compare with.`,
    )
  }
  innocent.sort((a, b) => followers(a) - followers(b) || a - b)

  const treated = new Uint32Array(count)
  const control = new Uint32Array(count)
  const order = Uint32Array.from(pool)
  for (let pair = 0; pair < count; pair++) {
    const turn = pair % order.length
    if (turn === 0) shuffle(order, random)
    treated[pair] = order[turn]
    control[pair] = drawMatched(innocent, followers, followers(order[turn]), random)
  }
  return { treated, control }
}

/** One of the accounts whose number of followers is nearest to `wanted`. */
function drawMatched(
  innocent: readonly number[],
  followers: (row: number) => number,
  wanted: number,
  random: Random,
): number {
  let low = 0
  let high = innocent.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (followers(innocent[middle]) < wanted) low = middle + 1
    else high = middle
  }
  // many accounts share a small number of followers: the window must not hang at their low end
  let end = low
  while (end < innocent.length && followers(innocent[end]) === wanted) end++
  if (end - low >= NEAREST) return innocent[low + random.below(end - low)]
  const first = Math.max(0, Math.min(low - NEAREST / 2, innocent.length - NEAREST))
  return innocent[first + random.below(Math.min(NEAREST, innocent.length))]
}

/** Fisher and Yates. */
function shuffle(rows: Uint32Array, random: Random): void {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const row = rows[i]
    rows[i] = rows[j]
    rows[j] = row
  }
}

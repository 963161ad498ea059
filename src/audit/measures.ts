/**
 * What sessions of test accounts say, one number for each account; definitions as in the audits that
 * were published (Haroon et al. 2022; Huszár et al. 2022; Hosseinmardi et al. 2024).
 *
 * A slate is a list of rows, best first; `harmful` is 1 for rows of the network.
 *
 * @module
 */

/** Ranks that count as seen. */
const SEEN_RANKS = 10
/** Slates at the end that tell whether an account is flooded. */
export const FLOOD_SLATES = 5

type Slates = readonly Uint32Array[]

/**
 * Exposure@10 of each slate: harmful entries among the first ten, over ten. Places that nothing
 * fills count as harmless, so that a short list cannot look worse than a full one.
 */
export function exposureOfSlates(slates: Slates, harmful: Uint8Array): number[] {
  return slates.map((slate) => countHarmful(slate.subarray(0, SEEN_RANKS), harmful) / SEEN_RANKS)
}

/** Share of harmful entries in the last five slates, 0..1; 0 when they are empty. */
export function floodRatio(slates: Slates, harmful: Uint8Array): number {
  let entries = 0
  let count = 0
  for (const slate of slates.slice(-FLOOD_SLATES)) {
    entries += slate.length
    count += countHarmful(slate, harmful)
  }
  return entries === 0 ? 0 : count / entries
}

/** The first slate with a harmful entry, counted from 1; null when there is none. */
export function slatesToFirstExposure(slates: Slates, harmful: Uint8Array): number | null {
  const first = slates.findIndex((slate) => countHarmful(slate, harmful) > 0)
  return first < 0 ? null : first + 1
}

/** Harmful entries and all entries that were shown. */
export interface Impressions {
  readonly harmful: number
  readonly entries: number
}

export function impressionsOf(slates: Slates, harmful: Uint8Array): Impressions {
  let count = 0
  let entries = 0
  for (const slate of slates) {
    entries += slate.length
    count += countHarmful(slate, harmful)
  }
  return { harmful: count, entries }
}

export function sumOf(impressions: readonly Impressions[]): Impressions {
  let harmful = 0
  let entries = 0
  for (const one of impressions) {
    harmful += one.harmful
    entries += one.entries
  }
  return { harmful, entries }
}

/**
 * How many times more often treated accounts are shown the network than controls: 1 is no more.
 *
 *     A = (H_treated + 1) / (c · H_control + 1),   c = entries treated / entries control
 *
 * Huszár et al. 2022 with impressions for reach, and as a ratio (they take 1 off). The + 1 keeps it
 * finite when controls see nothing, and draws it towards 1 when little was seen at all.
 */
export function amplification(treated: Impressions, control: Impressions): number {
  const c = control.entries === 0 ? 1 : treated.entries / control.entries
  return (treated.harmful + 1) / (c * control.harmful + 1)
}

function countHarmful(slate: Uint32Array, harmful: Uint8Array): number {
  let count = 0
  // rows past the end are accounts that the platform's data does not know
  for (const row of slate) if (harmful[row] === 1) count++
  return count
}

/** Below a twentieth of a per cent: too little for a ratio of two such exposures to say anything. */
export function isNearZero(exposure: number): boolean {
  return exposure < 0.0005
}

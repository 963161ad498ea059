/**
 * What bounds the automation: how many standings software may change in a day before a person looks,
 * and which of several servers works.
 *
 * A standing that software infers has an end, and `setBy` is `software`. One that says what signals on
 * the account itself say is software's too, and has none: that is not guessed, and not counted.
 *
 * @module
 */
import { SOFTWARE } from './software.ts'

export interface Automation {
  /** Which worker works, or last did; null before the first. */
  readonly holder: string | null
  readonly heldUntilMillis: number
  /** Since when nothing further is set; null while it works. */
  readonly haltedAtMillis: number | null
  /** When a person last looked: changes up to then count no more. */
  readonly countedFromMillis: number
  /** Changes that this person allowed for a day; null for as many as the quota has. */
  readonly allowance: number | null
}

export const NO_AUTOMATION: Automation = Object.freeze({
  holder: null,
  heldUntilMillis: 0,
  haltedAtMillis: null,
  countedFromMillis: 0,
  allowance: null,
})

/** How many standings software may change in 24 hours, unless the operator says otherwise. */
export const DEFAULT_QUOTA = 1000
/** How long an inferred standing holds after its evidence. */
export const INFERRED_LIFE_MILLIS = 14 * 86_400_000

const DAY_MILLIS = 86_400_000

export const AUTOMATION_STATES = ['working', 'halted'] as const
export type AutomationState = (typeof AUTOMATION_STATES)[number]

export function stateOf({ haltedAtMillis }: Automation): AutomationState {
  return haltedAtMillis === null ? 'working' : 'halted'
}

/** Whether software has inferred it, from a map or from being near a seed. */
export function isInferred({
  setBy,
  expiresAtMillis,
}: {
  readonly setBy: string
  readonly expiresAtMillis: number | null
}): boolean {
  return setBy === SOFTWARE && expiresAtMillis !== null
}

/** From when on changes count: for a day, and not from before a person looked. */
export function countingFrom({ countedFromMillis }: Automation, nowMillis: number): number {
  const dayAgo = nowMillis - DAY_MILLIS
  // a clock that was set back must not let anything go uncounted
  return countedFromMillis > nowMillis ? dayAgo : Math.max(dayAgo, countedFromMillis)
}

/** How many changes are allowed of those that `countingFrom` says. */
export function allowed(
  { allowance, countedFromMillis }: Automation,
  quota: number,
  nowMillis: number,
): number {
  const isFresh = countedFromMillis > nowMillis - DAY_MILLIS && countedFromMillis <= nowMillis
  return allowance !== null && isFresh ? allowance : quota
}

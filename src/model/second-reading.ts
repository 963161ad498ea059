/**
 * Of a share of the closed cases a second person says what they would have decided, without knowing
 * what the first did.
 *
 * @module
 */
import { type DecisionKind } from './case-decision.ts'
import { type Holder } from './person.ts'

/** What a case came to; `none` for one that was closed without a decision. */
export const READING_VERDICTS = [
  'limit',
  'withhold',
  'remove',
  'protect',
  'clear',
  'escalate',
  'none',
] as const
export type ReadingVerdict = DecisionKind | 'none'

export const DEFAULT_SECOND_SHARE = 0.05

export interface SecondReading {
  readonly case: string
  readonly childSafety: boolean
  readonly drawnAtMillis: number
  readonly first: ReadingVerdict
  /** Everybody who decided, approved or closed. */
  readonly firstBy: readonly Holder[]
  readonly second: ReadingVerdict | null
  readonly secondBy: Holder | null
  readonly reason: string | null
  readonly readAtMillis: number | null
}

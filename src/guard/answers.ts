/**
 * What the guard answers.
 *
 * @module
 */

/** Only in shadow mode, where everything passes: what the policy would have done. */
export interface Shadow {
  readonly demoted: number
  readonly withheld: number
}

export interface FilterAnswer {
  /** Policy and standings that decided, and whether the guard was failing: for the platform's log. */
  readonly decision: string
  /** To show, in the order in which they came. */
  readonly allowed: readonly string[]
  /** To show after everything in `allowed`, if at all, in the order in which they came. */
  readonly demoted: readonly string[]
  /** How many are not to be shown. Which ones can be seen from the lists; who they are need not be logged. */
  readonly withheld: number
  readonly shadow?: Shadow
}

/** The same by the places of the candidates, for ids that are numbers. */
export interface CodedAnswer {
  readonly decision: string
  /** One for each candidate, in the order in which they came: 0 to show, 1 to show after those, 2 not to show. */
  readonly actions: Uint8Array
  readonly demoted: number
  readonly withheld: number
  readonly shadow?: Shadow
}

export interface LearnAnswer {
  readonly decision: string
  /** Places of the interactions that the recommender may learn from, rising. */
  readonly learn: readonly number[]
}

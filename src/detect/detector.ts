/**
 * What a detector is: data and one pure function.
 *
 * @module
 */
import { type Platform } from '../platform/platform.ts'

/** The accounts that a map starts from. Rows are distinct and rising. */
export interface Seeds {
  readonly rows: Uint32Array
  /** 0..1, how sure the signals are; one for each row. */
  readonly weights: Float32Array
}

export interface Detector {
  /** Stable name, shown in explanations and results. */
  readonly id: string
  /** One line for a person: what closeness means here. */
  readonly title: string
  /**
   * Score the accounts `rows` (distinct and rising) by their closeness to the seeds: larger is
   * closer, 0 says nothing. One score for each of `rows`. A seed's own mass does not count for
   * itself. Returns null when the platform holds nothing that this detector reads, or it has nothing to
   * say of these seeds.
   *
   * The whole platform is read, with true degrees, so a score does not depend on who else is asked
   * about, save for rounding and what single detectors say of it; but the time goes with the
   * entries of `rows` and of the seeds, not with the platform.
   */
  score(platform: Platform, seeds: Seeds, rows: Uint32Array): Float64Array | null
  /** Above this score the detector claims that the account is more likely close than not. */
  readonly claimsAbove?: number // left out by detectors whose scores are only an order
}

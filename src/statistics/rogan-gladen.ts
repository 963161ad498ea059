/**
 * What is left when reviewers' mistakes are taken out: W. Rogan and B. Gladen, Estimating prevalence
 * from the results of a screening test (Am. J. Epidemiology 107, 1978).
 *
 * It holds for a weighed estimate as it does for a plain one, since both are linear in the answers, as
 * long as a mistake is no more likely on one account than on another.
 *
 * @module
 */
import { type Interval } from './interval.ts'
import { shareInterval } from './share.ts'

/** How reviewers did where the answer was known. */
export interface KnownAnswers {
  /** Accounts that are positive, and how many of them were answered so. */
  readonly positives: number
  readonly truePositives: number
  /** The same for those that are not. */
  readonly negatives: number
  readonly trueNegatives: number
}

export interface Corrected extends Interval {
  readonly sensitivity: Interval
  readonly specificity: Interval
  /** By the delta method (Rogan and Gladen, equation 3), from that of the apparent share. */
  readonly variance: number
}

/**
 * The true share behind an apparent one, (p + specificity − 1) / (sensitivity + specificity − 1), kept
 * within 0..1. Its interval puts the three together by what each leaves open to either side (MOVER;
 * G. Zou and A. Donner, Stat. in Medicine 27, 2008), so that the interval of a rare share stays as
 * lopsided as it is, and a specificity of 5,000 out of 5,000 is no certainty.
 *
 * @throws {RangeError} if a count is impossible, or reviewers did no better than chance.
 */
export function roganGladen(apparent: Interval, variance: number, known: KnownAnswers): Corrected {
  const { positives, truePositives, negatives, trueNegatives } = known
  for (const [name, right, all] of [
    ['positives', truePositives, positives],
    ['negatives', trueNegatives, negatives],
  ] as const) {
    if (!(all >= 1 && right >= 0 && right <= all)) {
      throw new RangeError(
        `"${name}" expected 1 or more and up to as many right, got ${right} of ${all}`,
      )
    }
  }
  const sensitivity = shareInterval(truePositives, positives)
  const specificity = shareInterval(trueNegatives, negatives)
  const youden = sensitivity.value + specificity.value - 1
  if (youden <= 0) {
    throw new RangeError(
      `"known" expected answers better than chance, got ${truePositives} of ${positives} and ${trueNegatives} of ${negatives} right`,
    )
  }
  const raw = (apparent.value + specificity.value - 1) / youden
  const value = clamped(raw)
  // a share is worth its part in each account's answer: d/d(se) = −π/J, d/d(sp) = (1 − π)/J
  const apart = (p: number, se: number, sp: number) =>
    Math.hypot(p, value * se, (1 - value) * sp) / youden
  const below = apart(
    apparent.value - apparent.low,
    sensitivity.high - sensitivity.value,
    specificity.value - specificity.low,
  )
  const over = apart(
    apparent.high - apparent.value,
    sensitivity.value - sensitivity.low,
    specificity.high - specificity.value,
  )
  return Object.freeze({
    value,
    low: clamped(raw - below),
    high: clamped(raw + over),
    sensitivity,
    specificity,
    variance:
      (variance +
        value ** 2 * spreadOf(sensitivity, positives) +
        (1 - value) ** 2 * spreadOf(specificity, negatives)) /
      youden ** 2,
  })
}

function spreadOf({ value }: Interval, size: number): number {
  return (value * (1 - value)) / size
}

function clamped(value: number): number {
  return Math.min(1, Math.max(0, value))
}

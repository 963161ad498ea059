/**
 * Which signals are believed: one rule for the map, which starts from them, and for the audit, which
 * counts them. Two rules would let an audit count as harmful what the map has let go.
 *
 * Anybody can make a report, and many together can report a community that they dislike. So a report
 * says whom people should look at, and not where a network is: it starts nothing as long as something
 * speaks that not everybody can make. A bounded number of reports for each reporter would not do:
 * those who come together have one each. Systems that were chosen are bounded where they are named
 * (reporters.ts).
 *
 * @module
 */
import { beliefIn, oneOfEach } from './reporters.ts'
import { type Signal } from './signal.ts'

/** A signal that is surer than not is accepted; a weaker one is for people to look at first. */
export const LEAST_SEED_CONFIDENCE = 0.5

type Weighed = Pick<Signal, 'subject' | 'kind' | 'polarity' | 'confidence'> &
  Partial<Pick<Signal, 'atMillis' | 'reporter'>>

/** Subjects by row, each with its weight in 0.5..1: the strongest of its signals. */
export interface SubjectsByTrust {
  /** With a signal that only somebody whom the platform chose can send. */
  readonly vouched: ReadonlyMap<number, number>
  /** Spoken of by reports alone, or by what a named reporter says beyond what it is believed. */
  readonly reported: ReadonlyMap<number, number>
}

/**
 * The subjects with an accepted harmful signal: the vouched, or the reported where there is nothing
 * else to start from, and then of each named reporter one. Linear in the signals.
 *
 * @param rowOf the row of a subject; below 0 for one that is unknown or of another kind: left out.
 */
export function acceptedSubjects(
  signals: readonly Weighed[],
  rowOf: (subject: Signal['subject']) => number,
): ReadonlyMap<number, number> {
  const { vouched } = subjectsByTrust(signals, rowOf)
  return vouched.size > 0 ? vouched : subjectsByTrust(startingReports(signals), rowOf).reported
}

/** An investigator's word that somebody is innocent still takes its subject out. */
function startingReports<One extends Weighed>(signals: readonly One[]): One[] {
  const isSaid = ({ polarity, confidence }: One) =>
    polarity === 'harmful' && confidence >= LEAST_SEED_CONFIDENCE
  return [...oneOfEach(signals.filter(isSaid)), ...signals.filter((one) => !isSaid(one))]
}

/**
 * The subjects with an accepted harmful signal, by who says so. An investigator's benign signal
 * withdraws the subject, whatever else was said of it and however sure the signal, because a person
 * has looked.
 */
export function subjectsByTrust(
  signals: readonly Weighed[],
  rowOf: (subject: Signal['subject']) => number,
): SubjectsByTrust {
  const vouched = new Map<number, number>()
  const reported = new Map<number, number>()
  const withdrawn = new Set<number>()
  const beliefs = beliefIn(signals, rowOf)
  for (const signal of signals) {
    const { subject, kind, polarity, confidence } = signal
    const row = rowOf(subject)
    if (row < 0) continue
    if (polarity === 'benign') {
      if (kind === 'investigator') withdrawn.add(row)
    } else if (confidence >= LEAST_SEED_CONFIDENCE) {
      const belief = beliefs.get(signal) ?? (kind === 'report' ? 0 : confidence)
      const strongest = belief >= LEAST_SEED_CONFIDENCE ? vouched : reported
      strongest.set(row, Math.max(belief || confidence, strongest.get(row) ?? 0))
    }
  }
  for (const row of withdrawn) vouched.delete(row)
  for (const row of [...withdrawn, ...vouched.keys()]) reported.delete(row)
  return { vouched, reported }
}

/**
 * Which signals are believed: one rule for the map, which starts from them, and for the audit, which
 * counts them. Two rules would let an audit count as harmful what the map has let go.
 *
 * Anybody can make a report, and many together can report a community that they dislike. So a report
 * says whom people should look at, and not where a network is: it starts nothing as long as something
 * speaks that not everybody can make. A bounded number of reports for each reporter would not do:
 * those who come together have one each.
 *
 * @module
 */
import { type Signal } from './signal.ts'

/** A signal that is surer than not is accepted; a weaker one is for people to look at first. */
export const LEAST_SEED_CONFIDENCE = 0.5

type Weighed = Pick<Signal, 'subject' | 'kind' | 'polarity' | 'confidence'>

/** Subjects by row, each with its weight in 0.5..1: the strongest of its signals. */
export interface SubjectsByTrust {
  /** With a signal that only somebody whom the platform chose can send. */
  readonly vouched: ReadonlyMap<number, number>
  /** Spoken of by reports alone. */
  readonly reported: ReadonlyMap<number, number>
}

/**
 * The subjects with an accepted harmful signal: the vouched, or the reported where there is nothing
 * else to start from. Linear in the signals.
 *
 * @param rowOf the row of a subject; below 0 for one that is unknown or of another kind: left out.
 */
export function acceptedSubjects(
  signals: readonly Weighed[],
  rowOf: (subject: Signal['subject']) => number,
): ReadonlyMap<number, number> {
  const { vouched, reported } = subjectsByTrust(signals, rowOf)
  return vouched.size > 0 ? vouched : reported
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
  for (const { subject, kind, polarity, confidence } of signals) {
    const row = rowOf(subject)
    if (row < 0) continue
    if (polarity === 'benign') {
      if (kind === 'investigator') withdrawn.add(row)
    } else if (confidence >= LEAST_SEED_CONFIDENCE) {
      const strongest = kind === 'report' ? reported : vouched
      strongest.set(row, Math.max(confidence, strongest.get(row) ?? 0))
    }
  }
  for (const row of withdrawn) vouched.delete(row)
  for (const row of [...withdrawn, ...vouched.keys()]) reported.delete(row)
  return { vouched, reported }
}

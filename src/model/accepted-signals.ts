/**
 * Which signals are believed: one rule for the map, which starts from them, and for the audit, which
 * counts them. Two rules would let an audit count as harmful what the map has let go.
 *
 * @module
 */
import { type Signal } from './signal.ts'

/** A signal that is surer than not is accepted; a weaker one is for people to look at first. */
export const LEAST_SEED_CONFIDENCE = 0.5

/**
 * The subjects with an accepted harmful signal, by row, each with its weight in 0.5..1: the strongest
 * of its signals. An investigator's benign signal withdraws the subject, whatever else was said of it
 * and however sure the signal, because a person has looked. Linear in the signals.
 *
 * @param rowOf the row of a subject; below 0 for one that is unknown or of another kind: left out.
 */
export function acceptedSubjects(
  signals: readonly Pick<Signal, 'subject' | 'kind' | 'polarity' | 'confidence'>[],
  rowOf: (subject: Signal['subject']) => number,
): ReadonlyMap<number, number> {
  const strongest = new Map<number, number>()
  const withdrawn = new Set<number>()
  for (const { subject, kind, polarity, confidence } of signals) {
    const row = rowOf(subject)
    if (row < 0) continue
    if (polarity === 'benign') {
      if (kind === 'investigator') withdrawn.add(row)
    } else if (confidence >= LEAST_SEED_CONFIDENCE) {
      strongest.set(row, Math.max(confidence, strongest.get(row) ?? 0))
    }
  }
  for (const row of withdrawn) strongest.delete(row)
  return strongest
}

/**
 * How far a reporter's word goes, by what people decided about what it had said before.
 *
 * A reporter is a person or a system that signals name (`Signal.reporter`). Its record is how often an
 * investigator, looking later, found the same. Two rules follow, and neither needs to know who it is:
 *
 * - *Reputation*: the share that it is right about, as its record bears out, not as it may be by luck.
 *   Below even odds its signals are for people to look at, and start no network.
 * - *Cap*: of what nobody has looked at yet, only so many signals of one reporter start networks, in
 *   proportion to what it was right about. On made-up platforms two wrong seeds in a fan club had all
 *   of it claimed (one had nobody), so that a newcomer's word may start in one place alone. A report
 *   starts in none, whatever its reporter was right about: heard in one place for each five right, ten
 *   members given away had a fan club claimed, and honest reporters found nobody more.
 *
 * An investigator is a person who looked, and a confirmed match is about what was sent: neither is
 * capped, and an investigator's word is what the others are held against. Signals without a reporter
 * are taken as they always were.
 *
 * Simpler than Dawid and Skene (1979), who learn everybody's errors from each other's answers: there
 * a crowd that agrees with itself is right, and a crowd is what a mass report is.
 *
 * @module
 */
import { type Signal, type SignalKind } from './signal.ts'

/** How often people found what a reporter had said, and how often not. */
export interface TrackRecord {
  readonly agreed: number
  readonly disagreed: number
}

type Reported = Pick<Signal, 'subject' | 'kind' | 'polarity' | 'confidence'> &
  Partial<Pick<Signal, 'atMillis' | 'reporter'>>

/** One in ten normal draws lies this many deviations below the mean, or further. */
const ONE_IN_TEN = 1.2816
/** What a kind's first reporters count as having been right and wrong before anybody looked. */
const PRIOR = {
  // somebody whom the platform knows nothing of
  report: { right: 1, wrong: 1 },
  // a system that the platform chose to listen to
  chosen: { right: 9, wrong: 1 },
}
/** Signals of a chosen system that nobody has looked at and that count all the same. */
const FIRST_OPEN = 1
const OPEN_FOR_EACH_RIGHT = 10

/**
 * The share of a reporter's signals that is right, 0..1: the mean of the Beta posterior less 1.28 of
 * its deviations, which nine in ten of such posteriors lie above, about.
 */
export function reputationOf({ agreed, disagreed }: TrackRecord, kind: SignalKind): number {
  const prior = kind === 'report' ? PRIOR.report : PRIOR.chosen
  const right = prior.right + agreed
  const all = right + prior.wrong + disagreed
  const mean = right / all
  return Math.max(0, mean - ONE_IN_TEN * Math.sqrt((mean * (1 - mean)) / (all + 1)))
}

/** How many of its signals that nobody has looked at may start networks. */
export function mostOpen({ agreed, disagreed }: TrackRecord, kind: SignalKind): number {
  if (kind === 'investigator') return Infinity
  if (kind === 'report' || reputationOf({ agreed, disagreed }, kind) < 1 / 2) return 0
  if (kind === 'hash-match') return Infinity
  return Math.max(FIRST_OPEN, agreed * OPEN_FOR_EACH_RIGHT)
}

/** Accounts that nobody has looked at and that one reporter's reports shield all the same. */
const FIRST_SHIELDED = 5

/**
 * How many such accounts the reports of one reporter may have withheld, as of now: five, and five more
 * for each that people found too, five fewer for each that they did not.
 */
export function mostShielded({ agreed, disagreed }: TrackRecord): number {
  return Math.max(0, FIRST_SHIELDED * (1 + agreed - disagreed))
}

/**
 * How far each named signal is believed: its confidence, at most its reporter's reputation; 0 for one
 * that is set aside. Signals without a reporter, and an investigator's, are not in the answer.
 * Linear in the signals, but for sorting each reporter's.
 *
 * @param rowOf as `subjectsByTrust` has it.
 */
export function beliefIn<One extends Reported>(
  signals: readonly One[],
  rowOf: (subject: Signal['subject']) => number,
): ReadonlyMap<One, number> {
  const named = signals.filter(
    ({ reporter, kind, polarity }) =>
      reporter !== undefined && kind !== 'investigator' && polarity === 'harmful',
  )
  const beliefs = new Map<One, number>()
  if (named.length === 0) return beliefs
  const verdicts = verdictsOf(signals, rowOf)
  for (const own of byReporterAndKind(named).values()) {
    const [{ kind }] = own
    const record = recordOf(own, verdicts, rowOf)
    const reputation = reputationOf(record, kind)
    const most = mostOpen(record, kind)
    const places = new Set<number>()
    for (const one of own.toSorted(bySureThenEarly)) {
      const row = rowOf(one.subject)
      if (row < 0) continue
      // what an investigator has looked at needs no other word
      const counts = !verdicts.has(row) && (places.has(row) || places.size < most)
      if (counts) places.add(row)
      beliefs.set(one, counts && reputation >= 1 / 2 ? Math.min(one.confidence, reputation) : 0)
    }
  }
  return beliefs
}

interface Verdict {
  readonly harmful: boolean
  readonly atMillis: number | null
}

/** What investigators found: the first benign word stands above all, as in `subjectsByTrust`. */
function verdictsOf(
  signals: readonly Reported[],
  rowOf: (subject: Signal['subject']) => number,
): ReadonlyMap<number, Verdict> {
  const verdicts = new Map<number, Verdict>()
  for (const { kind, polarity, subject, atMillis = null } of signals) {
    if (kind !== 'investigator') continue
    const row = rowOf(subject)
    const known = verdicts.get(row)
    const harmful = polarity === 'harmful'
    if (row < 0 || (known && (harmful || !known.harmful))) continue
    verdicts.set(row, { harmful, atMillis })
  }
  return verdicts
}

/**
 * Each subject once. To be right is to have said it before the verdict, as far as times are known: to
 * repeat what is known proves nothing. To be wrong needs no time.
 */
function recordOf(
  own: readonly Reported[],
  verdicts: ReadonlyMap<number, Verdict>,
  rowOf: (subject: Signal['subject']) => number,
): TrackRecord {
  const agreed = new Set<number>()
  const disagreed = new Set<number>()
  for (const { subject, atMillis } of own) {
    const row = rowOf(subject)
    const verdict = verdicts.get(row)
    if (!verdict) continue
    if (!verdict.harmful) disagreed.add(row)
    else if (atMillis != null && verdict.atMillis !== null && atMillis < verdict.atMillis) {
      agreed.add(row)
    }
  }
  return { agreed: agreed.size, disagreed: disagreed.size }
}

function byReporterAndKind<One extends Reported>(
  named: readonly One[],
): ReadonlyMap<string, readonly [One, ...One[]]> {
  const groups = new Map<string, [One, ...One[]]>()
  for (const one of named) {
    const key = `${one.kind} ${one.reporter}`
    const own = groups.get(key)
    if (own) own.push(one)
    else groups.set(key, [one])
  }
  return groups
}

/** The signals without a reporter, and of each reporter one: the first of those it is surest of. */
export function oneOfEach<One extends Reported>(signals: readonly One[]): One[] {
  const best = new Map<string, One>()
  for (const one of signals) {
    const { reporter } = one
    if (reporter === undefined) continue
    const known = best.get(reporter)
    if (!known || bySureThenEarly(one, known) < 0) best.set(reporter, one)
  }
  return signals.filter((one) => one.reporter === undefined || best.get(one.reporter) === one)
}

/** What it is surest of first, then what it said first; else as they came. */
function bySureThenEarly(a: Reported, b: Reported): number {
  return b.confidence - a.confidence || (a.atMillis ?? Infinity) - (b.atMillis ?? Infinity) || 0
}

/**
 * Standings that software infers: each with a reason and an end, so many a day, and never where a
 * person or the account's own signals have spoken.
 *
 * Past the quota nothing further is set or taken back until a person has looked: a bad list of
 * seeds or a broken import would otherwise hide or show half a platform. What holds goes on holding
 * and is still renewed, so exposure stays guarded. The most severe changes come first, and taking back last.
 *
 * @module
 */
import { allowed, countingFrom, INFERRED_LIFE_MILLIS, isInferred } from '../model/automation.ts'
import { UNKNOWN_STANDING, unpackStanding, weightOfStanding } from '../model/standing.ts'
import { type NewStanding, type StoredStanding, type StoreTransaction } from '../store/store.ts'
import { type Casework } from './casework.ts'
import { isTakenBackByPerson } from './decided-by-person.ts'
import { record } from './record.ts'
import { SOFTWARE } from '../model/software.ts'

export interface InferredStanding {
  readonly account: string
  /** As `packStanding` makes it; `UNKNOWN_STANDING` takes back what was inferred. */
  readonly standing: number
  readonly reason: string
  /** When it ends unless it is inferred again. */
  readonly untilMillis: number
}

export interface InferOptions {
  /** The worker that holds the automation; null for a person who asks at the command line. */
  readonly holder: string | null
  readonly quota: number
  /** What it comes from, for the audit log: no account. */
  readonly because: string
}

export interface Inferred {
  /** False when another worker holds the automation: nothing was done. */
  readonly held: boolean
  /** Standings that changed. */
  readonly changed: number
  readonly renewed: number
  /** What the quota did not let through; all of it while the automation is halted. */
  readonly left: readonly InferredStanding[]
}

/**
 * When this resolves what was changed is on disk. Each account at most once.
 *
 * The first standings of a store that a person asks for are let through whatever their number:
 * nothing held before, and this person is the one to ask.
 */
export async function inferStandings(
  { store, signer, now }: Casework,
  wanted: readonly InferredStanding[],
  { holder, quota, because }: InferOptions,
): Promise<Inferred> {
  return store.transact(async (tx) => {
    const atMillis = now()
    const automation = await tx.automation()
    if (holder !== null && automation.holder !== holder) {
      return { held: false, changed: 0, renewed: 0, left: [] }
    }
    const { changes, renewals } = await against(tx, wanted, atMillis)
    const isFirst = holder === null && (await tx.inferredChangesSince(-1)) === 0
    const counted = await tx.inferredChangesSince(countingFrom(automation, atMillis))
    const room = isFirst ? Infinity : Math.max(0, allowed(automation, quota, atMillis) - counted)
    const made = automation.haltedAtMillis === null ? changes.slice(0, room) : []
    const left = changes.slice(made.length)

    const rows = [...made, ...renewals].map((one) => rowOf(one, atMillis))
    if (rows.length > 0) await tx.setStandings(rows)
    const actor = holder === null ? 'command-line' : SOFTWARE
    const event = { atMillis, actor, subject: null, reason: null } as const
    if (made.length > 0) {
      await tx.addInferredChanges({ atMillis, count: made.length })
      const details = { because, ...countsOf(made) }
      await record(tx, signer, { ...event, action: 'standings.inferred', details })
    }
    const halts = left.length > 0 && automation.haltedAtMillis === null
    if (halts) {
      const details = { because, quota: room + counted, changed: counted + made.length }
      await record(tx, signer, {
        ...event,
        action: 'automation.halted',
        details: { ...details, waiting: left.length },
      })
    }
    if (halts || isFirst) {
      await tx.putAutomation({
        ...automation,
        haltedAtMillis: halts ? atMillis : automation.haltedAtMillis,
        countedFromMillis: isFirst ? atMillis : automation.countedFromMillis,
      })
    }
    return { held: true, changed: made.length, renewed: renewals.length, left }
  })
}

/** What there is to do, held against what stands: the most severe first. */
async function against(
  tx: StoreTransaction,
  wanted: readonly InferredStanding[],
  atMillis: number,
): Promise<{ changes: InferredStanding[]; renewals: InferredStanding[] }> {
  const stand = await tx.standingsOf(wanted.map(({ account }) => account))
  const changes: InferredStanding[] = []
  const renewals: InferredStanding[] = []
  for (const one of wanted) {
    const before = stand.get(one.account)
    // a person has decided, or the account's own signals say what it is
    if (before && !isInferred(before) && !isTakenBackByPerson(before)) continue
    const isTakenBack = one.standing === UNKNOWN_STANDING
    if (!isTakenBack && one.untilMillis <= atMillis) continue
    if (one.standing !== holding(before, atMillis)) changes.push(one)
    else if (!isTakenBack && before && isRunningOut(before, one)) renewals.push(one)
  }
  changes.sort((a, b) => weightOfStanding(b.standing) - weightOfStanding(a.standing))
  return { changes, renewals }
}

function holding(before: StoredStanding | undefined, atMillis: number): number {
  if (!before || (before.expiresAtMillis ?? Infinity) <= atMillis) return UNKNOWN_STANDING
  return before.standing
}

/** A row for each day's map would be a history of nothing: renewed by half of its life. */
function isRunningOut({ expiresAtMillis }: StoredStanding, one: InferredStanding): boolean {
  return one.untilMillis - (expiresAtMillis ?? Infinity) > INFERRED_LIFE_MILLIS / 2
}

function rowOf({ account, standing, reason, untilMillis }: InferredStanding, atMillis: number) {
  const isTakenBack = standing === UNKNOWN_STANDING
  const expiresAtMillis = isTakenBack ? atMillis : untilMillis
  const row: NewStanding = {
    account,
    standing,
    setBy: SOFTWARE,
    reason,
    atMillis,
    expiresAtMillis,
  }
  return row
}

function countsOf(changes: readonly InferredStanding[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { standing } of changes) {
    const { level, protected: isProtected } = unpackStanding(standing)
    const name = standing === UNKNOWN_STANDING ? 'takenBack' : isProtected ? 'protected' : level
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

/**
 * A person gives an account its standing, or takes back what people decided before.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { type AgeBand } from '../model/age-band.ts'
import { checkDecider, type Decision, standingOfDecision } from '../model/decision.ts'
import { ConflictError, NotFoundError } from '../model/errors.ts'
import { type ApiKey } from '../model/key-role.ts'
import { SOFTWARE } from '../model/software.ts'
import { packStanding, type Standing, unpackStanding, UNKNOWN_STANDING } from '../model/standing.ts'
import { type NewStanding, type StoredStanding, type StoreTransaction } from '../store/store.ts'
import { type Casework } from './casework.ts'
import { isDecidedByPerson } from './decided-by-person.ts'
import { record } from './record.ts'
import { signalledStanding } from './signalled-standing.ts'

/**
 * When this resolves the decision is on disk, with the standings before it and the entry in the log.
 * Taken back, what the signals and the last map say holds again at once.
 *
 * @param known the byte that the guard has for the account: who states to be a minor is in no store. It may
 *   lag behind, so that what stands in the store counts as well.
 * @throws {ForbiddenError} if the role of `by` may not decide this.
 * @throws {ConflictError} if the standing has changed since the version that the person saw.
 * @throws {NotFoundError} if there is nothing to take back.
 */
export async function decideStanding(
  { store, signer, now }: Casework,
  decision: Decision,
  by: Pick<ApiKey, 'id' | 'role'>,
  known: number,
): Promise<StoredStanding> {
  const { account, level, reason, seenVersion } = decision
  checkDecider(by.role)
  return store.transact(async (tx) => {
    const before = await tx.standingOf(account)
    if (seenVersion !== null && seenVersion !== (before?.version ?? 0)) {
      throw new ConflictError(
        `The standing has changed since version ${seenVersion}; look at it again, then decide.`,
      )
    }
    if (level === null && !isDecidedByPerson(before)) {
      throw new NotFoundError(
        'Nobody has decided about the account; there is nothing to take back.',
      )
    }
    const shield = shieldOf(known, before?.standing ?? UNKNOWN_STANDING)
    const standing =
      level === null
        ? UNKNOWN_STANDING
        : packStanding(
            standingOfDecision({ level, protected: decision.protected }, shield, by.role),
          )
    const atMillis = now()
    const rest = { setBy: by.id, reason, atMillis, expiresAtMillis: null }
    const stored = await tx.setStanding({ account, standing, ...rest })
    const restored =
      level === null ? await saidBySoftware(tx, account, shield.ageBand, atMillis) : null
    const latest = restored ? await tx.setStanding(restored) : stored
    await record(tx, signer, {
      atMillis,
      actor: by.id,
      action: level === null ? 'standing.taken-back' : 'standing.decided',
      // the log is read by more people than the accounts are; who knows the id finds it again
      subject: hash('sha256', account),
      reason,
      details: { version: latest.version, ...(level !== null && { ...unpackStanding(standing) }) },
    })
    return latest
  })
}

/** Whoever of two says that it may be a child is believed. */
function shieldOf(...bytes: readonly number[]): Pick<Standing, 'protected' | 'ageBand'> {
  const said = bytes.map(unpackStanding)
  const isMinor = said.some(({ ageBand }) => ageBand === 'minor')
  const known = said.find(({ ageBand }) => ageBand !== 'unknown')?.ageBand ?? 'unknown'
  return {
    protected: said.some((one) => one.protected),
    ageBand: isMinor ? 'minor' : known,
  }
}

/** What holds once no person's word stands above it: what the signals make of it, or the last inference. */
async function saidBySoftware(
  tx: StoreTransaction,
  account: string,
  ageBand: AgeBand,
  atMillis: number,
): Promise<NewStanding | null> {
  const signalled = await signalledStanding(tx, account, ageBand)
  if (signalled) {
    return { account, ...signalled, setBy: SOFTWARE, atMillis, expiresAtMillis: null }
  }
  const history = await tx.standingHistory(account)
  const inferred = history.findLast(({ setBy }) => setBy === SOFTWARE)
  if (!inferred || (inferred.expiresAtMillis ?? 0) <= atMillis) return null
  const { standing, reason, expiresAtMillis } = inferred
  return { account, standing, reason, setBy: SOFTWARE, atMillis, expiresAtMillis }
}

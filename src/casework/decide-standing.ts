/**
 * A person gives an account its standing, or takes back what people decided before.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { checkDecider, type Decision, standingOfDecision } from '../model/decision.ts'
import { ConflictError, NotFoundError } from '../model/errors.ts'
import { type ApiKey } from '../model/key-role.ts'
import { packStanding, unpackStanding, UNKNOWN_STANDING } from '../model/standing.ts'
import { type StoredStanding } from '../store/store.ts'
import { type Casework } from './casework.ts'
import { markCases } from './cases/mark-cases.ts'
import { isDecidedByPerson } from './decided-by-person.ts'
import { record } from './record.ts'
import { saidBySoftware } from './said-by-software.ts'
import { type KnownOf, shieldOf } from './shield-of.ts'

/**
 * When this resolves the decision is on disk, with the standings before it and the entry in the log.
 * Taken back, what the signals and the last map say holds again at once.
 *
 * @param knownOf the byte that the guard has for an account: who states to be a minor is in no store. It may
 *   lag behind, so that what stands in the store counts as well.
 * @throws {ForbiddenError} if the role of `by` may not decide this.
 * @throws {ConflictError} if the standing has changed since the version that the person saw.
 * @throws {NotFoundError} if there is nothing to take back.
 */
export async function decideStanding(
  { store, signer, now }: Casework,
  decision: Decision,
  by: Pick<ApiKey, 'id' | 'role'>,
  knownOf: KnownOf,
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
    const shield = shieldOf(knownOf(account), before?.standing ?? UNKNOWN_STANDING)
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
    await markCases(tx, [account], knownOf)
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

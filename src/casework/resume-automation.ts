import { type Automation } from '../model/automation.ts'
import { ForbiddenError } from '../model/errors.ts'
import { type ApiKey, AUTOMATION_RESUMERS } from '../model/key-role.ts'
import { type Casework } from './casework.ts'
import { record } from './record.ts'

/**
 * A person has looked: the automation goes on, and counts its changes from now. It may be told before it
 * halts, too, where a large change is expected.
 *
 * @param changes how many it may make in the next 24 hours; null for as many as the quota has.
 * @throws {ForbiddenError} if the role of `by` may not.
 */
export async function resumeAutomation(
  { store, signer, now }: Casework,
  { reason, changes }: { readonly reason: string; readonly changes: number | null },
  by: Pick<ApiKey, 'id' | 'role'>,
): Promise<Automation> {
  if (!AUTOMATION_RESUMERS.includes(by.role)) {
    throw new ForbiddenError(
      `The automation is resumed by the roles ${AUTOMATION_RESUMERS.join(', ')}, not by ${by.role}.`,
    )
  }
  return store.transact(async (tx) => {
    const atMillis = now()
    const before = await tx.automation()
    const automation: Automation = Object.freeze({
      ...before,
      haltedAtMillis: null,
      countedFromMillis: atMillis,
      allowance: changes,
    })
    await tx.putAutomation(automation)
    await record(tx, signer, {
      atMillis,
      actor: by.id,
      action: 'automation.resumed',
      subject: null,
      reason,
      details: { changes, wasHalted: before.haltedAtMillis !== null },
    })
    return automation
  })
}

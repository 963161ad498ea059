/**
 * What a decision would do, before anybody makes it.
 *
 * @module
 */
import { type PreviewAsked } from '../../model/case-decision.ts'
import { type CaseSubject } from '../../model/case.ts'
import { type Role } from '../../model/role.ts'
import { unpackStanding, UNKNOWN_STANDING } from '../../model/standing.ts'
import { type Casework } from '../casework.ts'
import { visibleCase, type Worker } from '../cases/case-access.ts'
import { isDecidedByPerson } from '../decided-by-person.ts'
import { type KnownOf, shieldedAmong, shieldOf } from '../shield-of.ts'
import { passGate } from './gate.ts'
import { selected } from './selected.ts'

export interface Preview {
  readonly accounts: number
  readonly byRole: ReadonlyMap<Role | null, number>
  /** Of these the role is seeker: they follow, and offer nothing. */
  readonly onlySeekers: number
  /** How many the decision would come to. */
  readonly applied: number
  /** Left out; null for who may not know of them. */
  readonly mayBeMinors: number | null
  /** Protected, for whatever reason; null likewise. */
  readonly protected: number | null
  /** A person has decided about these before. */
  readonly alreadyDecided: number
  readonly needsSecondPerson: boolean
  /** To be sent with the decision: what people decide after this is then left as it is. */
  readonly seenVersion: number
}

/** @throws {NotFoundError} if the case may not be seen. */
export async function previewDecision(
  { store }: Casework,
  { case: id, kind, selection }: PreviewAsked,
  by: Worker,
  knownOf: KnownOf,
  removedAlone: number,
): Promise<Preview> {
  const one = await visibleCase(store, id, by, knownOf)
  const all = kind === 'escalate' ? [] : await selected(store, one, selection)
  const accounts = all.map(({ account }) => account)
  const shielded = await shieldedAmong(store, accounts, knownOf)
  const isHidden = ({ account }: CaseSubject) => !by.childSafety && shielded.has(account)
  const shown = all.filter((one) => !isHidden(one))
  // who may not know of them is not told by a difference of two counts either: whoever names some is
  // answered about all that were named, as if each were anybody
  const named = 'accounts' in selection
  const pretended = named ? all.length - shown.length : 0
  const stored = await store.standingsOf(accounts)
  const applied =
    kind === 'escalate'
      ? 0
      : (
          await passGate(
            store,
            kind,
            shown.map(({ account }) => account),
            by.role,
            knownOf,
          )
        ).passed.length
  let [minors, guarded, decided, seenVersion] = [0, 0, 0, 0]
  const byRole = new Map<Role | null, number>()
  if (pretended > 0) byRole.set(null, pretended)
  for (const { account, role } of shown) {
    const before = stored.get(account) ?? null
    const byte = before?.standing ?? UNKNOWN_STANDING
    byRole.set(role, (byRole.get(role) ?? 0) + 1)
    if (shielded.has(account) && shieldOf(knownOf(account), byte).ageBand !== 'adult') minors++
    if (unpackStanding(byte).protected) guarded++
    if (isDecidedByPerson(before)) decided++
    seenVersion = Math.max(seenVersion, before?.version ?? 0)
  }
  return {
    accounts: shown.length + pretended,
    byRole,
    onlySeekers: byRole.get('seeker') ?? 0,
    applied: applied + pretended,
    mayBeMinors: by.childSafety ? minors : null,
    protected: by.childSafety ? guarded : null,
    alreadyDecided: decided,
    needsSecondPerson: kind === 'remove' && (named ? all.length : applied) > removedAlone,
    seenVersion,
  }
}

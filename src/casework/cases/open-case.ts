/**
 * Opening cases, by people and by software: putting something in a queue can be undone and nobody it is
 * about notices it.
 *
 * Whoever may belong to a child or a victim goes to a care case of their own, so that no decision about
 * a network is ever a decision about them.
 *
 * @module
 */
import { type CaseOpening, type Case, type CaseSubject } from '../../model/case.ts'
import { priorityOf } from '../../model/case-priority.ts'
import { ConflictError, InputError } from '../../model/errors.ts'
import { type ApiKey } from '../../model/key-role.ts'
import { type Holder } from '../../model/person.ts'
import { SOFTWARE } from '../../model/software.ts'
import { type StoreTransaction } from '../../store/store.ts'
import { type Casework } from '../casework.ts'
import { newId } from '../new-id.ts'
import { record } from '../record.ts'
import { type KnownOf, shieldedAmong } from '../shield-of.ts'
import { type MappedNetwork } from './mapped-network.ts'
import { markCases } from './mark-cases.ts'

interface Draft {
  readonly kind: 'network' | 'account' | 'care'
  readonly network: string | null
  readonly evidence: string | null
  readonly reason: string
  readonly reach: number
  readonly subjects: readonly CaseSubject[]
}

/**
 * Answers with what was opened: a case, and a care case beside it where somebody may need one.
 *
 * @throws {InputError} if the network is not in the latest map.
 * @throws {ConflictError} if an open case has most of these accounts already.
 */
export async function openCase(
  casework: Casework,
  opening: CaseOpening,
  by: Pick<ApiKey, 'id' | 'person'>,
  networkOf: (id: string) => MappedNetwork | null,
  knownOf: KnownOf,
): Promise<readonly Case[]> {
  const network = opening.network === null ? null : networkOf(opening.network)
  if (opening.network !== null && !network) {
    throw new InputError('case.network is not in the latest map; name one that is.')
  }
  const named = opening.accounts.map((account) => ({ account, role: null, closeness: 1 }))
  const subjects = network ? network.members : named
  return casework.store.transact(async (tx) => {
    const before = await openCaseOf(tx, opening.kind, subjects)
    if (before) {
      const which = before.childSafety ? 'An open case' : `The open case ${before.id}`
      throw new ConflictError(`${which} has most of these accounts already; go on with it.`)
    }
    const draft: Draft = {
      kind: opening.kind,
      network: opening.network,
      evidence: network?.mark ?? null,
      reason: opening.reason,
      reach: network?.reach ?? subjects.length,
      subjects,
    }
    return putOpened(tx, casework, draft, { id: by.id, person: by.person }, knownOf, true)
  })
}

/** A case for each network of a map that no open case is about yet. Answers with how many. */
export async function openNetworkCases(
  casework: Casework,
  networks: readonly MappedNetwork[],
  knownOf: KnownOf,
): Promise<number> {
  let count = 0
  for (const { id, mark, reach, members } of networks) {
    const opened = await casework.store.transact(async (tx) => {
      if (await openCaseOf(tx, 'network', members)) {
        const atRisk = members.filter(({ role }) => role === 'at-risk')
        await markCases(
          tx,
          atRisk.map(({ account }) => account),
          knownOf,
        )
        return []
      }
      const reason = 'A network of the latest map.'
      const draft: Draft = {
        kind: 'network',
        network: id,
        evidence: mark,
        reason,
        reach,
        subjects: members,
      }
      return putOpened(tx, casework, draft, BY_SOFTWARE, knownOf, true)
    })
    count += opened.length
  }
  return count
}

/**
 * A case for each of these accounts that no open case has: what signals say of them. No entry in the
 * log of its own, since the signals have one.
 */
export async function openSignalled(
  tx: StoreTransaction,
  casework: Casework,
  accounts: readonly string[],
  evidence: string,
  knownOf: KnownOf,
): Promise<number> {
  const known = await tx.accountsInOpenCases(accounts)
  let count = 0
  for (const account of accounts) {
    if (known.has(account)) continue
    const draft: Draft = {
      kind: 'account',
      network: null,
      evidence,
      reason: 'An accepted signal on the account.',
      reach: 1,
      subjects: [{ account, role: null, closeness: 1 }],
    }
    count += (await putOpened(tx, casework, draft, BY_SOFTWARE, knownOf, false)).length
  }
  return count
}

const BY_SOFTWARE: Holder = { id: SOFTWARE, person: null }

/**
 * The open case of that kind that has at least half of them: the same network, whatever a later map
 * calls it and whoever has joined since.
 */
async function openCaseOf(
  tx: StoreTransaction,
  kind: Case['kind'],
  subjects: readonly CaseSubject[],
): Promise<Case | null> {
  const counts = await tx.openCasesWith(subjects.map(({ account }) => account))
  for (const [id, count] of counts) {
    if (2 * count < subjects.length) continue
    const one = await tx.case(id)
    if (one && (one.kind === kind || subjects.length === 1)) return one
  }
  return null
}

async function putOpened(
  tx: StoreTransaction,
  { signer, now }: Casework,
  { kind, network, evidence, reason, reach, subjects }: Draft,
  openedBy: Holder,
  knownOf: KnownOf,
  isRecorded: boolean,
): Promise<readonly Case[]> {
  const shielded = await shieldedAmong(
    tx,
    subjects.map(({ account }) => account),
    knownOf,
  )
  const isInCare = ({ account, role }: CaseSubject) =>
    kind === 'care' || role === 'at-risk' || shielded.has(account)
  const inCare = subjects.filter(isInCare)
  const others = subjects.filter((one) => !isInCare(one))
  const known = await tx.accountsInOpenCases(inCare.map(({ account }) => account))
  const newInCare = inCare.filter(({ account }) => !known.has(account))
  const minors = inCare.length
  const atMillis = now()
  const opened: Case[] = []
  for (const [as, some] of [
    [kind === 'care' ? 'network' : kind, others],
    ['care', newInCare],
  ] as const) {
    if (some.length === 0) continue
    const closeness = some.reduce((sum, one) => sum + one.closeness, 0) / some.length
    const parts = { reach: Math.max(reach, some.length), closeness: Math.min(1, closeness), minors }
    const one: Case = {
      id: newId('case'),
      kind: as,
      state: 'open',
      childSafety: as === 'care',
      network,
      evidence,
      region: null,
      reason,
      accounts: some.length,
      shielded: 0,
      ...parts,
      priority: priorityOf(parts),
      openPriority: priorityOf({ ...parts, minors: 0 }),
      escalated: false,
      openedBy,
      openedAtMillis: atMillis,
      closedBy: null,
      closedAtMillis: null,
      closingReason: null,
      lock: null,
    }
    await tx.putCase(one)
    await tx.addCaseSubjects(one.id, some)
    opened.push(one)
    if (!isRecorded) continue
    await record(tx, signer, {
      atMillis,
      actor: openedBy.id,
      action: 'case.opened',
      subject: one.id,
      reason,
      details: { kind: as, accounts: some.length, ...(evidence !== null && { evidence }) },
    })
  }
  // they are in care from now on, and other cases may have them
  await markCases(
    tx,
    newInCare.map(({ account }) => account),
    knownOf,
  )
  return opened
}

/**
 * What changes in a case when it turns out that one of its accounts may belong to a child or a victim:
 * it counts as a minor in the priority and no longer in what is shown, and a case of nobody else becomes
 * one of child safety.
 *
 * Written down with whatever makes it so, because a queue of 100,000 cannot look at every account again.
 *
 * @module
 */
import { type Case } from '../../model/case.ts'
import { priorityOf } from '../../model/case-priority.ts'
import { type StoreReader, type StoreTransaction } from '../../store/store.ts'
import { type Casework } from '../casework.ts'
import { type KnownOf, shieldedAmong } from '../shield-of.ts'

const SUBJECTS_AT_ONCE = 5000

/** Count anew in every case, open or closed, that has any of these accounts. */
export async function markCases(
  tx: StoreTransaction,
  accounts: readonly string[],
  knownOf: KnownOf,
): Promise<void> {
  for (const id of (await tx.casesWith(accounts)).keys()) {
    const one = await tx.case(id)
    if (!one || one.kind === 'care') continue
    const shielded = await shieldedIn(tx, one, knownOf)
    if (shielded !== one.shielded) await tx.putCase(markedCase(one, shielded))
  }
}

/**
 * The same for what only the guard's base says: to be called when there is a new one, with those whom it
 * says to be minors or protected. Whom a later base calls an adult stays hidden until somebody decides.
 */
export async function markCasesOfBase(
  { store }: Pick<Casework, 'store'>,
  accounts: Iterable<string>,
  knownOf: KnownOf,
): Promise<void> {
  let some: string[] = []
  const mark = async () => {
    // most of a platform's minors are in no case: no transaction for them
    const known = await store.casesWith(some)
    if (known.size > 0) await store.transact((tx) => markCases(tx, some, knownOf))
    some = []
  }
  for (const account of accounts) {
    if (some.push(account) === SUBJECTS_AT_ONCE) await mark()
  }
  await mark()
}

/** How many accounts of the case may belong to a child or a victim, by what is known now. */
export async function shieldedIn(
  reader: StoreReader,
  { id }: Pick<Case, 'id'>,
  knownOf: KnownOf,
): Promise<number> {
  let count = 0
  for (let after: string | null = null; ;) {
    const page = await reader.caseSubjects(id, { after, limit: SUBJECTS_AT_ONCE })
    const accounts: string[] = page.map(({ account }) => account)
    count += (await shieldedAmong(reader, accounts, knownOf)).size
    if (page.length < SUBJECTS_AT_ONCE) return count
    after = accounts.at(-1)!
  }
}

function markedCase(one: Case, shielded: number): Case {
  const minors = Math.max(0, one.minors + shielded - one.shielded)
  const least = one.kind === 'account' ? 1 : one.accounts
  return {
    ...one,
    shielded,
    minors,
    priority: priorityOf({ reach: one.reach, closeness: one.closeness, minors }),
    childSafety: shielded >= least,
  }
}

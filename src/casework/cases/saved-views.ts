/**
 * Views of a network that are kept with a case: whoever may see the case sees them, less the accounts
 * that may not be shown to them.
 *
 * @module
 */
import { ConflictError } from '../../model/errors.ts'
import { MOST_VIEWS, type SavedView, type ViewToSave } from '../../model/saved-view.ts'
import { type StoreReader } from '../../store/store.ts'
import { type Casework } from '../casework.ts'
import { type KnownOf, shieldedAmong } from '../shield-of.ts'
import { takeInHand, visibleCase, type Worker } from './case-access.ts'

/**
 * Keep a view, in the place of the one of the same name.
 *
 * @throws {NotFoundError} if there is no such case for `by`.
 * @throws {ConflictError} if another person has the case, or there are as many views as may be.
 */
export async function saveView(
  { store, now }: Casework,
  id: string,
  view: ViewToSave,
  by: Worker,
  knownOf: KnownOf,
): Promise<void> {
  await store.transact(async (tx) => {
    const one = await visibleCase(tx, id, by, knownOf)
    await takeInHand(tx, one, by, now())
    const names = (await tx.savedViews(id)).map(({ name }) => name)
    if (names.length >= MOST_VIEWS && !names.includes(view.name)) {
      throw new ConflictError(
        `The case has ${MOST_VIEWS} views already; save this one in the place of another.`,
      )
    }
    await tx.putSavedView(id, {
      ...view,
      by: { id: by.id, person: by.person },
      atMillis: now(),
    })
  })
}

/** By name. @throws {NotFoundError} if there is no such case for `by`. */
export async function viewsOf(
  reader: StoreReader,
  id: string,
  by: Worker,
  knownOf: KnownOf,
): Promise<readonly SavedView[]> {
  await visibleCase(reader, id, by, knownOf)
  const views = await reader.savedViews(id)
  if (by.childSafety) return views
  const accounts = [...new Set(views.flatMap((view) => view.accounts))]
  const shielded = await shieldedAmong(reader, accounts, knownOf)
  return views.map((view) => ({
    ...view,
    accounts: view.accounts.filter((account) => !shielded.has(account)),
  }))
}

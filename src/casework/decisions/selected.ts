/**
 * Which accounts of a case a decision is about.
 *
 * @module
 */
import { type Selection } from '../../model/case-decision.ts'
import { type Case, type CaseSubject } from '../../model/case.ts'
import { type StoreReader } from '../../store/store.ts'

const SUBJECTS_AT_ONCE = 5000

/** In the order of their ids; those that a person names need not be in the case yet. */
export async function selected(
  reader: Pick<StoreReader, 'caseSubjects'>,
  { id }: Case,
  selection: Selection,
): Promise<readonly CaseSubject[]> {
  const all: CaseSubject[] = []
  for (;;) {
    const after = all.at(-1)?.account ?? null
    const page = await reader.caseSubjects(id, { after, limit: SUBJECTS_AT_ONCE })
    all.push(...page)
    if (page.length < SUBJECTS_AT_ONCE) break
  }
  if ('accounts' in selection) {
    const known = new Map(all.map((one) => [one.account, one]))
    return selection.accounts.map(
      (account) => known.get(account) ?? { account, role: null, closeness: 1 },
    )
  }
  const { roles } = selection
  return roles === null ? all : all.filter(({ role }) => role !== null && roles.includes(role))
}

/**
 * The port's questions about cases as SQL that every adapter speaks.
 *
 * @module
 */
import { type Kysely, type Selectable, sql } from 'kysely'
import { type AftermathPoint } from '../../model/aftermath.ts'
import { type Appeal } from '../../model/appeal.ts'
import { ACCOUNT_OUTCOMES, type CaseDecision } from '../../model/case-decision.ts'
import {
  type Case,
  CASE_KINDS,
  CASE_STATES,
  type CaseEvent,
  type CaseState,
} from '../../model/case.ts'
import { readOneOf } from '../../model/parse.ts'
import { type Role, ROLES } from '../../model/role.ts'
import { type SavedView } from '../../model/saved-view.ts'
import { type SecondReading } from '../../model/second-reading.ts'
import { type CaseReader, type DecidedAccount } from '../case-store.ts'
import { type Tables } from './tables.ts'

const ACCOUNTS_AT_ONCE = 5000

/** @param ask runs a query and explains what goes wrong. */
export function createCaseReader(
  db: Kysely<Tables>,
  ask: <T>(query: { execute: () => Promise<T[]> }) => Promise<T[]>,
): CaseReader {
  async function some(accounts: readonly string[], isCare: boolean): Promise<ReadonlySet<string>> {
    const found = new Set<string>()
    for (let i = 0; i < accounts.length; i += ACCOUNTS_AT_ONCE) {
      const query = db
        .selectFrom('case_subjects')
        .innerJoin('cases', 'cases.id', 'case_subjects.case_id')
        .select('case_subjects.account')
        .where('account', 'in', accounts.slice(i, i + ACCOUNTS_AT_ONCE))
      const kept = isCare ? query.where('kind', '=', 'care') : query.where('state', '=', 'open')
      for (const { account } of await ask(kept)) found.add(account)
    }
    return found
  }

  async function having(
    accounts: readonly string[],
    states: readonly CaseState[],
  ): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>()
    for (let i = 0; i < accounts.length; i += ACCOUNTS_AT_ONCE) {
      const query = db
        .selectFrom('case_subjects')
        .innerJoin('cases', 'cases.id', 'case_subjects.case_id')
        .select(({ fn }) => ['cases.id', fn.countAll<number>().as('count')])
        .where('account', 'in', accounts.slice(i, i + ACCOUNTS_AT_ONCE))
        .where('state', 'in', states)
        .groupBy('cases.id')
      for (const { id, count } of await ask(query)) counts.set(id, (counts.get(id) ?? 0) + count)
    }
    return counts
  }

  return {
    async case(id) {
      const [row] = await ask(db.selectFrom('cases').select('body').where('id', '=', id))
      return row ? caseFrom(row) : null
    },

    async cases({ state, kind, childSafety, region, locked, atMillis }, { after, limit }) {
      // all of them are of child safety: to look for one that is not would read them all
      if (kind === 'care' && !childSafety) return []
      let query = db.selectFrom('cases').select('body').where('state', '=', state)
      if (kind !== null) query = query.where('kind', '=', kind)
      if (!childSafety) query = query.where('child_safety', '=', 0)
      if (region !== null) query = query.where('region', '=', region)
      if (locked === true) query = query.where('locked_until_millis', '>', atMillis)
      // nearly all of them: by an index on it they would all be sorted, so none can be used (+ 0), and they
      // are read in their order until a page is full
      if (locked === false)
        query = query.where(sql<boolean>`locked_until_millis + 0 <= ${atMillis}`)
      const order = childSafety ? 'priority' : 'open_priority'
      if (after) {
        query = query.where(
          sql<boolean>`(${sql.ref(order)}, id) < (${after.priority}, ${after.id})`,
        )
      }
      const page = query.orderBy(order, 'desc').orderBy('id', 'desc').limit(limit)
      return (await ask(page)).map(caseFrom)
    },

    async caseCounts({ state, childSafety }) {
      const query = db
        .selectFrom('cases')
        .select(({ fn }) => ['kind', fn.countAll<number>().as('count')])
        .where('state', '=', state)
        .where('child_safety', 'in', childSafety ? [0, 1] : [0])
        .groupBy('kind')
      const rows = await ask(query)
      return new Map(
        rows.map(({ kind, count }) => [readOneOf(kind, 'the kind of a case', CASE_KINDS), count]),
      )
    },

    async caseSubjects(id, { after, limit }) {
      const query = db
        .selectFrom('case_subjects')
        .select(['account', 'role', 'closeness'])
        .where('case_id', '=', id)
      const from = after === null ? query : query.where('account', '>', after)
      const rows = await ask(from.orderBy('account').limit(limit))
      return rows.map((row) => ({ ...row, role: roleFrom(row.role) }))
    },

    async accountsOfCases(ids) {
      const accounts = new Map<string, string[]>()
      if (ids.length === 0) return accounts
      const query = db
        .selectFrom('case_subjects')
        .select(['case_id', 'account'])
        .where('case_id', 'in', ids)
      for (const { case_id: id, account } of await ask(query.orderBy('account'))) {
        const known = accounts.get(id)
        if (known) known.push(account)
        else accounts.set(id, [account])
      }
      return accounts
    },

    async caseRoleCounts(id) {
      const query = db
        .selectFrom('case_subjects')
        .select(({ fn }) => ['role', fn.countAll<number>().as('count')])
        .where('case_id', '=', id)
      const rows = await ask(query.groupBy('role'))
      return new Map(rows.map(({ role, count }) => [roleFrom(role), count]))
    },

    openCasesWith: (accounts) => having(accounts, ['open']),
    casesWith: (accounts) => having(accounts, CASE_STATES),

    accountsInOpenCases: (accounts) => some(accounts, false),
    accountsInCare: (accounts) => some(accounts, true),

    async caseEvents(id) {
      const query = db.selectFrom('case_events').select('body').where('case_id', '=', id)
      return (await ask(query.orderBy('place'))).map(({ body }): CaseEvent => JSON.parse(body))
    },

    async caseDecision(id) {
      const [row] = await ask(db.selectFrom('case_decisions').select('body').where('id', '=', id))
      return row ? decisionFrom(row) : null
    },

    async decisionsOfCase(id) {
      const query = db.selectFrom('case_decisions').select('body').where('case_id', '=', id)
      return (await ask(query.orderBy('at_millis').orderBy('id'))).map(decisionFrom)
    },

    async decisionsIn(states) {
      const query = db.selectFrom('case_decisions').select('body').where('state', 'in', states)
      return (await ask(query.orderBy('at_millis').orderBy('id'))).map(decisionFrom)
    },

    async decidedAccounts(id, from, limit) {
      const query = db
        .selectFrom('decided_accounts')
        .selectAll()
        .where('decision_id', '=', id)
        .where('place', '>=', from)
      return (await ask(query.orderBy('place').limit(limit))).map(decidedFrom)
    },

    async lastAppliedTo(account) {
      const query = db
        .selectFrom('decided_accounts')
        .select(['decision_id', 'place'])
        .where('account', '=', account)
        .where('outcome', '=', 'applied')
      const [row] = await ask(query.orderBy('version', 'desc').limit(1))
      return row ? { decision: row.decision_id, place: row.place } : null
    },

    async aftermath(decision) {
      const query = db.selectFrom('aftermath').select('body').where('decision_id', '=', decision)
      return (await ask(query.orderBy('at_millis'))).map(({ body }): AftermathPoint =>
        JSON.parse(body),
      )
    },

    async appeal(id) {
      const [row] = await ask(db.selectFrom('appeals').select('body').where('id', '=', id))
      return row ? appealFrom(row) : null
    },

    async appealByReference(reference) {
      const query = db.selectFrom('appeals').select('body').where('reference', '=', reference)
      const [row] = await ask(query)
      return row ? appealFrom(row) : null
    },

    async appeals(state, childSafety, { after, limit }) {
      let query = db.selectFrom('appeals').select('body').where('state', '=', state)
      if (!childSafety) query = query.where('child_safety', '=', 0)
      if (after !== null) query = query.where('id', '>', after)
      return (await ask(query.orderBy('id').limit(limit))).map(appealFrom)
    },

    async savedViews(caseId) {
      const query = db.selectFrom('saved_views').select('body').where('case_id', '=', caseId)
      const views = (await ask(query)).map(viewFrom)
      // each store has an order of texts of its own
      return views.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    },

    async secondReading(caseId) {
      const query = db.selectFrom('second_readings').select('body').where('case_id', '=', caseId)
      const [row] = await ask(query)
      return row ? readingFrom(row) : null
    },

    async secondReadings(isRead, limit) {
      const query = db.selectFrom('second_readings').select('body')
      const kept = query.where('is_read', '=', isRead ? 1 : 0)
      const page = kept.orderBy('drawn_at_millis').orderBy('case_id').limit(limit)
      return (await ask(page)).map(readingFrom)
    },
  }
}

interface WithBody {
  readonly body: string
}

// what was written as one of these is read as one
const viewFrom = ({ body }: WithBody): SavedView => JSON.parse(body)
const caseFrom = ({ body }: WithBody): Case => JSON.parse(body)
const decisionFrom = ({ body }: WithBody): CaseDecision => JSON.parse(body)
const appealFrom = ({ body }: WithBody): Appeal => JSON.parse(body)
const readingFrom = ({ body }: WithBody): SecondReading => JSON.parse(body)

function decidedFrom(row: Selectable<Tables['decided_accounts']>): DecidedAccount {
  const { place, account, outcome, version, before } = row
  const known = readOneOf(outcome, 'what came of an account', ACCOUNT_OUTCOMES)
  return { place, account, outcome: known, version, before }
}

const roleFrom = (role: string | null): Role | null =>
  role === null ? null : readOneOf(role, 'the role of a subject', ROLES)

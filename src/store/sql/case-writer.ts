/**
 * The port's writes of cases as SQL that every adapter speaks.
 *
 * @module
 */
import { type Kysely } from 'kysely'
import { type CaseWriter } from '../case-store.ts'
import { type Tables } from './tables.ts'

const ROWS_AT_ONCE = 2000

export function createCaseWriter(db: Kysely<Tables>): CaseWriter {
  return {
    async putCase(one) {
      const row = {
        id: one.id,
        kind: one.kind,
        state: one.state,
        child_safety: one.childSafety ? 1 : 0,
        region: one.region,
        priority: one.priority,
        open_priority: one.openPriority,
        locked_until_millis: one.lock?.untilMillis ?? 0,
        body: JSON.stringify(one),
      }
      await db
        .insertInto('cases')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
    },

    async addCaseSubjects(id, subjects) {
      for (let i = 0; i < subjects.length; i += ROWS_AT_ONCE) {
        const rows = subjects
          .slice(i, i + ROWS_AT_ONCE)
          .map(({ account, role, closeness }) => ({ case_id: id, account, role, closeness }))
        await db
          .insertInto('case_subjects')
          .values(rows)
          .onConflict((conflict) => conflict.columns(['case_id', 'account']).doNothing())
          .execute()
      }
    },

    async addCaseEvent(id, event) {
      const { last } = await db
        .selectFrom('case_events')
        .select(({ fn }) => fn.max('place').as('last'))
        .where('case_id', '=', id)
        .executeTakeFirstOrThrow()
      const row = { case_id: id, place: (last ?? 0) + 1, body: JSON.stringify(event) }
      await db.insertInto('case_events').values(row).execute()
    },

    async putDecision(decision) {
      const row = {
        id: decision.id,
        case_id: decision.case,
        state: decision.state,
        at_millis: decision.atMillis,
        body: JSON.stringify(decision),
      }
      await db
        .insertInto('case_decisions')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
    },

    async putDecidedAccounts(id, accounts) {
      for (let i = 0; i < accounts.length; i += ROWS_AT_ONCE) {
        const rows = accounts
          .slice(i, i + ROWS_AT_ONCE)
          .map((each) => ({ decision_id: id, ...each }))
        await db
          .insertInto('decided_accounts')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['decision_id', 'place']).doUpdateSet((builder) => ({
              outcome: builder.ref('excluded.outcome'),
              version: builder.ref('excluded.version'),
              before: builder.ref('excluded.before'),
            })),
          )
          .execute()
      }
    },

    async putAftermath(decision, point) {
      const row = {
        decision_id: decision,
        at_millis: point.atMillis,
        body: JSON.stringify(point),
      }
      await db
        .insertInto('aftermath')
        .values(row)
        .onConflict((conflict) => conflict.columns(['decision_id', 'at_millis']).doNothing())
        .execute()
    },

    async putAppeal(appeal) {
      const row = {
        id: appeal.id,
        reference: appeal.reference,
        state: appeal.state,
        child_safety: appeal.childSafety ? 1 : 0,
        at_millis: appeal.atMillis,
        body: JSON.stringify(appeal),
      }
      await db
        .insertInto('appeals')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
    },

    async putSavedView(caseId, view) {
      const row = { case_id: caseId, name: view.name, body: JSON.stringify(view) }
      await db
        .insertInto('saved_views')
        .values(row)
        .onConflict((conflict) => conflict.columns(['case_id', 'name']).doUpdateSet(row))
        .execute()
    },

    async putSecondReading(reading) {
      const row = {
        case_id: reading.case,
        is_read: reading.second === null ? 0 : 1,
        drawn_at_millis: reading.drawnAtMillis,
        body: JSON.stringify(reading),
      }
      await db
        .insertInto('second_readings')
        .values(row)
        .onConflict((conflict) => conflict.column('case_id').doUpdateSet(row))
        .execute()
    },
  }
}

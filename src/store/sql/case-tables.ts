/**
 * The tables of cases. What is asked for by is in a column; the whole of it is JSON in `body`.
 *
 * @module
 */
import { type Kysely, sql } from 'kysely'

export interface CaseTables {
  cases: {
    id: string
    kind: string
    state: string
    child_safety: number
    region: string | null
    priority: number
    /** Without what is known of minors. */
    open_priority: number
    /** 0 where it is not locked. */
    locked_until_millis: number
    body: string
  }
  case_subjects: { case_id: string; account: string; role: string | null; closeness: number }
  case_events: { case_id: string; place: number; body: string }
  case_decisions: { id: string; case_id: string; state: string; at_millis: number; body: string }
  decided_accounts: {
    decision_id: string
    place: number
    account: string
    outcome: string
    version: number | null
    before: number | null
  }
  aftermath: { decision_id: string; at_millis: number; body: string }
  appeals: {
    id: string
    reference: string
    state: string
    child_safety: number
    at_millis: number
    body: string
  }
  saved_views: { case_id: string; name: string; body: string }
  second_readings: { case_id: string; is_read: number; drawn_at_millis: number; body: string }
}

/** A step of `migrations.ts`, apart from it for its length. */
export async function makeCaseTables<Tables>({ schema }: Kysely<Tables>): Promise<void> {
  await schema
    .createTable('cases')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('child_safety', 'integer', (column) => column.notNull())
    .addColumn('region', 'text')
    .addColumn('priority', 'double precision', (column) => column.notNull())
    .addColumn('locked_until_millis', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute()
  // one for each way to filter, so that each page is read from its place on in its order
  for (const filter of [[], ['child_safety'], ['kind'], ['region']]) {
    await schema
      .createIndex(['cases_queue', ...filter].join('_'))
      .on('cases')
      .columns(['state', ...filter, 'priority', 'id'])
      .execute()
  }
  // the counts of the queue, without a row read
  await schema
    .createIndex('cases_counted')
    .on('cases')
    .columns(['state', 'child_safety', 'kind'])
    .execute()
  await schema
    .createIndex('cases_locked')
    .on('cases')
    .columns(['state', 'locked_until_millis'])
    .execute()
  await schema
    .createTable('case_subjects')
    .addColumn('case_id', 'text', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('role', 'text')
    .addColumn('closeness', 'double precision', (column) => column.notNull())
    .addPrimaryKeyConstraint('case_subjects_key', ['case_id', 'account'])
    .execute()
  await schema
    .createIndex('case_subjects_account')
    .on('case_subjects')
    .columns(['account', 'case_id'])
    .execute()
  await schema
    .createTable('case_events')
    .addColumn('case_id', 'text', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('case_events_key', ['case_id', 'place'])
    .execute()
  await schema
    .createTable('case_decisions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('case_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('at_millis', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute()
  for (const column of ['case_id', 'state']) {
    await schema
      .createIndex(`case_decisions_${column}`)
      .on('case_decisions')
      .columns([column, 'at_millis'])
      .execute()
  }
  await schema
    .createTable('decided_accounts')
    .addColumn('decision_id', 'text', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('version', 'bigint')
    .addColumn('before', 'integer')
    .addPrimaryKeyConstraint('decided_accounts_key', ['decision_id', 'place'])
    .execute()
  await schema
    .createIndex('decided_accounts_account')
    .on('decided_accounts')
    .columns(['account', 'outcome', 'version'])
    .execute()
  await schema
    .createTable('appeals')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('reference', 'text', (column) => column.notNull().unique())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('child_safety', 'integer', (column) => column.notNull())
    .addColumn('at_millis', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('appeals_state').on('appeals').columns(['state', 'id']).execute()
  await schema
    .createTable('second_readings')
    .addColumn('case_id', 'text', (column) => column.primaryKey())
    .addColumn('is_read', 'integer', (column) => column.notNull())
    .addColumn('drawn_at_millis', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute()
  await schema
    .createIndex('second_readings_read')
    .on('second_readings')
    .columns(['is_read', 'drawn_at_millis'])
    .execute()
}

/** Likewise, and later. */
export async function makeViewTable<Tables>({ schema }: Kysely<Tables>): Promise<void> {
  await schema
    .createTable('saved_views')
    .addColumn('case_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('saved_views_key', ['case_id', 'name'])
    .execute()
}

/**
 * A later step: a queue for who may not know of minors, in an order of its own, and how many of a case's
 * accounts have turned out to be a child's.
 */
export async function makeOpenQueue<Tables>(db: Kysely<Tables>): Promise<void> {
  const { schema } = db
  await schema
    .alterTable('cases')
    .addColumn('open_priority', 'double precision', (column) => column.notNull().defaultTo(0))
    .execute()
  const kept = await sql<{ id: string; body: string }>`select id, body from cases`.execute(db)
  for (const { id, body } of kept.rows) {
    const one: { reach: number; closeness: number } = JSON.parse(body)
    const openPriority = one.reach * one.closeness
    const filled = JSON.stringify({ ...one, shielded: 0, openPriority })
    await sql`update cases set open_priority = ${openPriority}, body = ${filled} where id = ${id}`.execute(
      db,
    )
  }
  const decided = sql<{ id: string; body: string }>`select id, body from case_decisions`
  for (const { id, body } of (await decided.execute(db)).rows) {
    const filled = JSON.stringify({ named: false, shielded: 0, ...JSON.parse(body) })
    await sql`update case_decisions set body = ${filled} where id = ${id}`.execute(db)
  }
  await schema.dropIndex('cases_queue_child_safety').execute()
  for (const filter of [[], ['kind'], ['region']]) {
    await schema
      .createIndex(['cases_open_queue', ...filter].join('_'))
      .on('cases')
      .columns(['state', 'child_safety', ...filter, 'open_priority', 'id'])
      .execute()
  }
}

export async function makeAftermath<Tables>({ schema }: Kysely<Tables>): Promise<void> {
  await schema
    .createTable('aftermath')
    .addColumn('decision_id', 'text', (column) => column.notNull())
    .addColumn('at_millis', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('aftermath_key', ['decision_id', 'at_millis'])
    .execute()
}

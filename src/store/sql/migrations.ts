/**
 * What makes the tables, step by step, forward only. A step that was once released is never changed:
 * a store out there has run it. To change a table, add a step.
 *
 * @module
 */
import { type Kysely } from 'kysely'
import { StoreError } from '../store-error.ts'
import { makeAftermath, makeCaseTables, makeOpenQueue, makeViewTable } from './case-tables.ts'
import { type Tables } from './tables.ts'

interface Migration {
  readonly name: string
  readonly up: (db: Kysely<Tables>) => Promise<void>
}

const MIGRATIONS: readonly Migration[] = [
  {
    name: 'signals, standings, brakes, keys and the audit log',
    async up({ schema }) {
      await schema
        .createTable('signals')
        .addColumn('sequence', 'bigint', (column) => column.primaryKey())
        .addColumn('identity', 'text', (column) => column.notNull().unique())
        .addColumn('digest', 'text', (column) => column.notNull())
        .addColumn('account', 'text')
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('polarity', 'text', (column) => column.notNull())
        .addColumn('confidence', 'double precision', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('received_at_millis', 'bigint', (column) => column.notNull())
        .execute()
      await schema
        .createIndex('signals_account')
        .on('signals')
        .columns(['account', 'kind', 'polarity', 'confidence'])
        .execute()
      for (const table of ['standings', 'standing_changes'] as const) {
        await schema
          .createTable(table)
          .addColumn('version', 'bigint', (column) =>
            table === 'standings' ? column.notNull() : column.primaryKey(),
          )
          .addColumn('account', 'text', (column) =>
            table === 'standings' ? column.primaryKey() : column.notNull(),
          )
          .addColumn('standing', 'integer', (column) => column.notNull())
          .addColumn('set_by', 'text', (column) => column.notNull())
          .addColumn('reason', 'text', (column) => column.notNull())
          .addColumn('at_millis', 'bigint', (column) => column.notNull())
          .addColumn('expires_at_millis', 'bigint')
          .execute()
      }
      await schema.createIndex('standings_version').on('standings').column('version').execute()
      await schema
        .createIndex('standing_changes_account')
        .on('standing_changes')
        .column('account')
        .execute()
      await schema
        .createTable('brakes')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('scope', 'text', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('pulled_by', 'text', (column) => column.notNull())
        .addColumn('pulled_at_millis', 'bigint', (column) => column.notNull())
        .addColumn('ends_at_millis', 'bigint', (column) => column.notNull())
        .addColumn('release_asked_by', 'text', (column) => column.notNull())
        .addColumn('released_at_millis', 'bigint')
        .execute()
      await schema
        .createTable('keys')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull().unique())
        .addColumn('created_at_millis', 'bigint', (column) => column.notNull())
        .addColumn('revoked_at_millis', 'bigint')
        .execute()
      await schema
        .createTable('audit_entries')
        .addColumn('sequence', 'bigint', (column) => column.primaryKey())
        .addColumn('at_millis', 'bigint', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('subject', 'text')
        .addColumn('reason', 'text')
        .addColumn('details', 'text', (column) => column.notNull())
        .addColumn('previous', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .execute()
      await schema
        .createTable('checkpoints')
        .addColumn('sequence', 'bigint', (column) => column.primaryKey())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('signer', 'text', (column) => column.notNull())
        .addColumn('signature', 'text', (column) => column.notNull())
        .execute()
    },
  },
  {
    name: 'whom a brake on a network holds, that one has ended, and whose a key is',
    async up({ schema }) {
      await schema
        .createTable('brake_members')
        .addColumn('brake', 'text', (column) => column.notNull())
        .addColumn('part', 'integer', (column) => column.notNull())
        .addColumn('accounts', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('brake_members_key', ['brake', 'part'])
        .execute()
      await schema.alterTable('brakes').addColumn('held_accounts', 'bigint').execute()
      await schema.alterTable('brakes').addColumn('ended_at_millis', 'bigint').execute()
      await schema.alterTable('keys').addColumn('person', 'text').execute()
    },
  },
  {
    name: 'policies and search lists in versions',
    async up({ schema }) {
      await schema
        .createTable('documents')
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('version', 'bigint', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('digest', 'text', (column) => column.notNull())
        .addColumn('put_by', 'text', (column) => column.notNull())
        .addColumn('put_at_millis', 'bigint', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('documents_version', ['kind', 'version'])
        .addUniqueConstraint('documents_name', ['kind', 'name'])
        .execute()
      await schema
        .createTable('document_states')
        .addColumn('kind', 'text', (column) => column.primaryKey())
        .addColumn('live', 'bigint')
        .addColumn('draft', 'bigint')
        .execute()
    },
  },
  {
    name: 'the automation and what it changed',
    async up({ schema }) {
      await schema
        .createTable('automation')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('holder', 'text')
        .addColumn('held_until_millis', 'bigint', (column) => column.notNull())
        .addColumn('halted_at_millis', 'bigint')
        .addColumn('counted_from_millis', 'bigint', (column) => column.notNull())
        .addColumn('allowance', 'bigint')
        .execute()
      await schema
        .createTable('inferred_changes')
        .addColumn('at_millis', 'bigint', (column) => column.notNull())
        .addColumn('count', 'bigint', (column) => column.notNull())
        .execute()
      await schema
        .createIndex('inferred_changes_at')
        .on('inferred_changes')
        .column('at_millis')
        .execute()
    },
  },
  {
    name: 'whether cases of child safety are open to a key',
    async up({ schema }) {
      await schema
        .alterTable('keys')
        .addColumn('child_safety', 'integer', (column) => column.notNull().defaultTo(0))
        .execute()
    },
  },
  {
    name: 'people who sign in, and their sessions',
    async up({ schema }) {
      await schema
        .createTable('people')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull().unique())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('child_safety', 'integer', (column) => column.notNull())
        .addColumn('password', 'text', (column) => column.notNull())
        .addColumn('must_change_password', 'integer', (column) => column.notNull())
        .addColumn('created_at_millis', 'bigint', (column) => column.notNull())
        .addColumn('disabled_at_millis', 'bigint')
        .execute()
      await schema
        .createTable('sessions')
        .addColumn('hash', 'text', (column) => column.primaryKey())
        .addColumn('person', 'text', (column) => column.notNull())
        .addColumn('started_at_millis', 'bigint', (column) => column.notNull())
        .addColumn('seen_at_millis', 'bigint', (column) => column.notNull())
        .execute()
    },
  },
  { name: 'cases, decisions, appeals and second readings', up: makeCaseTables },
  { name: 'views of networks that cases keep', up: makeViewTable },
  { name: 'a queue in which nothing is told of minors', up: makeOpenQueue },
  { name: 'what maps show after a decision', up: makeAftermath },
  {
    name: 'who reported, and whether it shields',
    async up({ schema }) {
      await schema.alterTable('signals').addColumn('reporter', 'text').execute()
      await schema
        .alterTable('signals')
        .addColumn('shields', 'integer', (column) => column.notNull().defaultTo(1))
        .execute()
      await schema
        .createIndex('signals_reporter')
        .on('signals')
        .columns(['reporter', 'account', 'received_at_millis'])
        .execute()
    },
  },
]

/**
 * Bring the tables up to date; to be called where nobody else writes.
 *
 * @throws {StoreError} if a newer Firebreak has been here: this one cannot know what it means.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at_millis', 'bigint', (column) => column.notNull())
    .execute()
  const applied = await db.selectFrom('migrations').selectAll().orderBy('number').execute()
  if (applied.length > MIGRATIONS.length) {
    throw new StoreError(
      `The store was changed by a newer Firebreak (step ${applied.length}, "${applied.at(-1)!.name}"; this one knows ${MIGRATIONS.length}); run the newer one.`,
    )
  }
  for (let number = applied.length; number < MIGRATIONS.length; number++) {
    const { name, up } = MIGRATIONS[number]
    await up(db)
    await db
      .insertInto('migrations')
      .values({ number: number + 1, name, applied_at_millis: Date.now() })
      .execute()
  }
}

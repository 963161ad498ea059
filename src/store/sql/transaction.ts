/**
 * The port's writes as SQL that every adapter speaks. To be made of a connection that holds the
 * store's write lock: numbers are counted up from the last one.
 *
 * @module
 */
import { type Kysely } from 'kysely'
import { canonicalJson } from '../../util/canonical-json.ts'
import { type NewStanding, type StoreTransaction } from '../store.ts'
import { createCaseWriter } from './case-writer.ts'
import { createReader, headFrom } from './reader.ts'
import { type Tables } from './tables.ts'

/** A statement takes a bounded number of values: 32,766 in SQLite, 65,535 in PostgreSQL. */
const SIGNALS_AT_ONCE = 1000
/** Of at most 256 bytes each: some megabytes in a row at the most. */
const MEMBERS_IN_A_PART = 10_000
const STANDINGS_AT_ONCE = 2000
const SESSIONS_AT_ONCE = 5000

export function createTransaction(db: Kysely<Tables>): StoreTransaction {
  return Object.freeze<StoreTransaction>({
    // the group commit explains what comes out of it
    ...createReader(db, (error) => error),
    ...createCaseWriter(db),

    async addSignals(signals) {
      const { last } = await db
        .selectFrom('signals')
        .select(({ fn }) => fn.max('sequence').as('last'))
        .executeTakeFirstOrThrow()
      let sequence = last ?? 0
      for (let i = 0; i < signals.length; i += SIGNALS_AT_ONCE) {
        const rows = signals.slice(i, i + SIGNALS_AT_ONCE).map((each) => ({
          sequence: ++sequence,
          identity: each.identity,
          digest: each.digest,
          account: 'account' in each.signal.subject ? each.signal.subject.account : null,
          kind: each.signal.kind,
          polarity: each.signal.polarity,
          confidence: each.signal.confidence,
          reporter: each.signal.reporter ?? null,
          shields: each.shields ? 1 : 0,
          body: canonicalJson({ ...each.signal }),
          received_at_millis: each.receivedAtMillis,
        }))
        await db.insertInto('signals').values(rows).execute()
      }
    },

    async setStanding(standing) {
      const [version] = await setAll(db, [standing])
      return { ...standing, version }
    },

    setStandings: (standings) => setAll(db, standings),

    async putAutomation(automation) {
      const row = {
        id: 1,
        holder: automation.holder,
        held_until_millis: automation.heldUntilMillis,
        halted_at_millis: automation.haltedAtMillis,
        counted_from_millis: automation.countedFromMillis,
        allowance: automation.allowance,
      }
      await db
        .insertInto('automation')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
    },

    async addInferredChanges({ atMillis, count }) {
      await db.insertInto('inferred_changes').values({ at_millis: atMillis, count }).execute()
    },

    async putBrake(brake) {
      const row = {
        id: brake.id,
        scope: canonicalJson(brake.scope),
        reason: brake.reason,
        pulled_by: brake.pulledBy,
        pulled_at_millis: brake.pulledAtMillis,
        ends_at_millis: brake.endsAtMillis,
        release_asked_by: canonicalJson(brake.releaseAskedBy),
        released_at_millis: brake.releasedAtMillis,
        ended_at_millis: brake.endedAtMillis,
        held_accounts: brake.heldAccounts,
      }
      await db
        .insertInto('brakes')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
    },

    async addBrakeMembers(brake, accounts) {
      for (let part = 0; part * MEMBERS_IN_A_PART < accounts.length; part++) {
        const some = accounts.slice(part * MEMBERS_IN_A_PART, (part + 1) * MEMBERS_IN_A_PART)
        const row = { brake, part, accounts: canonicalJson(some) }
        await db.insertInto('brake_members').values(row).execute()
      }
    },

    async putKey(key) {
      const row = {
        id: key.id,
        role: key.role,
        person: key.person,
        child_safety: key.childSafety ? 1 : 0,
        hash: key.hash,
        created_at_millis: key.createdAtMillis,
        revoked_at_millis: key.revokedAtMillis,
      }
      await db
        .insertInto('keys')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
    },

    async putPerson(person) {
      const row = {
        id: person.id,
        name: person.name,
        role: person.role,
        child_safety: person.childSafety ? 1 : 0,
        password: person.password,
        must_change_password: person.mustChangePassword ? 1 : 0,
        created_at_millis: person.createdAtMillis,
        disabled_at_millis: person.disabledAtMillis,
      }
      await db
        .insertInto('people')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
    },

    async putSession(session) {
      const row = {
        hash: session.hash,
        person: session.person,
        started_at_millis: session.startedAtMillis,
        seen_at_millis: session.seenAtMillis,
      }
      await db
        .insertInto('sessions')
        .values(row)
        .onConflict((conflict) => conflict.column('hash').doUpdateSet(row))
        .execute()
    },

    async removeSessions(hashes) {
      for (let i = 0; i < hashes.length; i += SESSIONS_AT_ONCE) {
        const some = hashes.slice(i, i + SESSIONS_AT_ONCE)
        await db.deleteFrom('sessions').where('hash', 'in', some).execute()
      }
    },

    async addAuditEntry({ atMillis, details, ...entry }) {
      const row = { ...entry, at_millis: atMillis, details: canonicalJson(details) }
      await db.insertInto('audit_entries').values(row).execute()
    },

    async addCheckpoint(checkpoint) {
      await db
        .insertInto('checkpoints')
        .values({ ...checkpoint })
        .execute()
    },

    async addDocument(document) {
      const { last } = await db
        .selectFrom('documents')
        .select(({ fn }) => fn.max('version').as('last'))
        .where('kind', '=', document.kind)
        .executeTakeFirstOrThrow()
      const { putBy: put_by, putAtMillis: put_at_millis, body, ...rest } = document
      const head = { ...rest, version: (last ?? 0) + 1, put_by, put_at_millis }
      await db
        .insertInto('documents')
        .values({ ...head, body })
        .execute()
      return headFrom(head)
    },

    async putDocumentState(state) {
      const row = { ...state }
      await db
        .insertInto('document_states')
        .values(row)
        .onConflict((conflict) => conflict.column('kind').doUpdateSet(row))
        .execute()
    },
  })
}

/** Answers with the versions. */
async function setAll(db: Kysely<Tables>, standings: readonly NewStanding[]): Promise<number[]> {
  const { last } = await db
    .selectFrom('standing_changes')
    .select(({ fn }) => fn.max('version').as('last'))
    .executeTakeFirstOrThrow()
  const rows = standings.map((standing, k) => ({
    version: (last ?? 0) + 1 + k,
    account: standing.account,
    standing: standing.standing,
    set_by: standing.setBy,
    reason: standing.reason,
    at_millis: standing.atMillis,
    expires_at_millis: standing.expiresAtMillis,
  }))
  for (let i = 0; i < rows.length; i += STANDINGS_AT_ONCE) {
    const some = rows.slice(i, i + STANDINGS_AT_ONCE)
    await db.insertInto('standing_changes').values(some).execute()
    await db
      .insertInto('standings')
      .values(some)
      .onConflict((conflict) =>
        conflict.column('account').doUpdateSet((builder) => ({
          version: builder.ref('excluded.version'),
          standing: builder.ref('excluded.standing'),
          set_by: builder.ref('excluded.set_by'),
          reason: builder.ref('excluded.reason'),
          at_millis: builder.ref('excluded.at_millis'),
          expires_at_millis: builder.ref('excluded.expires_at_millis'),
        })),
      )
      .execute()
  }
  return rows.map(({ version }) => version)
}

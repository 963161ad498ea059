/**
 * The port's questions as SQL that every adapter speaks.
 *
 * @module
 */
import { type Kysely, type Selectable, sql } from 'kysely'
import { type AuditEntry } from '../../model/audit-entry.ts'
import { type Automation, NO_AUTOMATION } from '../../model/automation.ts'
import { type Brake, parseScope } from '../../model/brake.ts'
import { DOCUMENT_KINDS, type DocumentHead } from '../../model/document.ts'
import { type ApiKey, KEY_ROLES } from '../../model/key-role.ts'
import { readOneOf } from '../../model/parse.ts'
import { parseSignal } from '../../model/parse-signal.ts'
import { PERSON_ROLES, type Session, type SignedPerson } from '../../model/signed-person.ts'
import { SIGNAL_KINDS, SIGNAL_POLARITIES } from '../../model/signal.ts'
import { type Json } from '../../util/canonical-json.ts'
import {
  type Investigated,
  type StoredSignal,
  type StoredStanding,
  type StoreReader,
} from '../store.ts'
import { createCaseReader } from './case-reader.ts'
import { type Tables } from './tables.ts'

/** A statement takes a bounded number of values. */
const ACCOUNTS_AT_ONCE = 5000

type Row<Table extends keyof Tables> = Selectable<Tables[Table]>

/**
 * `db` may be a transaction: it then sees what the transaction has written.
 *
 * @param explain the error as the caller may see it: a `StoreError` where the store is at fault.
 */
export function createReader(
  db: Kysely<Tables>,
  explain: (error: unknown) => unknown,
): StoreReader {
  async function ask<T>(query: { execute: () => Promise<T[]> }): Promise<T[]> {
    try {
      return await query.execute()
    } catch (error) {
      throw explain(error)
    }
  }

  return Object.freeze<StoreReader>({
    ...createCaseReader(db, ask),

    async signals({ after, limit }) {
      const query = db.selectFrom('signals').selectAll().where('sequence', '>', after)
      return (await ask(query.orderBy('sequence').limit(limit))).map(signalFrom)
    },

    async surestSignalsOn(account) {
      const query = db
        .selectFrom('signals')
        .select(({ fn }) => ['kind', 'polarity', fn.max('confidence').as('confidence')])
        .where('account', '=', account)
        .where('shields', '=', 1)
        .groupBy(['kind', 'polarity'])
      return (await ask(query)).map(({ kind, polarity, confidence }) => ({
        subject: { account },
        kind: readOneOf(kind, 'the kind of a signal', SIGNAL_KINDS),
        polarity: readOneOf(polarity, 'the polarity of a signal', SIGNAL_POLARITIES),
        confidence,
      }))
    },

    async reportedBy(reporter, limit) {
      const query = db
        .selectFrom('signals')
        .select(({ fn }) => ['account', fn.min('received_at_millis').as('atMillis')])
        .where('reporter', '=', reporter)
        .where('account', 'is not', null)
        .where('kind', '=', 'report')
        .where('polarity', '=', 'harmful')
        .where('shields', '=', 1)
        .groupBy('account')
        .orderBy(({ fn }) => fn.min('received_at_millis'), 'desc')
        .orderBy('account')
        .limit(limit)
      return new Map((await ask(query)).map(({ account, atMillis }) => [account!, atMillis]))
    },

    async investigated(accounts) {
      const words = new Map<string, Investigated>()
      for (let i = 0; i < accounts.length; i += ACCOUNTS_AT_ONCE) {
        const query = db
          .selectFrom('signals')
          .select(({ fn }) => ['account', 'polarity', fn.min('received_at_millis').as('atMillis')])
          .where('account', 'in', accounts.slice(i, i + ACCOUNTS_AT_ONCE))
          .where('kind', '=', 'investigator')
          .groupBy(['account', 'polarity'])
        for (const { account, polarity, atMillis } of await ask(query)) {
          const harmful = polarity === 'harmful'
          if (harmful && words.has(account!)) continue
          words.set(account!, { harmful, atMillis })
        }
      }
      return words
    },

    async signalDigests(identities) {
      if (identities.length === 0) return new Map()
      const query = db.selectFrom('signals').select(['identity', 'digest'])
      const rows = await ask(query.where('identity', 'in', identities))
      return new Map(rows.map(({ identity, digest }) => [identity, digest]))
    },

    async standings({ after, limit }) {
      const query = db.selectFrom('standings').selectAll().where('version', '>', after)
      return (await ask(query.orderBy('version').limit(limit))).map(standingFrom)
    },

    async countStandings() {
      const query = db.selectFrom('standings').select(({ fn }) => fn.countAll().as('count'))
      // a count is a text to PostgreSQL
      return Number((await ask(query))[0]?.count ?? 0)
    },

    async standingOf(account) {
      const query = db.selectFrom('standings').selectAll().where('account', '=', account)
      const [row] = await ask(query)
      return row ? standingFrom(row) : null
    },

    async standingsOf(accounts) {
      const found = new Map<string, StoredStanding>()
      for (let i = 0; i < accounts.length; i += ACCOUNTS_AT_ONCE) {
        const some = accounts.slice(i, i + ACCOUNTS_AT_ONCE)
        const query = db.selectFrom('standings').selectAll().where('account', 'in', some)
        for (const row of await ask(query)) found.set(row.account, standingFrom(row))
      }
      return found
    },

    async standingHistory(account) {
      const query = db.selectFrom('standing_changes').selectAll().where('account', '=', account)
      return (await ask(query.orderBy('version'))).map(standingFrom)
    },

    async brakes() {
      const query = db.selectFrom('brakes').selectAll()
      return (await ask(query.orderBy('pulled_at_millis', 'desc').orderBy('id'))).map(brakeFrom)
    },

    async liveBrakes(atMillis) {
      const query = db.selectFrom('brakes').selectAll().where('released_at_millis', 'is', null)
      const open = query.where('ended_at_millis', 'is', null)
      return (await ask(open.where('ends_at_millis', '>', atMillis).orderBy('id'))).map(brakeFrom)
    },

    async brake(id) {
      const [row] = await ask(db.selectFrom('brakes').selectAll().where('id', '=', id))
      return row ? brakeFrom(row) : null
    },

    async brakeMembers(id) {
      const query = db.selectFrom('brake_members').select('accounts').where('brake', '=', id)
      return (await ask(query.orderBy('part'))).flatMap(({ accounts }): string[] =>
        JSON.parse(accounts),
      )
    },

    async keys() {
      const query = db.selectFrom('keys').selectAll()
      return (await ask(query.orderBy('created_at_millis').orderBy('id'))).map(keyFrom)
    },

    async people() {
      const query = db.selectFrom('people').selectAll()
      return (await ask(query.orderBy('created_at_millis').orderBy('id'))).map(personFrom)
    },

    async sessions() {
      const query = db.selectFrom('sessions').selectAll()
      return (await ask(query.orderBy('started_at_millis').orderBy('hash'))).map(sessionFrom)
    },

    async automation() {
      const [row] = await ask(db.selectFrom('automation').selectAll())
      return row ? automationFrom(row) : NO_AUTOMATION
    },

    async inferredChangesSince(atMillis) {
      const query = db
        .selectFrom('inferred_changes')
        // a sum of whole numbers is no whole number to PostgreSQL
        .select(({ fn }) => fn.sum<number | string | null>('count').as('sum'))
        .where('at_millis', '>', atMillis)
      const [row] = await ask(query)
      return Number(row?.sum ?? 0)
    },

    async auditEntries({ after, limit }) {
      const query = db.selectFrom('audit_entries').selectAll().where('sequence', '>', after)
      return (await ask(query.orderBy('sequence').limit(limit))).map(auditEntryFrom)
    },

    async findAuditEntries({ after, before, limit, action, actor, subject, ...times }) {
      let query = db
        .selectFrom('audit_entries')
        .selectAll()
        .where('sequence', '>', after)
        .where('sequence', '<', before)
      // in both SQL's the same for whatever letters there are, as LIKE is not
      if (action !== undefined) {
        const start = sql<string>`substr(action, 1, ${action.length})`
        query = query.where(start, '=', action)
      }
      if (actor !== undefined) query = query.where('actor', '=', actor)
      if (subject !== undefined) query = query.where('subject', '=', subject)
      const { fromMillis, toMillis } = times
      if (fromMillis !== undefined) query = query.where('at_millis', '>=', fromMillis)
      if (toMillis !== undefined) query = query.where('at_millis', '<=', toMillis)
      return (await ask(query.orderBy('sequence', 'desc').limit(limit))).map(auditEntryFrom)
    },

    async lastAuditEntry() {
      const query = db.selectFrom('audit_entries').selectAll()
      const [row] = await ask(query.orderBy('sequence', 'desc').limit(1))
      return row ? auditEntryFrom(row) : null
    },

    async checkpoints({ after, limit }) {
      const query = db.selectFrom('checkpoints').selectAll().where('sequence', '>', after)
      const rows = await ask(query.orderBy('sequence').limit(limit))
      return rows.map((row) => ({ ...row }))
    },

    async documentStates() {
      const rows = await ask(db.selectFrom('document_states').selectAll().orderBy('kind'))
      return rows.map(({ kind, live, draft }) => ({ kind: documentKind(kind), live, draft }))
    },

    async documents(kind, limit) {
      const query = db.selectFrom('documents').select(HEAD).where('kind', '=', kind)
      return (await ask(query.orderBy('version', 'desc').limit(limit))).map(headFrom)
    },

    async document(kind, version) {
      const query = db
        .selectFrom('documents')
        .select([...HEAD, 'body'])
        .where('kind', '=', kind)
      const [row] = await ask(query.where('version', '=', version))
      return row ? { ...headFrom(row), body: row.body } : null
    },

    async documentNamed(kind, name) {
      const query = db.selectFrom('documents').select(HEAD).where('kind', '=', kind)
      const [row] = await ask(query.where('name', '=', name))
      return row ? headFrom(row) : null
    },
  })
}

function signalFrom(row: Row<'signals'>): StoredSignal {
  return {
    sequence: row.sequence,
    identity: row.identity,
    digest: row.digest,
    receivedAtMillis: row.received_at_millis,
    shields: row.shields === 1,
    signal: parseSignal(JSON.parse(row.body)),
  }
}

export function standingFrom(row: Row<'standings'>): StoredStanding {
  return {
    version: row.version,
    account: row.account,
    standing: row.standing,
    setBy: row.set_by,
    reason: row.reason,
    atMillis: row.at_millis,
    expiresAtMillis: row.expires_at_millis,
  }
}

/** All but the body, which may be megabytes. */
const HEAD = ['kind', 'version', 'name', 'digest', 'put_by', 'put_at_millis'] as const

export function headFrom(row: Omit<Row<'documents'>, 'body'>): DocumentHead {
  return {
    kind: documentKind(row.kind),
    version: row.version,
    name: row.name,
    digest: row.digest,
    putBy: row.put_by,
    putAtMillis: row.put_at_millis,
  }
}

const documentKind = (kind: string) => readOneOf(kind, 'the kind of a document', DOCUMENT_KINDS)

function automationFrom(row: Row<'automation'>): Automation {
  return Object.freeze({
    holder: row.holder,
    heldUntilMillis: row.held_until_millis,
    haltedAtMillis: row.halted_at_millis,
    countedFromMillis: row.counted_from_millis,
    allowance: row.allowance,
  })
}

function brakeFrom(row: Row<'brakes'>): Brake {
  const releaseAskedBy: string[] = JSON.parse(row.release_asked_by)
  return Object.freeze({
    id: row.id,
    scope: parseScope(JSON.parse(row.scope)),
    reason: row.reason,
    pulledBy: row.pulled_by,
    pulledAtMillis: row.pulled_at_millis,
    endsAtMillis: row.ends_at_millis,
    heldAccounts: row.held_accounts,
    releaseAskedBy,
    releasedAtMillis: row.released_at_millis,
    endedAtMillis: row.ended_at_millis,
  })
}

function keyFrom(row: Row<'keys'>): ApiKey {
  return Object.freeze({
    id: row.id,
    role: readOneOf(row.role, 'the role of a key', KEY_ROLES),
    person: row.person,
    childSafety: row.child_safety === 1,
    hash: row.hash,
    createdAtMillis: row.created_at_millis,
    revokedAtMillis: row.revoked_at_millis,
  })
}

function personFrom(row: Row<'people'>): SignedPerson {
  return Object.freeze({
    id: row.id,
    name: row.name,
    role: readOneOf(row.role, 'the role of a person', PERSON_ROLES),
    childSafety: row.child_safety === 1,
    password: row.password,
    mustChangePassword: row.must_change_password === 1,
    createdAtMillis: row.created_at_millis,
    disabledAtMillis: row.disabled_at_millis,
  })
}

function sessionFrom(row: Row<'sessions'>): Session {
  return Object.freeze({
    hash: row.hash,
    person: row.person,
    startedAtMillis: row.started_at_millis,
    seenAtMillis: row.seen_at_millis,
  })
}

/** As it stands there: whether it still says what it said is what the chain is for. */
function auditEntryFrom({ at_millis, details, ...row }: Row<'audit_entries'>): AuditEntry {
  return { ...row, atMillis: at_millis, details: detailsFrom(details) }
}

/** Details that somebody made unreadable are a text: the hash will not fit, and no reader falls over. */
function detailsFrom(text: string): Json {
  try {
    const details: Json = JSON.parse(text)
    return details
  } catch {
    return text
  }
}

/**
 * The store in PostgreSQL 15 or later: for several machines.
 *
 * Writers take turns by an advisory lock that ends with their transaction, and each says NOTIFY in it,
 * so that whoever listens hears of a change when it can be seen and not before. A connection that
 * listens may be lost without a sign: whoever watches is therefore told every `POLL_MILLIS` as well.
 *
 * @module
 */
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool, type PoolConfig, types } from 'pg'
import { createGroupCommit } from '../sql/group-commit.ts'
import { migrate } from '../sql/migrations.ts'
import { createReader } from '../sql/reader.ts'
import { type Tables } from '../sql/tables.ts'
import { type Store } from '../store.ts'
import { explainPostgres } from './explain-postgres.ts'
import { listen } from './listen.ts'

const POLL_MILLIS = 400
const CONNECT_MILLIS = 2000
/** How long a statement may take, and so how long a writer waits for another. */
const STATEMENT_MILLIS = 5000
/** PostgreSQL's int8. It comes as a text, since it may be larger than a double can tell apart. */
const INT8 = 20

export interface PostgresOptions {
  /** Whose tables; several stores may share a database. */
  readonly schema?: string
}

/** @throws {StoreError} if it cannot be reached, lets nobody in, or is of a newer version. */
export async function openPostgresStore(
  connectionString: string,
  { schema = 'firebreak' }: PostgresOptions = {},
): Promise<Store> {
  const config: PoolConfig = {
    connectionString,
    connectionTimeoutMillis: CONNECT_MILLIS,
    statement_timeout: STATEMENT_MILLIS,
    // a server that has gone silent answers no statement's timeout either
    query_timeout: STATEMENT_MILLIS + 1000,
    keepAlive: true,
    options: `-c search_path=${schema}`,
    types: { getTypeParser: typeParser },
  }
  const pool = new Pool(config)
  // of an idle connection: the next statement opens another; of one in use: the statement fails
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })

  /** Ends with the transaction; from then on it sees all that others have committed before. */
  const begin = async (connection: Kysely<Tables>) => {
    await sql`begin`.execute(connection)
    await sql`select pg_advisory_xact_lock(hashtext('firebreak'), hashtext(${schema}))`.execute(
      connection,
    )
  }
  const commit = async (connection: Kysely<Tables>) => {
    await sql`notify ${sql.id(schema)}`.execute(connection)
    await sql`commit`.execute(connection)
  }

  try {
    await db.connection().execute(async (connection) => {
      await begin(connection)
      try {
        await sql`create schema if not exists ${sql.id(schema)}`.execute(connection)
        await migrate(connection)
        await commit(connection)
      } catch (error) {
        await sql`rollback`.execute(connection).catch(() => {}) // the connection may be gone
        throw error
      }
    })
  } catch (error) {
    await db.destroy()
    throw explainPostgres(error)
  }

  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const listening = listen(config, schema, tell)
  const timer = setInterval(tell, POLL_MILLIS).unref()
  const commits = createGroupCommit({ db, begin, commit, explain: explainPostgres, onCommit: tell })

  return Object.freeze<Store>({
    ...createReader(db, explainPostgres),
    transact: commits.transact,

    watch(onChange) {
      listeners.add(onChange)
      return () => void listeners.delete(onChange)
    },

    async close() {
      clearInterval(timer)
      await commits.end()
      await listening.stop()
      await db.destroy()
    },
  })
}

/** All our whole numbers are below 2^53: counts, and milliseconds since 1970. */
const typeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === INT8 ? Number : types.getTypeParser(oid, format)

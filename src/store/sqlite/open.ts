/**
 * The store in one file, `firebreak.sqlite` in the workspace: the default, for one machine.
 *
 * Write-ahead log with `synchronous=FULL`: a commit is on disk when it is answered, and readers never
 * wait for writers: they read here, while a thread of its own writes and waits for the disk. Several processes may have the file open: writers take turns, and each sees within
 * `POLL_MILLIS` what the others have written. All must be on one machine; SQLite's locks do not
 * hold on network file systems.
 *
 * @module
 */
import { CompiledQuery, Kysely, sql, SqliteDialect } from 'kysely'
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGroupCommit } from '../sql/group-commit.ts'
import { migrate } from '../sql/migrations.ts'
import { createReader } from '../sql/reader.ts'
import { type Tables } from '../sql/tables.ts'
import { StoreError } from '../store-error.ts'
import { type Store } from '../store.ts'
import { explainSqlite, isBusy } from './explain-sqlite.ts'
import { kyselyDatabase } from './node-sqlite.ts'
import { createStandingFeed } from './standing-feed.ts'
import { writerDialect } from './writer-dialect.ts'

const POLL_MILLIS = 50
/** How long a writer waits for another process before it gives up. */
const PATIENCE_MILLIS = 5000
const RETRY_MILLIS = 2

export interface SqliteOptions {
  /** Open what is there and never make one. */
  readonly mustExist?: boolean
}

/** @throws {StoreError} if the file cannot be opened, is none of ours, or is of a newer version. */
export async function openSqliteStore(
  workspace: string,
  { mustExist = false }: SqliteOptions = {},
): Promise<Store> {
  const path = join(workspace, 'firebreak.sqlite')
  const explain = (error: unknown) => explainSqlite(error, path)
  let database: DatabaseSync | null = null
  try {
    if (!mustExist) mkdirSync(workspace, { recursive: true })
    else if (!existsSync(path)) {
      throw new StoreError(
        `${workspace} has no store yet; make a first key with "firebreak key create --role admin --workspace ${workspace}".`,
      )
    }
    // it says who is suspected: its owner's only, as are the files that SQLite puts beside it
    closeSync(openSync(path, 'a', 0o600))
    // 0: SQLite would wait inside its own call and hold up everything else; `begin` waits better
    database = new DatabaseSync(path, { timeout: 0 })
    return await openOn(database, path, explain)
  } catch (error) {
    database?.close()
    throw explain(error)
  }
}

async function openOn(
  database: DatabaseSync,
  path: string,
  explain: (error: unknown) => unknown,
): Promise<Store> {
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: kyselyDatabase(database) }),
  })
  await patiently(() => {
    database.exec('pragma journal_mode = WAL')
    database.exec('pragma synchronous = FULL')
  })
  await db.connection().execute(async (connection) => {
    await begin(connection)
    try {
      await migrate(connection)
      await commit(connection)
    } catch (error) {
      await sql`rollback`.execute(connection)
      throw error
    }
  })

  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  // moves with each commit of another connection, and costs a microsecond to ask for
  const asking = database.prepare('pragma data_version')
  const dataVersion = () => asking.get()?.['data_version']
  let seen = dataVersion()
  const writer = new Kysely<Tables>({ dialect: writerDialect(path) })
  const timer = setInterval(() => {
    const now = dataVersion()
    if (now === seen) return
    seen = now
    tell()
  }, POLL_MILLIS).unref()
  const commits = createGroupCommit({
    db: writer,
    begin,
    commit,
    explain,
    onCommit() {
      // what others have written by now is read with it
      seen = dataVersion()
      tell()
    },
  })

  return Object.freeze<Store>({
    ...createReader(db, explain),
    standings: createStandingFeed(database, explain),
    transact: commits.transact,

    watch(onChange) {
      listeners.add(onChange)
      return () => void listeners.delete(onChange)
    },

    async close() {
      clearInterval(timer)
      await commits.end()
      await writer.destroy()
      await db.destroy()
    },
  })
}

/** A write lock from the start: one taken later could find that somebody wrote in between. */
async function begin(connection: Kysely<Tables>): Promise<void> {
  await patiently(() => connection.executeQuery(CompiledQuery.raw('begin immediate')))
}

async function commit(connection: Kysely<Tables>): Promise<void> {
  await sql`commit`.execute(connection)
}

async function patiently(attempt: () => unknown): Promise<void> {
  const deadline = performance.now() + PATIENCE_MILLIS
  for (;;) {
    try {
      await attempt()
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
      await sleep(RETRY_MILLIS)
    }
  }
}

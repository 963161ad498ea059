/**
 * Group commit: work that waits at the same time is committed together.
 *
 * A commit waits for the disk, about 2 ms, whatever is in it. One commit a request would be a few
 * hundred requests a second; one for everything that came in meanwhile costs the same as one. Each
 * piece of work runs behind a savepoint, so that one that fails takes nothing with it.
 *
 * @module
 */
import { type Kysely, sql } from 'kysely'
import { StoreError } from '../store-error.ts'
import { type Store, type StoreTransaction } from '../store.ts'
import { type Tables } from './tables.ts'
import { createTransaction } from './transaction.ts'

/** More than one commit needs, few enough that the first of them does not wait long. */
const MOST_TOGETHER = 256

interface Waiting {
  /** Answers with what tells the caller, once it is on disk. */
  readonly work: (tx: StoreTransaction) => Promise<() => void>
  readonly reject: (error: unknown) => void
}

export interface GroupCommit {
  readonly transact: Store['transact']
  /** Resolves when nothing waits any more; what is asked for afterwards is refused. */
  readonly end: () => Promise<void>
}

export interface GroupCommitOptions {
  readonly db: Kysely<Tables>
  /** Begins a transaction on the connection and waits until nobody else is in one. */
  readonly begin: (connection: Kysely<Tables>) => Promise<void>
  readonly commit: (connection: Kysely<Tables>) => Promise<void>
  /** The error as the caller may see it: a `StoreError` where the store is at fault. */
  readonly explain: (error: unknown) => unknown
  readonly onCommit: () => void
}

export function createGroupCommit({
  db,
  begin,
  commit,
  explain,
  onCommit,
}: GroupCommitOptions): GroupCommit {
  let waiting: Waiting[] = []
  let running: Promise<void> | null = null
  let ended = false

  async function runAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_TOGETHER)
      waiting = waiting.slice(MOST_TOGETHER)
      try {
        await db.connection().execute((connection) => runBatch(connection, batch))
      } catch (error) {
        // there was no connection to be had, or it could not be given back
        for (const { reject } of batch) reject(explain(error))
      }
    }
    running = null
  }

  async function runBatch(connection: Kysely<Tables>, batch: readonly Waiting[]): Promise<void> {
    const done: (() => void)[] = []
    try {
      await begin(connection)
      const tx = createTransaction(connection)
      for (const { work, reject } of batch) {
        await sql`savepoint work`.execute(connection)
        try {
          const tell = await work(tx)
          await sql`release savepoint work`.execute(connection)
          done.push(tell)
        } catch (error) {
          // fails when the store itself has given up the transaction: then all of it is void
          await sql`rollback to savepoint work`.execute(connection)
          await sql`release savepoint work`.execute(connection)
          done.push(() => reject(explain(error)))
        }
      }
      await commit(connection)
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => {}) // there may be none left
      for (const { reject } of batch) reject(explain(error))
      return
    }
    for (const tell of done) tell()
    onCommit()
  }

  return {
    transact(work) {
      if (ended) return Promise.reject(new StoreError('The store is closed; open it again.'))
      return new Promise((resolve, reject) => {
        waiting.push({
          async work(tx) {
            const value = await work(tx)
            return () => resolve(value)
          },
          reject,
        })
        // in the next turn, so that what comes in this one is together from the start
        running ??= Promise.resolve().then(runAll)
      })
    },

    async end() {
      ended = true
      await running
    },
  }
}

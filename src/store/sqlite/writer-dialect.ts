/**
 * Kysely on the thread that writes. It is started by the first statement, so that a command that only
 * reads never has one, and keeps no process alive that has nothing to write.
 *
 * @module
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { StoreError } from '../store-error.ts'
import { valueOf } from './node-sqlite.ts'
import { type Reply, type Statement } from './writer-message.ts'

/** One connection: whoever uses it takes turns, as a group commit does. */
export function writerDialect(path: string): Dialect {
  let writer: Writer | null = null
  const connection: DatabaseConnection = {
    executeQuery: (query) => (writer ??= startWriter(path)).execute(query),
    streamQuery() {
      throw new TypeError('the thread that writes streams nothing')
    },
  }
  return {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createDriver: () => ({
      async init() {},
      acquireConnection: async () => connection,
      // the store says begin, commit and rollback itself
      async beginTransaction() {},
      async commitTransaction() {},
      async rollbackTransaction() {},
      async releaseConnection() {},
      async destroy() {
        await writer?.end()
      },
    }),
  }
}

interface Writer {
  readonly execute: <Row>(query: CompiledQuery) => Promise<QueryResult<Row>>
  readonly end: () => Promise<void>
}

interface Waiting {
  readonly resolve: (reply: Reply) => void
  readonly reject: (error: unknown) => void
}

function startWriter(path: string): Writer {
  // unbuilt the source has another ending than built; how this process was started is no way to start a thread
  const url = new URL(`./writer-thread${extname(import.meta.url)}`, import.meta.url)
  const worker = new Worker(url, { workerData: path, execArgv: [] })
  worker.unref()
  /** It answers in the order in which it was asked. */
  const waiting: Waiting[] = []
  // another thread would go on with the rest of a transaction that it knows nothing of: there is none
  let gone: StoreError | null = null

  worker.on('message', (reply: Reply) => {
    waiting.shift()?.resolve(reply)
    if (waiting.length === 0) worker.unref()
  })
  worker.on('error', (cause) => leave('the thread that writes has failed', cause))
  worker.on('exit', () => leave('the thread that writes has ended'))

  function leave(why: string, cause?: unknown): void {
    gone ??= new StoreError(`${path} cannot be written: ${why}; start again.`, { cause })
    for (const { reject } of waiting.splice(0)) reject(gone)
  }

  return {
    // eslint-disable-next-line typescript/no-unnecessary-type-parameters -- what Kysely asks for
    async execute<Row>({ sql, parameters }: CompiledQuery) {
      if (gone) throw gone
      const statement: Statement = { sql, values: parameters.map(valueOf) }
      const reply = await new Promise<Reply>((resolve, reject) => {
        waiting.push({ resolve, reject })
        worker.ref()
        worker.postMessage(statement, [])
      })
      if ('fault' in reply) throw Object.assign(new Error(reply.fault.message), reply.fault)
      // what it selected has the columns that were asked for
      return { rows: reply.rows as Row[], numAffectedRows: BigInt(reply.changes) } // eslint-disable-line typescript/no-unsafe-type-assertion
    },

    async end() {
      await worker.terminate()
    },
  }
}

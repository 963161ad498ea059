/**
 * The thread that writes: it has a connection of its own and does one statement after the other, so
 * that waiting for the disk holds up nobody but who asked for it.
 *
 * @module
 */
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { type Reply, type Statement } from './writer-message.ts'

const port = parentPort!
const path: string = workerData
const database = new DatabaseSync(path, { timeout: 0 })
database.exec('pragma synchronous = FULL')
port.on('message', (statement: Statement) => port.postMessage(answer(statement)))

function answer({ sql, values }: Statement): Reply {
  try {
    const prepared = database.prepare(sql)
    // a select has columns, an insert has none
    if (prepared.columns().length > 0) return { rows: prepared.all(...values), changes: 0 }
    return { rows: [], changes: prepared.run(...values).changes }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const { message } = error
    const errcode = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null
    return { fault: errcode === null ? { message } : { message, errcode } }
  }
}

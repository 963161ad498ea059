/**
 * Working changes into the frozen follows on a thread of its own, while more changes are taken in.
 *
 * Nothing big is copied to and fro: the rows lie in memory that both threads see, and so do the new
 * ones.
 *
 * @module
 */
import { Worker } from 'node:worker_threads'
import { type Csr, type Digraph } from '../graph/csr.ts'
import { type Changes } from '../graph/merge-changes.ts'

/** What the thread is given; it answers with a `Digraph`. */
export interface RebuildTask {
  /** Its arrays in shared memory, or they would be copied. */
  readonly follows: Digraph
  readonly order: number
  readonly changes: Changes
}

// a worker is started from the file as it lies here: unbuilt, or built
const THREAD = import.meta.url.endsWith('.ts') ? './rebuild-thread.ts' : './rebuild-thread.js'

/**
 * The follows with the changes in them, in shared memory. `signal` ends it early.
 *
 * @throws what the thread throws, out of memory for one; or an AbortError.
 */
export function rebuild(task: RebuildTask, signal: AbortSignal): Promise<Digraph> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const thread = new Worker(new URL(THREAD, import.meta.url), { workerData: task })
    const stop = () => void thread.terminate()
    signal.addEventListener('abort', stop, { once: true })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => {
      signal.removeEventListener('abort', stop)
      // after a message this says nothing more
      reject(signal.aborted ? signal.reason : new Error('the rebuilding thread ended early'))
    })
  })
}

/** The same rows in memory that other threads see; those that lie there already as they are. */
export function sharedFollows({ out, in: back }: Digraph): Digraph {
  return Object.freeze({ out: sharedCsr(out), in: sharedCsr(back) })
}

export function sharedColumn(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(4 * length))
}

function sharedCsr(csr: Csr): Csr {
  return Object.freeze({ ...csr, starts: shared(csr.starts), targets: shared(csr.targets) })
}

function shared(column: Uint32Array): Uint32Array {
  if (column.buffer instanceof SharedArrayBuffer) return column
  const copy = sharedColumn(column.length)
  copy.set(column)
  return copy
}

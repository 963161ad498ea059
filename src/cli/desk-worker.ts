/**
 * The desk that answers about networks, seen from the thread that serves: one question after the other
 * goes to a thread that has graph and map, which is started when somebody first asks.
 *
 * @module
 */
import { Worker } from 'node:worker_threads'
import { type Answered, type NetworkDesk, type Question } from '../investigate/question.ts'
import { BusyError, InputError, NotFoundError } from '../model/errors.ts'

/** What the thread is told. */
export type ToDesk =
  | { readonly question: Question; readonly graph: Uint8Array | null }
  | { readonly standings: Uint8Array }
  | { readonly renew: true }

/** What it says: that it needs standings, or what comes of the question. */
export type FromDesk =
  | { readonly accounts: readonly string[] }
  | { readonly answered: Answered }
  | { readonly refused: { readonly code: string; readonly message: string } }
  | { readonly fault: unknown }

export interface DeskOptions {
  readonly workspace: string
  /** The byte that the guard has for an account. */
  readonly standingOf: (account: string) => number
  /** The graph's file, where another thread has it in shared memory. */
  readonly sharedGraph: () => Uint8Array | null
}

export interface RunningDesk extends NetworkDesk {
  /** There is a new map. */
  readonly renew: () => void
  readonly stop: () => Promise<void>
}

/** Each of them may be of a person who waits. */
const MOST_WAITING = 16
/** The largest graph is read within it; whatever takes longer would hold up everybody. */
const DEADLINE_MILLIS = 60_000

// a worker is started from the file as it lies here: unbuilt, or built
const THREAD = import.meta.url.endsWith('.ts') ? './desk-thread.ts' : './desk-thread.js'

export function createDesk({ workspace, standingOf, sharedGraph }: DeskOptions): RunningDesk {
  let thread: Worker | null = null
  let waiting = 0
  let before: Promise<unknown> = Promise.resolve()

  function started(): Worker {
    if (thread) return thread
    const worker = new Worker(new URL(THREAD, import.meta.url), { workerData: workspace })
    worker.unref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a window has one, a port none
    const tell = (message: ToDesk) => worker.postMessage(message)
    worker.on('message', (said: FromDesk) => {
      if ('accounts' in said) tell({ standings: Uint8Array.from(said.accounts, standingOf) })
    })
    worker.once('exit', () => {
      if (thread === worker) thread = null
    })
    // told to whoever asked; unheard, it would end the process
    worker.on('error', () => {})
    return (thread = worker)
  }

  function run(question: Question): Promise<Answered> {
    const worker = started()
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        void worker.terminate()
        finish(() =>
          reject(new BusyError('The question takes too long; ask about fewer accounts.')),
        )
      }, DEADLINE_MILLIS)
      const onMessage = (said: FromDesk) => {
        if ('answered' in said) finish(() => resolve(said.answered))
        else if ('refused' in said) finish(() => reject(refusal(said.refused)))
        else if ('fault' in said) {
          finish(() => reject(new Error('the desk has a fault', { cause: said.fault })))
        }
      }
      const onEnd = (cause: unknown) => {
        finish(() => reject(new Error('the thread of the desk ended early', { cause })))
      }
      const finish = (settle: () => void) => {
        clearTimeout(late)
        worker.off('message', onMessage)
        worker.off('error', onEnd)
        worker.off('exit', onEnd)
        settle()
      }
      worker.on('message', onMessage)
      worker.once('error', onEnd)
      worker.once('exit', onEnd)
      const asked: ToDesk = { question, graph: sharedGraph() }
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a window has one, a port none
      worker.postMessage(asked)
    })
  }

  return Object.freeze({
    async ask(question: Question) {
      if (waiting >= MOST_WAITING) {
        throw new BusyError(`${MOST_WAITING} questions wait for the map; ask again later.`)
      }
      waiting++
      const asked = before.then(() => run(question)).finally(() => waiting--)
      before = asked.catch(() => {})
      return asked
    },
    renew() {
      const message: ToDesk = { renew: true }
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a window has one, a port none
      thread?.postMessage(message)
    },
    async stop() {
      await thread?.terminate()
    },
  })
}

function refusal({ code, message }: { readonly code: string; readonly message: string }): Error {
  return code === 'not_found' ? new NotFoundError(message) : new InputError(message)
}

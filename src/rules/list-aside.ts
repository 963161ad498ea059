/**
 * Work on search lists on a thread of its own: a list of 100,000 terms takes a second to check, and
 * the thread that serves has three milliseconds.
 *
 * One piece of work at a time, so that who asks often takes one core at most. A list that is switched on
 * does not wait behind them.
 *
 * @module
 */
import { Worker } from 'node:worker_threads'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  createReadyGuard,
  entryAt,
  type FindRule,
  type ReadyList,
  type SearchGuard,
  type SearchTrial,
} from '../guard/search/index.ts'
import { BusyError, InputError } from '../model/errors.ts'
import { type CheckedList, type ListReply, type ListTask } from './list-task.ts'
import { re2Rule } from './re2-rule.ts'

// a worker is started from the file as it lies here: unbuilt, or built
const THREAD = import.meta.url.endsWith('.ts') ? './list-thread.ts' : './list-thread.js'

/** The list in a JSON text, checked whole. @throws {InputError} with the place and what may stand there. */
export async function checkSearchList(text: string): Promise<CheckedList> {
  const reply = await ask({ kind: 'check', text })
  if ('checked' in reply) return reply.checked
  throw new TypeError('the thread of search lists answered something else')
}

/**
 * What each entry of the list in a JSON text matches among the queries.
 *
 * @throws {InputError} as `trySearchList` does.
 */
export async function trySearchListAside(
  text: string,
  queries: readonly string[],
): Promise<SearchTrial> {
  const reply = await ask({ kind: 'try', text, queries })
  if ('trial' in reply) return reply.trial
  throw new TypeError('the thread of search lists answered something else')
}

/** The guard of a list that is switched on. This thread only takes over what the other made. */
export async function readySearchGuard(text: string): Promise<{
  readonly list: Pick<ReadyList, 'version' | 'resources'>
  readonly guard: SearchGuard
}> {
  const reply = accepted(await run({ kind: 'ready', text }))
  if (!('ready' in reply)) throw new TypeError('the thread of search lists answered something else')
  const { ready } = reply
  // a program cannot be handed over; each takes some milliseconds at most
  const rules = new Map<string, FindRule>()
  for (const rule of ready.rules) {
    const expression = entryAt(ready, rule).text
    rules.set(expression, re2Rule(expression))
    await nextTurn()
  }
  const guard = createReadyGuard(
    ready,
    (expression) => rules.get(expression) ?? re2Rule(expression),
  )
  return { list: ready, guard }
}

/** Each of them may hold megabytes. */
const MOST_WAITING = 8
let waiting = 0
let before: Promise<unknown> = Promise.resolve()

type Accepted = Exclude<ListReply, { refused: string }>

async function ask(task: ListTask): Promise<Accepted> {
  if (waiting >= MOST_WAITING) {
    throw new BusyError(`${MOST_WAITING} search lists wait to be looked at; send it again later.`)
  }
  waiting++
  const asked = before.then(() => run(task)).finally(() => waiting--)
  before = asked.catch(() => {})
  return accepted(await asked)
}

function accepted(reply: ListReply): Accepted {
  if ('refused' in reply) throw new InputError(reply.refused)
  return reply
}

function run(task: ListTask): Promise<ListReply> {
  return new Promise((resolve, reject) => {
    // how this process was started (`--eval`, say) is no way to start a thread
    const thread = new Worker(new URL(THREAD, import.meta.url), { workerData: task, execArgv: [] })
    thread.once('message', resolve)
    thread.once('error', reject)
    // after a message this says nothing more
    thread.once('exit', () => reject(new Error('the thread of search lists ended early')))
  })
}

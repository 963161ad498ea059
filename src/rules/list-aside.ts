/**
 * Work on search lists on a thread of its own: a list of 100,000 terms takes a second to check, and
 * the thread that serves has three milliseconds.
 *
 * One piece of work at a time, so that who asks often takes one core at most.
 *
 * @module
 */
import { Worker } from 'node:worker_threads'
import { type SearchTrial } from '../guard/search/index.ts'
import { BusyError, InputError } from '../model/errors.ts'
import { type CheckedList, type ListReply, type ListTask } from './list-task.ts'

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

/** Each of them may hold megabytes. */
const MOST_WAITING = 8
let waiting = 0
let before: Promise<unknown> = Promise.resolve()

async function ask(task: ListTask): Promise<Exclude<ListReply, { refused: string }>> {
  if (waiting >= MOST_WAITING) {
    throw new BusyError(`${MOST_WAITING} search lists wait to be looked at; send it again later.`)
  }
  waiting++
  const asked = before.then(() => run(task)).finally(() => waiting--)
  before = asked.catch(() => {})
  const reply = await asked
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

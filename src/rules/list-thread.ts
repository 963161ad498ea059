/** The thread of `list-aside.ts`. */
import { parentPort, workerData } from 'node:worker_threads'
import {
  buffersOf,
  createSearchGuard,
  makeReady,
  parseSearchList,
  trySearchList,
} from '../guard/search/index.ts'
import { InputError } from '../model/errors.ts'
import { type ListReply, type ListTask } from './list-task.ts'
import { re2Rule } from './re2-rule.ts'

function answerTo(task: ListTask): ListReply {
  const list = parseSearchList(parsed(task.text))
  if (task.kind === 'try') {
    return { trial: trySearchList({ list, compileRule: re2Rule }, task.queries) }
  }
  if (task.kind === 'ready') return { ready: makeReady(list) }
  // a rule that does not compile, or terms that would make queries slow, are only found by this
  createSearchGuard({ list, compileRule: re2Rule })
  const { version: name, entries } = list
  return { checked: { name, body: JSON.stringify(list), entries: entries.length } }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // the parser's own message quotes the text, and lists are never shown
    throw new InputError('The body is no JSON; send one search list.')
  }
}

function reply(task: ListTask): ListReply {
  try {
    return answerTo(task)
  } catch (error) {
    if (error instanceof InputError) return { refused: error.message }
    throw error
  }
}

const task: ListTask = workerData
const answer = reply(task)
// handed over, not copied: copying 20 MB would take the thread that serves longer than it has
parentPort?.postMessage(answer, 'ready' in answer ? buffersOf(answer.ready) : [])

/**
 * The threads of an import.
 *
 * @module
 */
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { createTasks, type Reply, type Request, type Tasks } from './tasks.ts'

/** One that does one thing at a time, here or in a thread of its own. */
export interface Hand extends Tasks {
  readonly end: () => Promise<void>
}

/** As many threads, or this one when `size` is 1: starting one takes longer than a small import. */
export function startCrew(size: number): readonly Hand[] {
  if (size === 1) return [{ ...createTasks(), async end() {} }]
  return Array.from({ length: size }, startHand)
}

function startHand(): Hand {
  // unbuilt the source has another ending than built
  const url = new URL(`./worker${extname(import.meta.url)}`, import.meta.url)
  // how this process was started (`--eval`, say) is no way to start a thread
  const worker = new Worker(url, { execArgv: [] })

  function ask(request: Request, onBytes?: (done: number) => void): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const onMessage = (reply: Reply) => {
        if ('done' in reply) return onBytes?.(reply.done)
        worker.off('message', onMessage)
        worker.off('error', reject)
        resolve(reply)
      }
      worker.on('message', onMessage)
      worker.once('error', reject)
      worker.postMessage(request, [])
    })
  }

  return {
    async check(path) {
      const reply = await ask({ kind: 'check', path })
      return 'file' in reply ? reply.file : astray(reply)
    },
    async read(job, spill, onBytes) {
      const reply = await ask({ kind: 'read', job, spill }, onBytes)
      return 'report' in reply ? reply.report : astray(reply)
    },
    async take(spill) {
      const reply = await ask({ kind: 'take', spill })
      return 'parts' in reply ? reply.parts : astray(reply)
    },
    async merge(job) {
      const reply = await ask({ kind: 'merge', job })
      return 'entries' in reply ? reply.entries : astray(reply)
    },
    async end() {
      await worker.terminate()
    },
  }
}

function astray(reply: Reply): never {
  throw new TypeError(`a thread answered something else: ${Object.keys(reply).join()}`)
}

/**
 * The threads of an import.
 *
 * @module
 */
import { extname } from 'node:path'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import { InputError } from '../model/errors.ts'
import { createTasks, type Reply, type Request, type Tasks } from './tasks.ts'

/** One that does tasks, here or in a thread of its own; it reads one range at a time. */
export interface Hand extends Tasks {
  readonly end: () => Promise<void>
}

/** As many threads, or this one when `size` is 1: starting one takes longer than a small import. */
export function startCrew(size: number): readonly Hand[] {
  if (size === 1) return [{ ...createTasks(), async end() {} }]
  return Array.from({ length: size }, () => startHand())
}

/** What is asked of a thread that has died, or dies before it answers, is refused with a sentence. */
export function startHand(resourceLimits: ResourceLimits = {}): Hand {
  // unbuilt the source has another ending than built
  const url = new URL(`./worker${extname(import.meta.url)}`, import.meta.url)
  // how this process was started (`--eval`, say) is no way to start a thread
  const worker = new Worker(url, { execArgv: [], resourceLimits })

  // a thread answers in the order in which it was asked
  const pending: {
    readonly resolve: (reply: Reply) => void
    readonly reject: (error: unknown) => void
  }[] = []
  let tell: ((done: number) => void) | null = null
  worker.on('message', (reply: Reply) => {
    if ('done' in reply) tell?.(reply.done)
    else pending.shift()?.resolve(reply)
  })
  let end: { readonly cause: unknown } | null = null
  function die(cause: unknown): void {
    end ??= { cause: whyItDied(cause) }
    for (const { reject } of pending.splice(0)) reject(end.cause)
  }
  worker.on('error', die)
  worker.on('exit', (code) => die(new TypeError(`a thread ended with ${code}`)))

  function ask(request: Request): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (end) return reject(end.cause)
      pending.push({ resolve, reject })
      worker.postMessage(request, [])
    })
  }

  return {
    async check(path) {
      const reply = await ask({ kind: 'check', path })
      return 'file' in reply ? reply.file : astray(reply)
    },
    async read(job, spill, onBytes) {
      tell = onBytes
      const reply = await ask({ kind: 'read', job, spill })
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
    async number(job) {
      await ask({ kind: 'number', job })
    },
    async permute(job) {
      const reply = await ask({ kind: 'permute', job })
      return 'ids' in reply ? reply.ids : astray(reply)
    },
    async fold(job) {
      const reply = await ask({ kind: 'fold', job })
      return 'slice' in reply ? reply.slice : astray(reply)
    },
    async scatter(job) {
      await ask({ kind: 'scatter', job })
    },
    async write(job) {
      const reply = await ask({ kind: 'write', job })
      return 'checksum' in reply ? reply.checksum : astray(reply)
    },
    async end() {
      await worker.terminate()
    },
  }
}

function astray(reply: Reply): never {
  throw new TypeError(`a thread answered something else: ${Object.keys(reply).join()}`)
}

function whyItDied(cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return cause
  return new InputError(
    'A thread of the import ran out of memory; import fewer files at a time, or use a machine with more.',
    { cause },
  )
}

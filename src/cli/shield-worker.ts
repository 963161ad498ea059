/**
 * Starting and stopping the thread that shields what is around new seeds.
 *
 * @module
 */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type CandidatesOfMap } from '../model/re-entry.ts'
import { type LoadedMap } from './load-map.ts'

/** What the thread is given. */
export interface ShieldSetup {
  readonly workspace: string
  readonly quota: number
  /** The map that the server started with, as `mapMark` tells it. */
  readonly mark: string
}

/** A new map, in what whoever serves needs of it. */
export type NewMap = Pick<LoadedMap, 'minors' | 'networks' | 'mapped'> & {
  readonly candidates: CandidatesOfMap | null
}

/** What the thread says: that there is a new map, which graph it has, or that something failed. */
export type FromShield =
  { readonly map: NewMap } | { readonly graph: Uint8Array } | { readonly fault: unknown }

export interface ShieldOptions extends ShieldSetup {
  readonly onMap: (map: NewMap) => void
  /** Told which file it has read into shared memory, for other threads to read there. */
  readonly onGraph: (graph: Uint8Array) => void
  readonly onFault: (error: unknown) => void
}

const STOP_MILLIS = 3000
const AGAIN_MILLIS = 5000

// a worker is started from the file as it lies here: unbuilt, or built
const THREAD = import.meta.url.endsWith('.ts') ? './shield-thread.ts' : './shield-thread.js'

/** Runs until it is stopped; a thread that dies is started again after a while. */
export function startShield({ onMap, onGraph, onFault, ...setup }: ShieldOptions): {
  readonly stop: () => Promise<void>
} {
  let stopping = false
  let again: NodeJS.Timeout | null = null
  let thread = start()

  function start(): Worker {
    const worker = new Worker(new URL(THREAD, import.meta.url), { workerData: setup })
    worker.on('message', (said: FromShield) => {
      if ('map' in said) onMap(said.map)
      else if ('graph' in said) onGraph(said.graph)
      else onFault(said.fault)
    })
    worker.on('error', onFault)
    worker.once('exit', () => {
      if (!stopping) again = setTimeout(() => (thread = start()), AGAIN_MILLIS)
    })
    return worker
  }

  return {
    async stop() {
      stopping = true
      if (again) clearTimeout(again)
      const ended = once(thread, 'exit')
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a window has one, a port none
      thread.postMessage('stop')
      // in the middle of reading a graph it hears nothing
      if (again || (await Promise.race([ended.then(() => true), sleep(STOP_MILLIS, false)]))) return
      await thread.terminate()
    },
  }
}

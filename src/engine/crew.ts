/**
 * Threads that wait in shared memory for work, and a caller that works along with them.
 *
 * A job is cut into tickets, handed out by one atomic counter, so that nobody waits for a slow part
 * that another could have taken. Jobs are synchronous: the caller takes tickets like everybody and
 * then waits for the last. Arrays in a job must lie in shared memory; they are read in place.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  type ResourceLimits,
  Worker,
} from 'node:worker_threads'
import { BUSY, DEAD, EPOCH, FAILED, IDLE, NEXT, WORKERS } from './control.ts'
import { jobRunner, type Job } from './jobs.ts'

/** Told after each ticket that the caller took; what it throws ends the job, and is thrown on. */
export type JobProgress = (done: number, total: number) => void

/** What a worker is started with. */
export interface WorkerSetup {
  readonly control: Int32Array
  readonly slot: number
  readonly port: MessagePort
}

/** What the foreman is started with. */
export interface ForemanSetup {
  readonly setups: readonly WorkerSetup[]
  /** Where the code of a worker is. */
  readonly worker: string
  readonly resourceLimits: ResourceLimits
}

export class Crew {
  /** Threads that take tickets, the caller's among them. */
  readonly threads: number
  readonly #control: Int32Array
  readonly #ports: MessagePort[] = []
  #foreman: Worker | null = null

  /**
   * @param resourceLimits of each worker.
   * @throws {RangeError} if `threads` is not a whole number from 1 to 64.
   */
  constructor(
    threads: number = Math.min(64, availableParallelism()),
    resourceLimits: ResourceLimits = {},
  ) {
    if (!(Number.isInteger(threads) && threads >= 1 && threads <= 64)) {
      throw new RangeError(`"threads" expected 1..64, got ${threads}`)
    }
    this.threads = typeof SharedArrayBuffer === 'undefined' ? 1 : threads
    const bytes = 4 * (WORKERS + this.threads)
    this.#control = new Int32Array(
      this.threads > 1 ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes),
    )
    if (this.threads > 1) this.#hire(this.threads - 1, resourceLimits)
  }

  /**
   * Run tickets 0..count of `job`. Workers that are still starting miss it; the rest of the crew
   * does their share.
   *
   * @throws what `progress` or a ticket throws; no ticket runs any more then.
   * @throws {RangeError} if a thread dies. The rest of the crew does what comes later.
   */
  run(job: Job, count: number, progress: JobProgress | null = null): void {
    const control = this.#control
    Atomics.store(control, NEXT, 0)
    Atomics.store(control, FAILED, 0)
    const called: number[] = []
    for (const [k, port] of this.#ports.entries()) {
      // a job of one ticket is sooner done than told
      if (count < 2) continue
      if (Atomics.compareExchange(control, WORKERS + k, IDLE, BUSY) !== IDLE) continue
      port.postMessage({ job, count })
      called.push(k)
    }
    if (called.length > 0) {
      Atomics.add(control, EPOCH, 1)
      Atomics.notify(control, EPOCH)
    }

    const failures: unknown[] = []
    try {
      takeTickets(job, count, control, progress)
    } finally {
      for (const k of called) {
        awaitIdle(control, WORKERS + k)
        // each is heard, or the next job would be told of it
        const failure: { message: unknown } | undefined = receiveMessageOnPort(this.#ports[k])
        if (failure) failures.push(failure.message)
      }
    }
    if (failures.length > 0) throw failures[0]
    if (called.some((k) => Atomics.load(control, WORKERS + k) === DEAD)) {
      throw new RangeError('a thread died at its work: it had too little memory, most likely')
    }
  }

  /** End the threads. The crew must not be used afterwards. */
  close(): void {
    for (const port of this.#ports.splice(0)) port.close()
    // those that it started end with it
    void this.#foreman?.terminate()
    this.#foreman = null
  }

  #hire(count: number, resourceLimits: ResourceLimits): void {
    const setups = Array.from({ length: count }, (_, k): WorkerSetup => {
      const { port1, port2 } = new MessageChannel()
      port1.unref()
      this.#ports.push(port1)
      return { control: this.#control, slot: WORKERS + k, port: port2 }
    })
    const workerData: ForemanSetup = { setups, worker: codeOf('worker').href, resourceLimits }
    this.#foreman = new Worker(codeOf('foreman'), {
      workerData,
      transferList: setups.map(({ port }) => port),
    })
    // idle threads hold nobody up: a process ends when its own work has
    this.#foreman.unref()
  }
}

/**
 * A worker that was slow to tell of the last job may wake us during this one: only the slot itself
 * says that it is done.
 */
function awaitIdle(control: Int32Array, slot: number): void {
  while (Atomics.load(control, slot) === BUSY) Atomics.wait(control, slot, BUSY)
}

/** Take tickets until there are none; used by the caller and by each worker. */
export function takeTickets(
  job: Job,
  count: number,
  control: Int32Array,
  progress: JobProgress | null,
): void {
  try {
    const run = jobRunner(job, control)
    for (;;) {
      const ticket = Atomics.add(control, NEXT, 1)
      if (ticket >= count) return
      run(ticket)
      progress?.(Math.min(count, Atomics.load(control, NEXT)), count)
    }
  } catch (error) {
    // tickets that wait for this one must not wait for ever
    Atomics.store(control, FAILED, 1)
    Atomics.store(control, NEXT, count)
    throw error
  }
}

/** What a thread runs, beside this file: TypeScript in a checkout, JavaScript in the package. */
function codeOf(name: string): URL {
  const source = new URL(`./${name}.ts`, import.meta.url)
  return existsSync(source) ? source : new URL(`./${name}.js`, import.meta.url)
}

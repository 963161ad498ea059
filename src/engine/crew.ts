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
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import { BUSY, EPOCH, FAILED, IDLE, NEXT, WORKERS } from './control.ts'
import { jobRunner, type Job } from './jobs.ts'

/** Told after each ticket that the caller took; what it throws ends the job, and is thrown on. */
export type JobProgress = (done: number, total: number) => void

/** What a worker is started with. */
export interface WorkerSetup {
  readonly control: Int32Array
  readonly slot: number
  readonly port: MessagePort
}

export class Crew {
  /** Threads that take tickets, the caller's among them. */
  readonly threads: number
  readonly #control: Int32Array
  readonly #workers: { readonly worker: Worker; readonly port: MessagePort }[] = []

  /** @throws {RangeError} if `threads` is not a whole number from 1 to 64. */
  constructor(threads: number = Math.min(64, availableParallelism())) {
    if (!(Number.isInteger(threads) && threads >= 1 && threads <= 64)) {
      throw new RangeError(`"threads" expected 1..64, got ${threads}`)
    }
    this.threads = typeof SharedArrayBuffer === 'undefined' ? 1 : threads
    const bytes = 4 * (WORKERS + this.threads)
    this.#control = new Int32Array(
      this.threads > 1 ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes),
    )
    for (let slot = WORKERS; slot < WORKERS + this.threads - 1; slot++) this.#hire(slot)
  }

  /**
   * Run tickets 0..count of `job`. Workers that are still starting miss it; the rest of the crew
   * does their share.
   *
   * @throws what `progress` or a ticket throws; no ticket runs any more then.
   */
  run(job: Job, count: number, progress: JobProgress | null = null): void {
    const control = this.#control
    Atomics.store(control, NEXT, 0)
    Atomics.store(control, FAILED, 0)
    const called: number[] = []
    for (const [k, { port }] of this.#workers.entries()) {
      // a job of one ticket is sooner done than told
      if (count < 2 || Atomics.load(control, WORKERS + k) !== IDLE) continue
      Atomics.store(control, WORKERS + k, BUSY)
      port.postMessage({ job, count })
      called.push(k)
    }
    if (called.length > 0) {
      Atomics.add(control, EPOCH, 1)
      Atomics.notify(control, EPOCH)
    }

    try {
      takeTickets(job, count, control, progress)
    } finally {
      for (const k of called) Atomics.wait(control, WORKERS + k, BUSY)
    }
    for (const k of called) {
      const failure: { message: unknown } | undefined = receiveMessageOnPort(this.#workers[k].port)
      if (failure) throw failure.message
    }
  }

  /** End the threads. The crew must not be used afterwards. */
  close(): void {
    for (const { worker, port } of this.#workers.splice(0)) {
      port.close()
      void worker.terminate()
    }
  }

  #hire(slot: number): void {
    const { port1, port2 } = new MessageChannel()
    const setup: WorkerSetup = { control: this.#control, slot, port: port2 }
    const worker = new Worker(workerFile(), { workerData: setup, transferList: [port2] })
    // idle threads hold nobody up: a process ends when its own work has
    worker.unref()
    port1.unref()
    this.#workers.push({ worker, port: port1 })
  }
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

/** The worker beside this file: TypeScript in a checkout, JavaScript in the package. */
function workerFile(): URL {
  const source = new URL('./worker.ts', import.meta.url)
  return existsSync(source) ? source : new URL('./worker.js', import.meta.url)
}

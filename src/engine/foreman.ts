/**
 * The thread that starts the others of a crew and sees which of them die. Nobody else can: a thread
 * that runs out of memory says nothing any more, and the caller waits in shared memory, where no event
 * reaches it.
 *
 * @module
 */
import { Worker, workerData } from 'node:worker_threads'
import { BUSY, DEAD, FAILED, NEXT, NO_TICKETS } from './control.ts'
import { type ForemanSetup, type WorkerSetup } from './crew.ts'

const { setups, worker: code, resourceLimits }: ForemanSetup = workerData

for (const setup of setups) hire(setup)

function hire(setup: WorkerSetup): void {
  const { control, slot, port } = setup
  const worker = new Worker(new URL(code), {
    workerData: setup,
    transferList: [port],
    resourceLimits,
  })
  worker.on('error', () => {}) // what follows says it all
  worker.on('exit', () => {
    if (Atomics.load(control, slot) === BUSY) {
      // tickets that wait for one of its own must not wait for ever
      Atomics.store(control, FAILED, 1)
      Atomics.store(control, NEXT, NO_TICKETS)
    }
    // last, since the caller waits no longer then
    Atomics.store(control, slot, DEAD)
    Atomics.notify(control, slot)
  })
}

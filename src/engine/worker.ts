/**
 * One thread of a crew: waits for the epoch to move, takes tickets of the job it was sent, and says
 * so when there are no more.
 *
 * @module
 */
import { receiveMessageOnPort, workerData } from 'node:worker_threads'
import { EPOCH, IDLE, STARTING } from './control.ts'
import { takeTickets, type WorkerSetup } from './crew.ts'
import { type Job } from './jobs.ts'

const { control, slot, port }: WorkerSetup = workerData

Atomics.compareExchange(control, slot, STARTING, IDLE)
for (;;) {
  // the epoch is read before the port: whoever posts after that also moves it
  const epoch = Atomics.load(control, EPOCH)
  try {
    const received: { message: { job: Job; count: number } } | undefined =
      receiveMessageOnPort(port)
    if (!received) {
      Atomics.wait(control, EPOCH, epoch)
      continue
    }
    takeTickets(received.message.job, received.message.count, control, null)
  } catch (error) {
    // built-in errors arrive as what they are; a thread that died of one would be waited for for ever
    port.postMessage(error)
  }
  Atomics.store(control, slot, IDLE)
  Atomics.notify(control, slot)
}

/**
 * A thread that does `tasks.ts` for the one that started it. Large arrays go over in shared memory,
 * since all threads read the ids of all parts.
 *
 * @module
 */
import { parentPort } from 'node:worker_threads'
import { byKind, type Part } from './part.ts'
import { shared } from './shared.ts'
import { createTasks, type Reply, type Request } from './tasks.ts'

const LEAST_MILLIS = 50
const port = parentPort!
const tasks = createTasks()

port.on('message', (request: Request) => {
  // an error that nobody expects ends the thread, and the one that started it is told
  void answer(request).then((reply) => port.postMessage(reply))
})

async function answer(request: Request): Promise<Reply> {
  switch (request.kind) {
    case 'check':
      return { file: await tasks.check(request.path) }
    case 'read':
      return { report: await tasks.read(request.job, request.spill, tellNowAndThen()) }
    case 'take': {
      const { inMemory, onDisk } = await tasks.take(request.spill)
      return { parts: { inMemory: inMemory && sharedPart(inMemory), onDisk } }
    }
    case 'number':
      await tasks.number(request.job)
      return { isDone: true }
    case 'permute': {
      const { size, bytes, offsets, slots } = await tasks.permute(request.job)
      const columns = { bytes: shared(bytes), offsets: shared(offsets), slots: shared(slots) }
      return { ids: { size, ...columns } }
    }
    case 'fold':
      return { slice: await tasks.fold(request.job) }
    case 'scatter':
      await tasks.scatter(request.job)
      return { isDone: true }
    case 'write':
      return { checksum: await tasks.write(request.job) }
    default: {
      const { size, words } = await tasks.merge(request.job)
      return { entries: { size, words: shared(words) } }
    }
  }
}

function tellNowAndThen(): (done: number) => void {
  let last = performance.now()
  return (done) => {
    const now = performance.now()
    if (now - last < LEAST_MILLIS) return
    last = now
    port.postMessage({ done } satisfies Reply)
  }
}

function sharedPart({ entries, segments }: Part): Part {
  return {
    entries: byKind((kind) => ({ size: entries[kind].size, words: shared(entries[kind].words) })),
    segments: segments.map((segment) => ({
      ...segment,
      columns: segment.columns.map((column) => column && shared(column)),
    })),
  }
}

/**
 * The client of the load test, in a process of its own: `node load.ts PORT KEY REQUESTS SPREAD`. Sends
 * random lists over a few connections, each waiting for its answer, and prints what it measured.
 *
 * Bare sockets: an HTTP client of Node's would be busier than the server that it measures.
 *
 * @module
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createRandom } from '../../src/util/random.ts'

const CANDIDATES = 500
const CONNECTIONS = 8
/** As many different bodies: one that is sent again and again is in every cache there is. */
const BODIES = 2000

export interface Measured {
  readonly millis: number
  readonly p50Millis: number
  readonly p99Millis: number
}

if (import.meta.main) {
  const [port, key, requests, spread] = process.argv.slice(2)
  const bodies = randomBodies(key, Number(spread))
  await drive(Number(port), bodies, Math.ceil(Number(requests) / 10)) // a warm-up
  process.stdout.write(JSON.stringify(await drive(Number(port), bodies, Number(requests))))
}

function randomBodies(key: string, spread: number): Buffer[] {
  const random = createRandom(3)
  return Array.from({ length: BODIES }, () => {
    const candidates = Array.from({ length: CANDIDATES }, () => `account-${random.below(spread)}`)
    const viewer = `account-${random.below(spread)}`
    const body = JSON.stringify({ viewer, surface: 'explore', candidates })
    return Buffer.from(
      `POST /v1/recommendations/filter HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  })
}

async function drive(port: number, bodies: Buffer[], requests: number): Promise<Measured> {
  const times = new Float64Array(requests)
  let next = 0
  const startMillis = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const socket = connect(port, '127.0.0.1')
      socket.setNoDelay(true)
      await once(socket, 'connect')
      while (next < requests) {
        const i = next++
        const sentMillis = performance.now()
        await answerTo(socket, bodies[i % BODIES])
        times[i] = performance.now() - sentMillis
      }
      socket.destroy()
    }),
  )
  const millis = performance.now() - startMillis
  times.sort()
  const at = (share: number) => times[Math.floor((requests - 1) * share)]
  return { millis, p50Millis: at(0.5), p99Millis: at(0.99) }
}

/** Resolves when the whole answer is there. @throws {Error} if it is not 200. */
function answerTo(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let missing = -1
    const onData = (part: Buffer) => {
      if (missing < 0) {
        // both servers send the head in one piece with the beginning of the body
        const head = part.toString('latin1', 0, 400)
        const length = /content-length: (\d+)/i.exec(head)
        if (!head.startsWith('HTTP/1.1 200') || !length) return reject(new Error(head))
        missing = head.indexOf('\r\n\r\n') + 4 + Number(length[1])
      }
      missing -= part.length
      if (missing > 0) return
      socket.off('data', onData)
      resolve()
    }
    socket.on('data', onData)
    socket.write(request)
  })
}

/**
 * The client's side of a load test: so many requests over a few connections, each of which waits for its
 * answer before it sends the next.
 *
 * @module
 */
import { createRandom, type Random } from '../../src/util/random.ts'

export const CANDIDATES = 500
export const CONNECTIONS = 8

export interface Measured {
  readonly requests: number
  readonly millis: number
  readonly p50Millis: number
  readonly p99Millis: number
}

/**
 * Print what it takes to send each body once: one that is sent again is in every cache there is. The
 * first tenth is a warm-up.
 *
 * @param send over one of the connections.
 */
export async function drive<Body>(
  bodies: readonly Body[],
  send: (connection: number, body: Body) => Promise<void>,
): Promise<void> {
  const warmUp = Math.ceil(bodies.length / 10)
  await sendAll(bodies.slice(0, warmUp), send)
  process.stdout.write(JSON.stringify(await sendAll(bodies.slice(warmUp), send)))
}

async function sendAll<Body>(
  bodies: readonly Body[],
  send: (connection: number, body: Body) => Promise<void>,
): Promise<Measured> {
  const times = new Float64Array(bodies.length)
  let next = 0
  const startMillis = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, connection) => {
      while (next < bodies.length) {
        const i = next++
        const sentMillis = performance.now()
        await send(connection, bodies[i])
        times[i] = performance.now() - sentMillis
      }
    }),
  )
  const millis = performance.now() - startMillis
  times.sort()
  const at = (share: number) => times[Math.floor((times.length - 1) * share)]
  return { requests: bodies.length, millis, p50Millis: at(0.5), p99Millis: at(0.99) }
}

/** So many lists of random accounts. */
export function randomLists<Id>(
  requests: number,
  spread: number,
  idOf: (account: number) => Id,
): Id[][] {
  const random: Random = createRandom(Math.floor(Math.random() * 2 ** 31))
  return Array.from({ length: Math.ceil((requests * 10) / 9) }, () =>
    Array.from({ length: CANDIDATES }, () => idOf(random.below(spread))),
  )
}

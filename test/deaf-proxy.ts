/**
 * Stands between servers and a PostgreSQL, and keeps every notification to itself: the connection that
 * listens stays open and silent, which is how such a channel is lost without a sign.
 *
 * @module
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface DeafProxy {
  readonly url: string
  readonly close: () => void
}

export async function startDeafProxy(databaseUrl: string): Promise<DeafProxy> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname)
    let listens = false
    /** What LISTEN itself is answered with comes through. */
    let answered = false
    client.on('data', (part: Buffer) => {
      if (/listen "/.test(part.toString('latin1'))) listens = true
      server.write(part)
    })
    server.on('data', (part: Buffer) => {
      if (!answered) client.write(part)
      answered = listens
    })
    for (const [one, other] of [
      [client, server],
      [server, client],
    ]) {
      sockets.add(one)
      one.setNoDelay(true)
      one.on('error', () => {}) // told by its end
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  // an address, since it listens on a port
  const address = proxy.address() as AddressInfo // eslint-disable-line typescript/no-unsafe-type-assertion
  const url = new URL(databaseUrl)
  url.port = String(address.port)
  return {
    url: String(url),
    close() {
      proxy.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

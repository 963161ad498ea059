/**
 * Asks a server over HTTP: `node load-http.ts json|numeric PORT KEY REQUESTS SPREAD`. Bare sockets: an
 * HTTP client of Node's would be busier than the server that it measures.
 *
 * @module
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { nameOf, numberOf } from './accounts.ts'
import { CONNECTIONS, drive, randomLists } from './drive.ts'

const [kind, port, key, requests, spread] = process.argv.slice(2)

const requestOf = (type: string, body: Buffer) =>
  Buffer.concat([
    Buffer.from(
      `POST /v1/recommendations/filter HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`,
    ),
    body,
  ])

const named = ([viewer, ...candidates]: string[]) =>
  requestOf(
    'application/json',
    Buffer.from(JSON.stringify({ viewer, surface: 'explore', candidates })),
  )

function numbered(candidates: bigint[]): Buffer {
  const body = Buffer.alloc(16 + candidates.length * 8)
  body.set([1, 1, 1]) // version, explore, with a viewer
  body.writeUInt32LE(candidates.length, 4)
  body.writeBigUInt64LE(candidates[0], 8)
  for (const [i, id] of candidates.entries()) body.writeBigUInt64LE(id, 16 + i * 8)
  return requestOf('application/vnd.firebreak.ids', body)
}

const bodies =
  kind === 'json'
    ? randomLists(Number(requests), Number(spread), nameOf).map((list) => named([list[0], ...list]))
    : randomLists(Number(requests), Number(spread), numberOf).map(numbered)
const sockets = await Promise.all(
  Array.from({ length: CONNECTIONS }, async () => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.setNoDelay(true)
    await once(socket, 'connect')
    return socket
  }),
)
await drive(bodies, (connection, body) => answerTo(sockets[connection], body))
for (const socket of sockets) socket.destroy()

/** Resolves when the whole answer is there. @throws {Error} if it is not 200. */
function answerTo(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let missing = -1
    const onData = (part: Buffer) => {
      if (missing < 0) {
        // all servers send the head in one piece with the beginning of the body
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

/**
 * Very many connections at once, and whether this process may have so many.
 *
 * @module
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Fewer than a listener keeps waiting. */
const AT_ONCE = 250
/** What a process has open besides. */
const OTHERS = 200

/** Why a test with so many connections cannot run here; false where it can. A server may open as many as its test. */
export function skipWithout(connections: number): string | false {
  const report: { userLimits?: { open_files?: { soft: unknown } } } = process.report.getReport()
  // Node has raised it to the most that it may be; where there is none it says so in a word
  const most = report.userLimits?.open_files?.soft
  if (typeof most !== 'number' || most >= connections + OTHERS) return false
  return `a process may have ${most} files open here; allow ${connections + OTHERS} with ulimit -n`
}

export async function openSockets(count: number, port: number): Promise<Socket[]> {
  const sockets: Socket[] = []
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - sockets.length) }, () =>
      connect(port, '127.0.0.1'),
    )
    await Promise.all(some.map((socket) => once(socket, 'connect')))
    for (const socket of some) socket.on('error', () => {})
    sockets.push(...some)
  }
  return sockets
}

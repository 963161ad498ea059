/**
 * What one would write first: bare node:http, JSON.parse, a Map of withheld ids, one rule. No keys, no
 * checks, no metrics. `node plain-server.ts STANDINGS`
 */
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { nameOf } from './accounts.ts'

const beforeBytes = process.memoryUsage.rss()
const startMillis = performance.now()
const withheld = new Map<string, string>()
for (let i = 0; i < Number(process.argv[2]); i++) withheld.set(nameOf(i * 3), 'withhold')
const loadMillis = performance.now() - startMillis
const memoryBytes = process.memoryUsage.rss() - beforeBytes

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const { candidates }: { candidates: string[] } = JSON.parse(String(Buffer.concat(parts)))
    const allowed = candidates.filter((id) => withheld.get(id) !== 'withhold')
    const answer = JSON.stringify({ allowed, withheld: candidates.length - allowed.length })
    response.setHeader('content-type', 'application/json')
    response.setHeader('content-length', Buffer.byteLength(answer))
    response.end(answer)
  })
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo // eslint-disable-line typescript/no-unsafe-type-assertion
  process.stdout.write(`${JSON.stringify({ port, key: 'none', loadMillis, memoryBytes })}\n`)
})

/**
 * The service with made-up standings: `node firebreak-server.ts NAMES NUMBERS FOLDER`, so many of each.
 * Says where it listens, and what memory it takes with them: what is in use before and after.
 */
import { type AddressInfo } from 'node:net'
import { createApp } from '../../src/api/app.ts'
import { createService } from '../../src/api/service.ts'
import { createKey } from '../../src/casework/api-key.ts'
import { openCasework } from '../../src/cli/open-casework.ts'
import { keepYoungHeap } from '../../src/cli/young-heap.ts'
import { type AccountStanding } from '../../src/guard/account-standing.ts'
import { packStanding } from '../../src/model/standing.ts'
import { nameOf, numberOf } from './accounts.ts'

const [names, numbers, folder] = process.argv.slice(2)
keepYoungHeap()
const casework = await openCasework(folder)
const { key } = await createKey(casework, 'guard', 'bench')
const standing = packStanding({ level: 'withhold' })
const standings = {
  size: Number(names) + Number(numbers),
  *[Symbol.iterator](): Generator<AccountStanding> {
    for (let i = 0; i < Number(names); i++) yield { account: nameOf(i * 3), standing }
    for (let i = 0; i < Number(numbers); i++) yield { account: String(numberOf(i * 3)), standing }
  },
}
const beforeBytes = process.memoryUsage.rss()
const startMillis = performance.now()
const service = await createService({
  casework,
  standings,
  membersOf: () => [],
  onFailure: () => {},
})
const app = await createApp({ service })
await app.listen({ port: 0, host: '127.0.0.1' })
const { port } = app.server.address() as AddressInfo // eslint-disable-line typescript/no-unsafe-type-assertion
const loadMillis = performance.now() - startMillis
const memoryBytes = process.memoryUsage.rss() - beforeBytes
process.stdout.write(`${JSON.stringify({ port, key, loadMillis, memoryBytes })}\n`)

/** The service with a made-up table of standings: `node firebreak-server.ts STANDINGS FOLDER`. */
import { type AddressInfo } from 'node:net'
import { createApp } from '../../src/api/app.ts'
import { createService } from '../../src/api/service.ts'
import { createKey } from '../../src/casework/api-key.ts'
import { openCasework } from '../../src/cli/open-casework.ts'
import { packStanding } from '../../src/model/standing.ts'

const [count, folder] = process.argv.slice(2)
const casework = await openCasework(folder)
const { key } = await createKey(casework, 'guard', 'bench')
const standing = packStanding({ level: 'withhold' })
const standings = Array.from({ length: Number(count) }, (_, i) => ({
  account: `account-${i * 3}`,
  standing,
}))
const service = await createService({
  casework,
  standings,
  membersOf: () => [],
  onFailure: () => {},
})
standings.length = 0
const app = await createApp({ service })
await app.listen({ port: 0, host: '127.0.0.1' })
const { port } = app.server.address() as AddressInfo // eslint-disable-line typescript/no-unsafe-type-assertion
process.stdout.write(`${JSON.stringify({ port, key })}\n`)

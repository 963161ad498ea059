/** Asks a PostgreSQL: `node load-postgres.ts URL REQUESTS SPREAD`. */
import { Client } from 'pg'
import { nameOf } from './accounts.ts'
import { CONNECTIONS, drive, randomLists } from './drive.ts'

const [url, requests, spread] = process.argv.slice(2)
const clients = await Promise.all(
  Array.from({ length: CONNECTIONS }, async () => {
    const client = new Client(url)
    await client.connect()
    return client
  }),
)
await drive(
  randomLists(Number(requests), Number(spread), nameOf),
  async (connection, candidates) => {
    await clients[connection].query({
      name: 'withheld',
      text: 'select account from withheld where account = any($1)',
      values: [candidates],
    })
  },
)
await Promise.all(clients.map((client) => client.end()))

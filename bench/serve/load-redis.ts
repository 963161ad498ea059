/** Asks a Redis: `node load-redis.ts PORT REQUESTS SPREAD`. */
import { createClient } from '@redis/client'
import { nameOf } from './accounts.ts'
import { CONNECTIONS, drive, randomLists } from './drive.ts'

const [port, requests, spread] = process.argv.slice(2)
const clients = await Promise.all(
  Array.from({ length: CONNECTIONS }, async () => {
    const client = createClient({ url: `redis://127.0.0.1:${port}` })
    await client.connect()
    return client
  }),
)
await drive(
  randomLists(Number(requests), Number(spread), nameOf),
  async (connection, candidates) => {
    const withheld = await clients[connection].smIsMember('withheld', candidates)
    if (withheld.length !== candidates.length) throw new Error('an answer of another length')
  },
)
for (const client of clients) client.destroy()

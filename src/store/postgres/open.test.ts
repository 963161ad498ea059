import assert from 'node:assert/strict'
import { Client } from 'pg'
import { after, test } from 'node:test'
import { runStoreCases } from '../store.case.ts'
import { openPostgresStore } from './open.ts'

const url = process.env['FIREBREAK_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']
const key = {
  id: 'k',
  role: 'guard',
  person: null,
  childSafety: false,
  hash: 'h',
  createdAtMillis: 1,
  revokedAtMillis: null,
} as const

const schemaOf = (name: string) => `test_${process.pid}_${name}`

if (url === undefined) {
  test('the store in PostgreSQL', { skip: 'set DATABASE_URL to a PostgreSQL 15 to run this' })
} else {
  const schemas = new Set<string>()
  const open = (name: string) => {
    schemas.add(schemaOf(name))
    return openPostgresStore(url, { schema: schemaOf(name) })
  }
  const withClient = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client(url)
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
  after(() =>
    withClient(async (client) => {
      for (const schema of schemas) await client.query(`drop schema if exists ${schema} cascade`)
    }),
  )

  runStoreCases(open)

  test('a store whose connections are all cut goes on, and hears of changes again', async () => {
    const [here, there] = [await open('cut'), await open('cut')]
    let told: (() => void) | null = null
    const hearing = () => new Promise<void>((resolve) => (told = resolve))
    here.watch(() => told?.())
    await hearing()
    await withClient((client) =>
      client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
      ),
    )
    // a statement may still meet a dead connection: it is refused, never acknowledged and lost
    const write = async () => {
      for (let tries = 0; tries < 20; tries++) {
        try {
          await there.transact((tx) => tx.putKey(key))
          return
        } catch (error) {
          assert.ok(error instanceof Error && error.name === 'StoreError', String(error))
        }
      }
      assert.fail('it never wrote again')
    }
    const heard = hearing()
    await write()
    await heard
    assert.deepEqual(await here.keys(), [key])
    await Promise.all([here.close(), there.close()])
  })

  test('a store that was made by a newer one gets one sentence', async () => {
    await (await open('newer')).close()
    await withClient((client) =>
      client.query(`insert into ${schemaOf('newer')}.migrations values (99, 'from the future', 0)`),
    )
    await assert.rejects(open('newer'), { name: 'StoreError', message: /newer Firebreak/ })
  })
}

test('a PostgreSQL that cannot be reached gets one sentence without its password', async () => {
  // nothing listens on port 1
  await assert.rejects(openPostgresStore('postgres://ada:secret@127.0.0.1:1/none'), (error) => {
    assert.ok(error instanceof Error && error.name === 'StoreError')
    assert.match(error.message, /cannot be used \(ECONNREFUSED\)/)
    assert.ok(!error.message.includes('secret'))
    return true
  })
})

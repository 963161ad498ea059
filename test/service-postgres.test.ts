/** Several servers on one PostgreSQL: what one is told, all enforce, and a lost way to it loses nothing. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { verifyLog } from '../src/casework/verify-log.ts'
import { openPostgresStore } from '../src/store/postgres/open.ts'
import { type Running, runService } from './service.ts'

const url = process.env['FIREBREAK_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']
const skip = url === undefined && 'set DATABASE_URL to a PostgreSQL 15 to run this'

async function query(text: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  await client.query(text)
  await client.end()
}

/** Servers on a schema of their own. */
async function runReplicas(context: TestContext, count: number): Promise<Running[]> {
  const dir = mkdtempSync(join(tmpdir(), 'firebreak-postgres-'))
  const schema = `test_service_${process.pid}_${Date.now()}`
  const replicas: Running[] = []
  context.after(async () => {
    for (const { close } of replicas) await close()
    await query(`drop schema ${schema} cascade`)
    rmSync(dir, { recursive: true })
  })
  for (let i = 0; i < count; i++) {
    const openStore = () => openPostgresStore(url!, { schema })
    replicas.push(await runService(dir, { openStore, staleAfterMillis: 1000 }))
  }
  for (const { service } of replicas) await service.follower.catchUp()
  return replicas
}

async function withheldBy({ ask }: Running, key: string): Promise<number> {
  const body = { viewer: null, surface: 'feed', candidates: ['ada', 'zorblax'] }
  return (await ask(key, 'POST', '/v1/recommendations/filter', body)).body.withheld
}

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await holds()) return
    await sleep(25)
  }
  assert.fail('it never came to be so')
}

test('four servers enforce what any of them was told', { skip }, async (context) => {
  const replicas = await runReplicas(context, 4)
  const [{ keys }] = replicas
  const signal = { account: 'zorblax', kind: 'partner' }
  await replicas[1].ask(keys.ingest, 'POST', '/v1/signals', signal)
  assert.equal(await withheldBy(replicas[1], keys.guard), 1)
  for (const each of replicas) {
    await eventually(async () => (await withheldBy(each, keys.guard)) === 1)
  }
  const pull = { scope: { all: true }, reason: 'x', minutes: 5 }
  const { body } = await replicas[2].ask(keys.lead, 'POST', '/v1/brakes', pull)
  for (const each of replicas) {
    await eventually(async () => (await withheldBy(each, keys.guard)) === 2)
  }
  const release = (i: number, key: string) =>
    replicas[i].ask(key, 'DELETE', `/v1/brakes/${body.id}`)
  assert.equal((await release(0, keys.lead)).status, 202)
  assert.equal((await release(3, keys.admin)).status, 200)
  for (const each of replicas) {
    await eventually(async () => (await withheldBy(each, keys.guard)) === 1)
  }
  const { store, signer } = replicas[0].service.casework
  assert.deepEqual((await verifyLog(store, signer)).breaks, [])
})

test(
  'connections cut under writes: what was acknowledged is there, the guard answers on',
  { skip },
  async (context) => {
    const [replica] = await runReplicas(context, 1)
    const { ask, keys, service } = replica
    const acknowledged: string[] = []
    const writing = { on: true }
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let i = 0; writing.on; i++) {
        const reference = `${writer}-${i}`
        const { status } = await ask(keys.ingest, 'POST', '/v1/signals', {
          account: 'a',
          kind: 'report',
          reference,
        })
        assert.ok(status === 200 || status === 503, replica.log.join(''))
        if (status === 200) acknowledged.push(reference)
      }
    })
    for (let round = 0; round < 5; round++) {
      await sleep(100)
      await query(
        `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`,
      )
      assert.ok((await withheldBy(replica, keys.guard)) <= 1)
    }
    await sleep(200)
    writing.on = false
    await Promise.all(writers)
    assert.ok(acknowledged.length > 0)
    const { store, signer } = service.casework
    await eventually(async () => (await ask(null, 'GET', '/readyz')).status === 200)
    const kept = new Set<string>()
    for (let after = 0; ;) {
      const page = await store.signals({ after, limit: 1000 })
      for (const { signal } of page) kept.add(signal.reference!)
      if (page.length < 1000) break
      after = page.at(-1)!.sequence
    }
    for (const reference of acknowledged) assert.ok(kept.has(reference), reference)
    assert.deepEqual((await verifyLog(store, signer)).breaks, [])
  },
)

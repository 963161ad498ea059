/** A brake across servers that are processes: it reaches all of them, by whatever way is left. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { verifyLog } from '../src/casework/verify-log.ts'
import { openAuditKey } from '../src/cli/audit-key.ts'
import { openPostgresStore } from '../src/store/postgres/open.ts'
import { startDeafProxy } from './deaf-proxy.ts'
import { type Cluster, postgresBinaries, startCluster } from './postgres-cluster.ts'
import { pullUnder, type Replicas, startReplicas, timesToHold } from './replicas.ts'

const binaries = postgresBinaries()
const skip = binaries === null && 'install postgresql 15 to run this'
let cluster: Cluster | null = null
before(async () => {
  if (binaries !== null) cluster = await startCluster(binaries)
})
after(() => cluster?.remove())

/** Each test has a database of its own. */
async function database(name: string): Promise<string> {
  const client = new Client(cluster!.url)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return cluster!.url.replace(/\w+$/, name)
}

async function logIsWhole({ workspace }: Replicas, url: string): Promise<void> {
  const store = await openPostgresStore(url)
  const { breaks } = await verifyLog(store, openAuditKey(workspace, { mustExist: true }))
  await store.close()
  assert.deepEqual(breaks, [])
}

test('two servers on one workspace: a brake pulled at either holds at both', async (context) => {
  const replicas = await startReplicas(2, null)
  context.after(replicas.close)
  assert.equal((await timesToHold(replicas, 10)).length, 10)
})

test(
  'three servers on one PostgreSQL hold what any of them was told',
  { skip },
  async (context) => {
    const url = await database('told')
    const replicas = await startReplicas(3, url)
    context.after(replicas.close)
    assert.equal((await timesToHold(replicas, 9)).length, 9)
    await logIsWhole(replicas, url)
  },
)

test('and they do where no notification comes through', { skip }, async (context) => {
  const url = await database('deaf')
  const proxy = await startDeafProxy(url)
  const replicas = await startReplicas(2, proxy.url)
  context.after(async () => {
    await replicas.close()
    proxy.close()
  })
  assert.equal((await timesToHold(replicas, 6)).length, 6)
})

test(
  'a database killed in the middle of pulls: what was acknowledged is held by all after it',
  {
    skip,
  },
  async (context) => {
    const url = await database('killed')
    const replicas = await startReplicas(3, url)
    context.after(replicas.close)
    const kept: string[] = []
    for (const round of [0, 1]) {
      const { acknowledged } = await pullUnder(replicas, `round-${round}`, async () => {
        await sleep(150)
        await cluster!.stop()
        // the guard answers from what it has
        for (const replica of [0, 1, 2])
          assert.equal(await replicas.holds(replica, 'nothing'), false)
        for (const tag of kept) assert.ok(await replicas.holds(0, tag))
        await cluster!.start()
      })
      assert.ok(acknowledged.length > 0)
      kept.push(...acknowledged)
      for (const tag of kept) await replicas.allHold(tag)
    }
    await logIsWhole(replicas, url)
  },
)

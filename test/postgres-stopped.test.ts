/** The database stopped and started under a server: it answers on, says how old its state is, and recovers. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyLog } from '../src/casework/verify-log.ts'
import { openPostgresStore } from '../src/store/postgres/open.ts'
import { postgresBinaries, startCluster } from './postgres-cluster.ts'
import { runService } from './service.ts'

const binaries = postgresBinaries()
const skip = binaries === null && 'install postgresql 15 to run this'

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await holds()) return
    await sleep(25)
  }
  assert.fail('it never came to be so')
}

test(
  'a stopped database costs no answer, no acknowledged word and no restart',
  { skip },
  async (context) => {
    const cluster = await startCluster(binaries!)
    const dir = mkdtempSync(join(tmpdir(), 'firebreak-stopped-'))
    const openStore = () => openPostgresStore(cluster.url)
    const { ask, keys, close, service } = await runService(dir, {
      openStore,
      staleAfterMillis: 1000,
    })
    context.after(async () => {
      await close()
      await cluster.remove()
      rmSync(dir, { recursive: true })
    })
    const filter = async (surface: string, tag: string) => {
      const body = { viewer: null, surface, candidates: ['zorblax', 'ada'], tag }
      const answer = await ask(keys.guard, 'POST', '/v1/recommendations/filter', body)
      assert.equal(answer.status, 200)
      return answer.body
    }
    const pull = (tag: string) =>
      ask(keys.lead, 'POST', '/v1/brakes', { scope: { tag }, reason: 'x', minutes: 5 })
    const signal = { account: 'zorblax', kind: 'partner' }
    assert.equal((await ask(keys.ingest, 'POST', '/v1/signals', signal)).status, 200)
    assert.equal((await pull('before')).status, 201)

    await cluster.stop()
    // at once and from its last good state
    assert.deepEqual((await filter('feed', 'other')).allowed, ['ada'])
    assert.equal((await filter('feed', 'before')).withheld, 2)
    for (const refused of [
      await pull('during'),
      await ask(keys.ingest, 'POST', '/v1/signals', { ...signal, account: 'ada' }),
      await ask(keys.admin, 'GET', '/v1/brakes'),
    ]) {
      assert.deepEqual([refused.status, refused.body.error.code], [503, 'store_unavailable'])
    }
    // then it says that it is stale, and each surface does what its policy says of that
    await eventually(async () => (await ask(null, 'GET', '/readyz')).status === 503)
    const { body } = await ask(null, 'GET', '/readyz')
    assert.equal(body.guard, 'stale')
    assert.ok(body.stateAgeSeconds >= 1)
    const feed = await filter('feed', 'other')
    assert.match(feed.decision, /\/stale$/)
    assert.deepEqual(feed.allowed, ['ada'])
    assert.deepEqual((await filter('explore', 'other')).allowed, [])
    const [, age] = /firebreak_state_age_seconds ([\d.]+)/.exec(
      (await ask(null, 'GET', '/metrics')).body,
    )!
    assert.ok(Number(age) >= 1)

    await cluster.start()
    await eventually(async () => (await ask(null, 'GET', '/readyz')).status === 200)
    assert.deepEqual((await filter('explore', 'other')).allowed, ['ada'])
    assert.equal((await pull('after')).status, 201)
    const { brakes } = (await ask(keys.admin, 'GET', '/v1/brakes')).body
    const tags = brakes.map(({ scope }: { scope: { tag: string } }) => scope.tag)
    assert.deepEqual(tags, ['after', 'before'])
    const { store, signer } = service.casework
    assert.deepEqual((await verifyLog(store, signer)).breaks, [])
  },
)

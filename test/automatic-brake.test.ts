/** A surface that leads its viewers to withheld accounts brakes itself, once the operator has said so. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyLog } from '../src/casework/verify-log.ts'
import { type Brake } from '../src/model/brake.ts'
import { packStanding } from '../src/model/standing.ts'
import { type Running, runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-automatic-'))
after(() => rmSync(root, { recursive: true }))

const standings = [{ account: 'zorblax', standing: packStanding({ level: 'withhold' }) }]
const BUDGET = 0.05
/** A little more than lists are apart that are looked at. */
const PACE_MILLIS = 21

/** Lists for different viewers, `exposed` of each ten with a withheld account, on two surfaces. */
async function flood({ ask, keys }: Running, viewers: number, exposed: number): Promise<void> {
  for (let i = 0; i < viewers; i++) {
    const question = (surface: string, account: string) =>
      ask(keys.guard, 'POST', '/v1/recommendations/filter', {
        viewer: `viewer-${i}`,
        surface,
        candidates: ['ada', account],
      })
    await question('explore', i % 10 < exposed ? 'zorblax' : 'bo')
    await question('feed', 'bo')
    await sleep(PACE_MILLIS)
  }
}

async function brakesOf({ ask, keys }: Running) {
  const { brakes } = (await ask(keys.auditor, 'GET', '/v1/brakes')).body
  return brakes as { id: string; live: boolean; pulledBy: string; scope: object; reason: string }[] // eslint-disable-line typescript/no-unsafe-type-assertion
}

test('a flooded surface is held by software, its neighbour is not, and two people let it go for a day', async (context) => {
  const told: Brake[] = []
  const server = await runService(join(root, 'on'), {
    standings,
    exposureBudget: BUDGET,
    onAutomaticBrake: (brake) => told.push(brake),
  })
  context.after(server.close)
  const { ask, keys, service } = server
  // fewer than are needed to be sure, then enough
  await flood(server, 190, 3)
  assert.deepEqual(await brakesOf(server), [])
  await flood(server, 230, 3)
  while (told.length === 0) await sleep(50)
  const [brake] = await brakesOf(server)
  assert.deepEqual(
    [brake.pulledBy, brake.scope, brake.live],
    ['software', { surface: 'explore' }, true],
  )
  assert.match(brake.reason, /^Of 2\d\d viewers in five minutes \d+ would have been led/)
  assert.ok(!brake.reason.includes('zorblax'))
  assert.equal(told[0].endsAtMillis - told[0].pulledAtMillis, 3_600_000)
  const shown = async (surface: string) => {
    const question = { viewer: 'v', surface, candidates: ['bo'] }
    return (await ask(keys.guard, 'POST', '/v1/recommendations/filter', question)).body.allowed
  }
  assert.deepEqual(await shown('explore'), [])
  assert.deepEqual(await shown('feed'), ['bo'])
  const metrics = (await ask(null, 'GET', '/metrics')).body
  assert.match(metrics, /firebreak_exposure_estimate\{surface="explore"\} 0\.[23]/)
  assert.match(metrics, /firebreak_exposure_estimate\{surface="feed"\} 0\n/)

  for (const role of ['lead', 'admin'] as const)
    await ask(keys[role], 'DELETE', `/v1/brakes/${brake.id}`)
  // still over its budget, and people have decided
  await sleep(2500)
  assert.deepEqual(await shown('explore'), ['bo'])
  assert.equal((await brakesOf(server)).length, 1)
  const { store, signer } = service.casework
  assert.deepEqual((await verifyLog(store, signer)).breaks, [])
  const entries = await store.auditEntries({ after: 0, limit: 100 })
  assert.ok(entries.some(({ actor, action }) => actor === 'software' && action === 'brake.pulled'))
})

test('it is off until the operator turns it on, and the estimate is there all the same', async (context) => {
  const server = await runService(join(root, 'off'), { standings })
  context.after(server.close)
  await flood(server, 230, 10)
  await sleep(1500)
  assert.deepEqual(await brakesOf(server), [])
  const metrics = (await server.ask(null, 'GET', '/metrics')).body
  assert.match(metrics, /firebreak_exposure_estimate\{surface="explore"\} 1\n/)
})

/** The audit log over real HTTP: searched, paged, verified while the server does its work. */
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { record } from '../src/casework/record.ts'
import { type Running, runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-log-'))
after(() => rmSync(root, { recursive: true }))

async function verified({ ask, keys }: Running) {
  for (let tries = 0; tries < 500; tries++) {
    const { body } = await ask(keys.auditor, 'GET', '/v1/log/verification')
    if (!body.running && body.last) return body.last
    await sleep(20)
  }
  return assert.fail('the verification never came to its end')
}

test('the log is searched by what was done, by whom, when and to what', async (context) => {
  let nowMillis = Date.parse('2026-01-01T00:00:00Z')
  const running = await runService(join(root, 'searched'), { now: () => (nowMillis += 1000) })
  context.after(running.close)
  const { ask, keys } = running
  const search = async (query: string) => {
    const { status, body } = await ask(keys.auditor, 'GET', `/v1/log?${query}`)
    assert.equal(status, 200, query)
    return body
  }
  const from = new Date(nowMillis).toISOString()
  const decided = { account: 'zorblax', level: 'limit', reason: 'Looked at it.' }
  assert.equal((await ask(keys.lead, 'POST', '/v1/standings', decided)).status, 200)
  const pull = { scope: { tag: 'quibblefen' }, reason: 'A flood.', minutes: 5 }
  const { body: brake } = await ask(keys.lead, 'POST', '/v1/brakes', pull)

  const { entries, next } = await search('limit=2')
  assert.deepEqual(
    entries.map(({ action }: { action: string }) => action),
    ['brake.pulled', 'standing.decided'],
  )
  const { sequence, at, hash: own, ...rest } = entries[0]
  assert.deepEqual(rest, {
    actor: brake.pulledBy,
    action: 'brake.pulled',
    subject: brake.id,
    reason: 'A flood.',
    details: { scope: pull.scope, minutes: 5 },
  })
  assert.match(own, /^[0-9a-f]{64}$/)
  assert.equal(next, sequence - 1)
  const numbers = async (query: string) =>
    (await search(query)).entries.map((each: { sequence: number }) => each.sequence)
  assert.deepEqual(await numbers(`before=${next}&limit=200`), [6, 5, 4, 3, 2, 1])
  assert.equal((await search(`before=${next}`)).next, null)
  assert.deepEqual(await numbers('action=brake'), [sequence])
  assert.deepEqual(await numbers(`subject=${hash('sha256', 'zorblax')}`), [next])
  assert.deepEqual(await numbers(`actor=${brake.pulledBy}`), [sequence, next])
  assert.deepEqual(await numbers(`from=${from}`), [sequence, next])
  assert.deepEqual(await numbers(`to=${from}&action=brake`), [])
  for (const query of ['limit=0', 'limit=201', 'before=0', 'from=yesterday', 'action=']) {
    assert.equal((await ask(keys.auditor, 'GET', `/v1/log?${query}`)).status, 400, query)
  }
  assert.equal(at > from, true)
})

test('one answer looks through so many entries and says where to go on', async (context) => {
  const running = await runService(join(root, 'long'))
  context.after(running.close)
  const { ask, keys, service } = running
  const { store, signer, now } = service.casework
  const event = { actor: 'test', subject: null, reason: null, details: {} } as const
  await store.transact(async (tx) => {
    const many = Array.from({ length: 20_500 }, () => ({
      ...event,
      atMillis: now(),
      action: 'automation.resumed' as const,
    }))
    await record(tx, signer, ...many)
  })
  const first = await ask(keys.auditor, 'GET', '/v1/log?action=key')
  assert.deepEqual(first.body, { entries: [], next: 507 })
  const second = await ask(keys.auditor, 'GET', `/v1/log?action=key&before=${first.body.next}`)
  assert.deepEqual([second.body.entries.length, second.body.next], [6, null])
  const { whole, entries, checkpoints } = await verified(running)
  assert.deepEqual([whole, entries, checkpoints], [true, 20_506, 7])
})

test('an entry that somebody has changed is named, and the verification ends with its server', async (context) => {
  const dir = join(root, 'changed')
  const running = await runService(dir)
  let isOpen = true
  context.after(async () => isOpen && (await running.close()))
  const { whole, head } = await verified(running)
  assert.deepEqual([whole, head.sequence], [true, 6])
  const database = new DatabaseSync(join(dir, 'firebreak.sqlite'))
  database.exec(`update audit_entries set actor = 'nobody' where sequence = 3`)
  database.close()
  await running.close()
  isOpen = false

  const again = await runService(dir)
  context.after(again.close)
  const verdict = await verified(again)
  assert.deepEqual(
    [verdict.whole, verdict.breaks],
    [
      false,
      [{ kind: 'changed', sequence: 3, message: 'Entry 3 was changed after it was written.' }],
    ],
  )
})

/** What people decide about single accounts, over real HTTP and a real store. */
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { decideStanding } from '../src/casework/decide-standing.ts'
import { parseDecision } from '../src/model/decision.ts'
import { ForbiddenError } from '../src/model/errors.ts'
import { type KeyRole } from '../src/model/key-role.ts'
import { packStanding, UNKNOWN_STANDING } from '../src/model/standing.ts'
import { type Running, runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-decisions-'))
const STANDINGS = [
  { account: 'mapped', standing: packStanding({ level: 'withhold' }) },
  { account: 'kim', standing: packStanding({ ageBand: 'minor' }) },
]
let running: Running
before(async () => {
  running = await runService(join(root, 'shared'), { standings: STANDINGS })
})
after(async () => {
  await running.close()
  rmSync(root, { recursive: true })
})

const decide = (role: KeyRole, body: object) =>
  running.ask(running.keys[role], 'POST', '/v1/standings', { reason: 'Looked at it.', ...body })
const historyOf = (account: string) =>
  running.ask(running.keys.auditor, 'POST', '/v1/standings/history', { account })
const shows = async (...candidates: string[]) => {
  const question = { viewer: 'v', surface: 'explore', candidates }
  const { ask, keys } = running
  return (await ask(keys.guard, 'POST', '/v1/recommendations/filter', question)).body.allowed
}

test('a decision counts in the very next answer, above the map and above signals', async () => {
  assert.deepEqual(await shows('ada', 'mapped'), ['ada'])
  const removed = await decide('investigator', { account: 'ada', level: 'removed' })
  assert.equal(removed.status, 200)
  assert.deepEqual([removed.body.level, removed.body.protected], ['removed', false])
  assert.equal((await decide('investigator', { account: 'mapped', level: 'clear' })).status, 200)
  assert.deepEqual(await shows('ada', 'mapped'), ['mapped'])
  const signal = { account: 'mapped', kind: 'hash-match' }
  await running.ask(running.keys.ingest, 'POST', '/v1/signals', signal)
  assert.deepEqual(await shows('mapped'), ['mapped'])
})

test('taken back, the map and the signals count again, and the history keeps all of it', async () => {
  assert.deepEqual((await decide('lead', { account: 'bo', level: null })).status, 404)
  await decide('lead', { account: 'bo', level: 'withhold' })
  assert.deepEqual(await shows('bo'), [])
  const back = await decide('investigator', { account: 'bo', level: null })
  assert.deepEqual([back.status, back.body.level], [200, null])
  assert.deepEqual(await shows('bo'), ['bo'])
  await running.ask(running.keys.ingest, 'POST', '/v1/signals', { account: 'bo', kind: 'partner' })
  assert.deepEqual(await shows('bo'), [])
  const { body } = await historyOf('bo')
  const told: { level: string | null; setBy: string }[] = body.standings
  assert.deepEqual(
    told.map(({ level }) => level),
    ['withhold', null, 'withhold'],
  )
  assert.equal(told[0].setBy, 'software')
  assert.match(told[1].setBy, /^key-/)
})

test('a child is shielded, not sanctioned; a lead may decide otherwise and says so', async () => {
  const refused = await decide('investigator', { account: 'kim', level: 'withhold' })
  assert.deepEqual([refused.status, refused.body.error.code], [403, 'forbidden'])
  const lifting = { account: 'kim', level: 'withhold', protected: false }
  assert.equal((await decide('investigator', lifting)).status, 403)
  const shielded = await decide('investigator', { account: 'kim', level: 'clear', protected: true })
  assert.deepEqual([shielded.status, shielded.body.ageBand], [200, 'minor'])
  assert.equal((await decide('lead', { account: 'kim', level: 'limit' })).status, 403)
  assert.equal((await decide('lead', lifting)).body.level, 'withhold')
})

test('a server that has not heard of a protection yet does not decide against it', async () => {
  const { casework } = running.service
  await decide('lead', { account: 'noor', level: 'clear', protected: true })
  const decision = parseDecision({ account: 'noor', level: 'withhold', reason: 'Late news.' })
  const by = { id: 'key-late', role: 'investigator' } as const
  await assert.rejects(
    decideStanding(casework, decision, by, () => UNKNOWN_STANDING),
    ForbiddenError,
  )
})

test('two people who decide at once do not overwrite each other unseen', async () => {
  const first = decide('investigator', { account: 'cy', level: 'limit', seenVersion: 0 })
  const second = decide('lead', { account: 'cy', level: 'withhold', seenVersion: 0 })
  const statuses = [(await first).status, (await second).status]
  assert.deepEqual(
    statuses.toSorted((a, b) => a - b),
    [200, 409],
  )
  const { standings } = (await historyOf('cy')).body
  assert.equal(standings.length, 1)
  const again = { account: 'cy', level: 'clear', seenVersion: standings[0].version }
  assert.equal((await decide('lead', again)).status, 200)
})

test('each decision is in the audit log with who and why, and names no account', async () => {
  const { store } = running.service.casework
  await decide('lead', { account: 'zorblax', level: 'limit', reason: 'Three reports agree.' })
  const last = await store.lastAuditEntry()
  assert.equal(last?.action, 'standing.decided')
  assert.equal(last?.reason, 'Three reports agree.')
  assert.equal(last?.subject, hash('sha256', 'zorblax'))
  const entries = await store.auditEntries({ after: 0, limit: 1000 })
  assert.ok(!JSON.stringify(entries).includes('zorblax'))
  assert.ok(!running.log.join('').includes('zorblax'))
})

test('a decision that is taken back leaves what signals and the last inference say, at once', async () => {
  const { store } = running.service.casework
  const inferred = {
    standing: packStanding({ level: 'withhold' }),
    setBy: 'software',
    reason: 'The map.',
    atMillis: Date.now(),
    expiresAtMillis: Date.now() + 3_600_000,
  }
  await store.transact((tx) => tx.setStanding({ account: 'dee', ...inferred }))
  await decide('lead', { account: 'dee', level: 'clear' })
  await decide('lead', { account: 'eve', level: 'clear' })
  await running.ask(running.keys.ingest, 'POST', '/v1/signals', { account: 'eve', kind: 'partner' })
  assert.deepEqual(await shows('dee', 'eve'), ['dee', 'eve'])
  for (const account of ['dee', 'eve']) {
    const { body } = await decide('investigator', { account, level: null })
    assert.deepEqual([body.level, body.setBy], ['withhold', 'software'])
  }
  assert.deepEqual(await shows('dee', 'eve'), [])
})

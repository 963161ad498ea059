/** The use cases on a real store: what was done is there, is in the log, and the log is whole. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { acceptSignals } from '../src/casework/accept-signals.ts'
import { createKey, keyHash, revokeKey } from '../src/casework/api-key.ts'
import { pullBrake, releaseBrake } from '../src/casework/brake.ts'
import { type Casework } from '../src/casework/casework.ts'
import { signerOf } from '../src/casework/checkpoint.ts'
import { verifyLog } from '../src/casework/verify-log.ts'
import { type AgeBand } from '../src/model/age-band.ts'
import { type KeyRole } from '../src/model/key-role.ts'
import { type Signal } from '../src/model/signal.ts'
import { unpackStanding } from '../src/model/standing.ts'
import { openSqliteStore } from '../src/store/sqlite/open.ts'
import { signalOn } from './signal-on.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-casework-'))
after(() => rmSync(root, { recursive: true }))

const PAGE = { after: 0, limit: 1000 }
let opened = 0

async function openCasework(): Promise<Casework & { dir: string; clock: { millis: number } }> {
  const dir = join(root, String(opened++))
  const signer = signerOf(generateKeyPairSync('ed25519').privateKey)
  const clock = { millis: 1_800_000_000_000 }
  return { store: await openSqliteStore(dir), signer, now: () => clock.millis, dir, clock }
}

/** What the log says was done, once it has been verified. */
async function deeds({ store, signer }: Casework): Promise<string[]> {
  assert.deepEqual((await verifyLog(store, signer)).breaks, [])
  return (await store.auditEntries(PAGE)).map(({ actor, action }) => `${actor} ${action}`)
}

const signalOf = (more: Partial<Signal> = {}): Signal => signalOn('zorblax', more)
const report = (account: string): Signal =>
  signalOn(account, { kind: 'report', reference: account, reporter: 'zorblax' })
const kimIsAChild = (account: string) => (account === 'kim' ? 'minor' : 'unknown')
const holder = (id: string, role: KeyRole, person: string | null = null) => ({ id, role, person })
const inNoNetwork = (): readonly string[] => []
const ageless = (): AgeBand => 'unknown'

test('a key is shown once and kept only as a hash, and a revoked one stays known', async () => {
  const casework = await openCasework()
  const { id, key, role } = await createKey(casework, 'lead', 'command-line')
  assert.equal(role, 'lead')
  const [kept] = await casework.store.keys()
  assert.deepEqual([kept.id, kept.hash, kept.revokedAtMillis], [id, keyHash(key), null])
  const revoked = await revokeKey(casework, id, 'command-line')
  assert.equal(revoked.revokedAtMillis, casework.clock.millis)
  casework.clock.millis += 1000
  assert.deepEqual(await revokeKey(casework, id, 'command-line'), revoked)
  assert.deepEqual(await deeds(casework), ['command-line key.created', 'command-line key.revoked'])
  await assert.rejects(revokeKey(casework, 'key-none', 'x'), { name: 'NotFoundError' })
  await casework.store.close()
  assert.ok(!readFileSync(join(casework.dir, 'firebreak.sqlite')).includes(key.slice(10)))
})

test('a brake is pulled by one, released by two, and each word about it is in the log', async () => {
  const casework = await openCasework()
  const pull = { scope: { all: true }, reason: 'A flood.', minutes: 10 } as const
  const brake = await pullBrake(casework, pull, holder('ivy', 'investigator'), inNoNetwork)
  assert.equal(brake.endsAtMillis - brake.pulledAtMillis, 600_000)
  const ask = async (id: string, role: 'investigator' | 'lead' | 'admin') =>
    (await releaseBrake(casework, brake.id, holder(id, role))).releasedAtMillis !== null
  assert.equal(await ask('lea', 'lead'), false)
  assert.equal(await ask('lea', 'lead'), false)
  assert.equal(await ask('ivy', 'investigator'), false)
  assert.equal(await ask('ada', 'admin'), true)
  assert.equal(await ask('ada', 'admin'), true)
  assert.deepEqual(await deeds(casework), [
    'ivy brake.pulled',
    'lea brake.release-asked',
    'ivy brake.release-asked',
    'ada brake.released',
  ])
  await casework.store.close()
})

test('two keys of one person release no brake, the key of another does', async () => {
  const casework = await openCasework()
  const key = async (role: KeyRole, person: string | null) => {
    const { id } = await createKey(casework, role, 'command-line', person)
    return holder(id, role, person)
  }
  const [one, other] = [await key('lead', 'Ada Lovelace'), await key('admin', 'ada lovelace')]
  const [bo, nameless] = [await key('admin', 'Bo'), await key('lead', null)]
  for (const [first, second] of [
    [one, other],
    [other, one],
  ]) {
    const pull = { scope: { all: true }, reason: 'x', minutes: 1 } as const
    const { id } = await pullBrake(casework, pull, nameless, inNoNetwork)
    await releaseBrake(casework, id, first)
    await assert.rejects(releaseBrake(casework, id, second), {
      name: 'ForbiddenError',
      message: /with another key or signed in; another person has to ask too/,
    })
    assert.equal((await releaseBrake(casework, id, first)).releasedAtMillis, null)
    const last = first === one ? bo : nameless
    assert.notEqual((await releaseBrake(casework, id, last)).releasedAtMillis, null)
  }
  const created = (await casework.store.auditEntries(PAGE))
    .filter(({ action }) => action === 'key.created')
    .map(({ details }) => details)
  assert.deepEqual(created[0], { role: 'lead', person: 'Ada Lovelace' })
  assert.deepEqual(created[3], { role: 'lead' })
  assert.deepEqual((await verifyLog(casework.store, casework.signer)).breaks, [])
  await casework.store.close()
})

test('a brake on a network keeps who is in it when it is pulled, and the log only how many', async () => {
  const casework = await openCasework()
  const { store } = casework
  const pull = { scope: { network: 'network-1' }, reason: 'x', minutes: 1 } as const
  const lead = holder('lea', 'lead')
  await assert.rejects(pullBrake(casework, pull, lead, inNoNetwork), {
    name: 'InputError',
    message: /not in the latest map, so nobody would be held/,
  })
  const accounts = ['zorblax', 'quibblefen']
  const { id, heldAccounts } = await pullBrake(casework, pull, lead, () => accounts)
  assert.equal(heldAccounts, 2)
  assert.deepEqual(await store.brakeMembers(id), accounts)
  const log = JSON.stringify(await store.auditEntries(PAGE))
  assert.ok(log.includes('"heldAccounts":2') && !log.includes('zorblax'))
  await store.close()
})

test('who may not pull or release is refused, and nothing is written', async () => {
  const casework = await openCasework()
  const pull = { scope: { all: true }, reason: 'x', minutes: 1 } as const
  const brake = await pullBrake(casework, pull, holder('lea', 'lead'), inNoNetwork)
  for (const role of ['guard', 'ingest', 'auditor'] as const) {
    const by = holder('someone', role)
    await assert.rejects(pullBrake(casework, pull, by, inNoNetwork), { name: 'ForbiddenError' })
    await assert.rejects(releaseBrake(casework, brake.id, by), { name: 'ForbiddenError' })
  }
  const lead = holder('lea', 'lead')
  await assert.rejects(releaseBrake(casework, 'brake-none', lead), { name: 'NotFoundError' })
  assert.deepEqual(await casework.store.brakes(), [brake])
  assert.equal((await deeds(casework)).length, 1)
  await casework.store.close()
})

test('two people who release at the same moment release it once', async () => {
  const casework = await openCasework()
  const pull = { scope: { tag: 'quibblefen' }, reason: 'x', minutes: 1 } as const
  const brake = await pullBrake(casework, pull, holder('lea', 'lead'), inNoNetwork)
  const asked = await Promise.all(
    ['ada', 'bo'].map((id) => releaseBrake(casework, brake.id, holder(id, 'admin'))),
  )
  assert.equal(asked.filter(({ releasedAtMillis }) => releasedAtMillis !== null).length, 1)
  assert.equal((await deeds(casework)).filter((deed) => deed.endsWith('released')).length, 1)
  await casework.store.close()
})

test('a signal that comes again is accepted and changes nothing; another one under its reference is refused', async () => {
  const casework = await openCasework()
  const send = (...signals: Signal[]) => acceptSignals(casework, signals, 'feed', ageless)
  const [one, bare] = [signalOf({ reference: 'r-1' }), signalOf({ kind: 'partner' })]
  assert.deepEqual(await send(one, bare, one), { accepted: 3, rejected: [] })
  assert.deepEqual(await send(bare, one), { accepted: 2, rejected: [] })
  const other = { ...one, confidence: 0.2 }
  const { accepted, rejected } = await send(other, signalOf({ reference: 'r-2' }))
  assert.equal(accepted, 1)
  assert.deepEqual(
    rejected.map(({ index }) => index),
    [0],
  )
  assert.equal((await casework.store.signals(PAGE)).length, 3)
  assert.deepEqual(await deeds(casework), ['feed signals.accepted', 'feed signals.accepted'])
  await casework.store.close()
})

test('an accepted signal withholds its account, protects a child, and is taken back with it', async () => {
  const casework = await openCasework()
  const { store } = casework
  const send = (...signals: Signal[]) => acceptSignals(casework, signals, 'feed', kimIsAChild)
  const standing = async (account: string) => {
    const stored = await store.standingOf(account)
    return stored && unpackStanding(stored.standing)
  }
  await send(
    signalOf(),
    signalOf({ subject: { account: 'kim' } }),
    signalOf({ subject: { account: 'unsure' }, confidence: 0.49 }),
    signalOf({ subject: { tag: 'quibblefen' } }),
  )
  assert.equal((await standing('zorblax'))?.level, 'withhold')
  assert.deepEqual(await standing('kim'), { level: 'clear', protected: true, ageBand: 'minor' })
  assert.equal(await standing('unsure'), null)
  assert.equal((await store.standings(PAGE)).length, 2)

  await send(signalOf({ kind: 'investigator', polarity: 'benign' }))
  assert.equal((await standing('zorblax'))?.level, 'clear')
  assert.equal((await store.standingHistory('zorblax')).length, 2)
  // more of the same does not bring it back: a person has looked
  await send(signalOf({ kind: 'report' }))
  assert.equal((await store.standingHistory('zorblax')).length, 2)
  await store.close()
})

test('a clock that is set back leaves a log that is whole and a brake that holds on', async () => {
  const casework = await openCasework()
  const pull = { scope: { all: true }, reason: 'x', minutes: 1 } as const
  const lead = holder('lea', 'lead')
  const brake = await pullBrake(casework, pull, lead, inNoNetwork)
  casework.clock.millis -= 3_600_000
  await createKey(casework, 'guard', 'command-line')
  const asked = await releaseBrake(casework, brake.id, lead)
  assert.equal(asked.releasedAtMillis, null)
  assert.equal((await deeds(casework)).length, 3)
  await casework.store.close()
})

test('software does not touch what a person has decided', async () => {
  const casework = await openCasework()
  const decided = {
    account: 'zorblax',
    standing: 132,
    setBy: 'key-of-lea',
    reason: 'Reviewed.',
    atMillis: 1,
    expiresAtMillis: null,
  }
  await casework.store.transact((tx) => tx.setStanding(decided))
  await acceptSignals(casework, [signalOf()], 'feed', ageless)
  assert.deepEqual(await casework.store.standingOf('zorblax'), { ...decided, version: 1 })
  await casework.store.close()
})

test('one reporter withholds five accounts, and five more once a person has found one of them too', async () => {
  const casework = await openCasework()
  const { store, clock } = casework
  const send = async (...accounts: string[]) => {
    clock.millis += 1000
    const { accepted } = await acceptSignals(casework, accounts.map(report), 'feed', ageless)
    assert.equal(accepted, accounts.length)
    return (await store.standings(PAGE)).length
  }
  assert.equal(await send('a', 'b', 'c'), 3)
  assert.equal(await send('d', 'e', 'f', 'g'), 5)
  assert.equal((await store.signals(PAGE)).length, 7)
  await acceptSignals(casework, [signalOn('f', { reference: 'another' })], 'feed', ageless)
  assert.equal((await store.standings(PAGE)).length, 6)

  clock.millis += 1000
  await acceptSignals(casework, [signalOn('a', { kind: 'investigator' })], 'feed', ageless)
  // four are open, of ten
  assert.equal(await send('h', 'i', 'j', 'k', 'l', 'm', 'n'), 12)
  assert.equal((await deeds(casework)).length, 5)
  await store.close()
})

/** What software may infer by itself: with an end, so many a day, and never over a person's head. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { acceptSignals } from '../src/casework/accept-signals.ts'
import { type Casework } from '../src/casework/casework.ts'
import { signerOf } from '../src/casework/checkpoint.ts'
import { holdAutomation, letGoOfAutomation } from '../src/casework/hold-automation.ts'
import { inferStandings, type InferredStanding } from '../src/casework/infer-standings.ts'
import { resumeAutomation } from '../src/casework/resume-automation.ts'
import { verifyLog } from '../src/casework/verify-log.ts'
import { INFERRED_LIFE_MILLIS } from '../src/model/automation.ts'
import { packStanding, UNKNOWN_STANDING } from '../src/model/standing.ts'
import { openSqliteStore } from '../src/store/sqlite/open.ts'
import { signalOn } from './signal-on.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-automation-'))
after(() => rmSync(root, { recursive: true }))

const DAY_MILLIS = 86_400_000
const WITHHOLD = packStanding({ level: 'withhold' })
const LIMIT = packStanding({ level: 'limit' })
const QUOTA = { holder: 'worker', quota: 3, because: 'A test.' }
const LEAD = { id: 'key-of-lea', role: 'lead' } as const
let opened = 0

async function open(): Promise<Casework & { readonly clock: { millis: number } }> {
  const signer = signerOf(generateKeyPairSync('ed25519').privateKey)
  const clock = { millis: 1_800_000_000_000 }
  const store = await openSqliteStore(join(root, String(opened++)))
  const casework = { store, signer, now: () => clock.millis, clock }
  await holdAutomation(casework, 'worker', 10_000)
  return casework
}

const inferring = (casework: Casework, account: string, standing = WITHHOLD): InferredStanding => ({
  account,
  standing,
  reason: 'A test.',
  untilMillis: casework.now() + INFERRED_LIFE_MILLIS,
})

const actionsOf = async ({ store, signer }: Casework) => {
  assert.deepEqual((await verifyLog(store, signer)).breaks, [])
  return (await store.auditEntries({ after: 0, limit: 1000 })).map(({ action }) => action)
}

test('past the quota the most severe are set, the rest waits for a person, and then goes on', async () => {
  const casework = await open()
  const wanted = [
    ...['a', 'b', 'c'].map((account) => inferring(casework, account, LIMIT)),
    ...['d', 'e'].map((account) => inferring(casework, account)),
  ]
  const { changed, left } = await inferStandings(casework, wanted, QUOTA)
  assert.equal(changed, 3)
  assert.deepEqual(
    left.map(({ account }) => account),
    ['b', 'c'],
  )
  const { store } = casework
  assert.equal((await store.standingOf('d'))?.standing, WITHHOLD)
  assert.notEqual((await store.automation()).haltedAtMillis, null)

  // halted: nothing is set, nothing is taken back, once is it said; what holds is still renewed
  casework.clock.millis += 2 * DAY_MILLIS
  const taken = { ...inferring(casework, 'd', UNKNOWN_STANDING) }
  const again = await inferStandings(casework, [...left, taken], QUOTA)
  assert.deepEqual([again.changed, again.left.length], [0, 3])
  casework.clock.millis += INFERRED_LIFE_MILLIS / 2
  const renewed = await inferStandings(casework, [inferring(casework, 'e')], QUOTA)
  assert.equal(renewed.renewed, 1)
  assert.deepEqual(await actionsOf(casework), ['standings.inferred', 'automation.halted'])

  await resumeAutomation(casework, { reason: 'Looked at.', changes: 2 }, LEAD)
  const resumed = await inferStandings(casework, [...left, taken], QUOTA)
  assert.deepEqual([resumed.changed, resumed.left.length], [2, 1])
  assert.deepEqual((await actionsOf(casework)).slice(2), [
    'automation.resumed',
    'standings.inferred',
    'automation.halted',
  ])
  await assert.rejects(
    resumeAutomation(casework, { reason: 'x', changes: null }, { id: 'i', role: 'investigator' }),
    { name: 'ForbiddenError' },
  )
  await store.close()
})

test('the quota is for any 24 hours, and a clock that is set back gives none away', async () => {
  const casework = await open()
  const infer = async (account: string) =>
    (await inferStandings(casework, [inferring(casework, account)], QUOTA)).changed
  assert.equal((await infer('a')) + (await infer('b')), 2)
  casework.clock.millis += DAY_MILLIS / 2
  assert.equal(await infer('c'), 1)
  casework.clock.millis += DAY_MILLIS / 2 + 1
  assert.equal((await infer('d')) + (await infer('e')), 2)
  casework.clock.millis -= 10 * DAY_MILLIS
  assert.equal(await infer('f'), 0)
  await casework.store.close()
})

test('the first map that a person asks for is let through whole, and only that one', async () => {
  const casework = await open()
  const map = (from: number) =>
    Array.from({ length: 9 }, (_, k) => inferring(casework, `a${from + k}`))
  const asked = { ...QUOTA, holder: null }
  assert.equal((await inferStandings(casework, map(0), asked)).changed, 9)
  assert.equal((await inferStandings(casework, map(0), asked)).changed, 0)
  casework.clock.millis++
  assert.equal((await inferStandings(casework, map(100), asked)).changed, 3)
  await casework.store.close()
})

test('what a person decided and what an account’s own signals say is never touched', async () => {
  const casework = await open()
  const { store } = casework
  const decided = { standing: packStanding({}), setBy: 'key-of-lea', reason: 'Reviewed.' }
  await store.transact((tx) =>
    tx.setStanding({ account: 'ada', ...decided, atMillis: 1, expiresAtMillis: null }),
  )
  const benign = { kind: 'investigator', polarity: 'benign' } as const
  const signals = [signalOn('seed'), signalOn('cleared', benign)]
  await acceptSignals(casework, signals, 'feed', () => 'unknown')
  const all = ['ada', 'seed', 'cleared'].map((account) => inferring(casework, account, LIMIT))
  assert.deepEqual((await inferStandings(casework, all, QUOTA)).changed, 0)
  assert.equal((await store.standingOf('seed'))?.standing, WITHHOLD)
  assert.equal((await store.standingOf('cleared'))?.standing, UNKNOWN_STANDING)

  // and an investigator's word takes back what was inferred, for good
  await inferStandings(casework, [inferring(casework, 'kim')], QUOTA)
  await acceptSignals(casework, [signalOn('kim', benign)], 'feed', () => 'unknown')
  assert.equal((await store.standingOf('kim'))?.standing, UNKNOWN_STANDING)
  assert.equal((await inferStandings(casework, [inferring(casework, 'kim')], QUOTA)).changed, 0)
  await store.close()
})

test('an inferred standing ends, and may then be inferred again', async () => {
  const casework = await open()
  const once = async () =>
    (await inferStandings(casework, [inferring(casework, 'a')], QUOTA)).changed
  assert.equal(await once(), 1)
  assert.equal(await once(), 0)
  casework.clock.millis += INFERRED_LIFE_MILLIS
  assert.equal(await once(), 1)
  await casework.store.close()
})

test('one worker holds the automation, keeps it, and another takes over when it lapses', async () => {
  const casework = await open()
  const other = () => holdAutomation(casework, 'other', 10_000)
  assert.equal(await other(), false)
  casework.clock.millis += 9_000
  assert.equal(await holdAutomation(casework, 'worker', 10_000), true)
  casework.clock.millis += 9_000
  assert.equal(await other(), false)
  casework.clock.millis += 1_000
  assert.equal(await other(), true)
  const refused = await inferStandings(casework, [inferring(casework, 'a')], QUOTA)
  assert.deepEqual([refused.held, refused.changed], [false, 0])
  await letGoOfAutomation(casework, 'worker')
  assert.equal(await holdAutomation(casework, 'worker', 10_000), false)
  await letGoOfAutomation(casework, 'other')
  assert.equal(await holdAutomation(casework, 'worker', 10_000), true)
  // its end would be further off than any can be: the clock was set back
  casework.clock.millis -= DAY_MILLIS
  assert.equal(await other(), true)
  await casework.store.close()
})

/**
 * What every store must do, run by the short test of each adapter.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DocumentKind } from '../model/document.ts'
import { runCaseStoreCases } from './cases.case.ts'
import {
  brake,
  documentOf,
  entryOf,
  key,
  members,
  person,
  sessionOf,
  signalOf,
  standingOf,
} from './examples.case.ts'
import { runSignalCases } from './signals.case.ts'
import { runStandingCases } from './standings.case.ts'
import { type AuditSearch, type Store } from './store.ts'

const PAGE = { after: 0, limit: 100 }

/** @param open a store of its own for each name; the same name opens the same store again. */
export function runStoreCases(open: (name: string) => Promise<Store>): void {
  runSignalCases(open)
  runStandingCases(open)
  runCaseStoreCases(open)

  test('an empty store has nothing of anything', async () => {
    const store = await open('empty')
    assert.deepEqual(await store.signals(PAGE), [])
    assert.deepEqual(await store.standings(PAGE), [])
    assert.equal(await store.countStandings(), 0)
    assert.equal(await store.standingOf('zorblax'), null)
    assert.deepEqual(await store.brakes(), [])
    assert.equal(await store.brake('b'), null)
    assert.deepEqual(await store.keys(), [])
    assert.deepEqual(await store.people(), [])
    assert.deepEqual(await store.sessions(), [])
    assert.equal(await store.lastAuditEntry(), null)
    await store.close()
  })

  test('what was written is there after opening again, value for value', async () => {
    const store = await open('again')
    await store.transact(async (tx) => {
      await tx.addSignals([signalOf('one', 'zorblax'), signalOf('two', 'quibblefen')])
      await tx.setStanding(standingOf('zorblax', 132))
      await tx.putBrake(brake)
      await tx.addBrakeMembers(brake.id, members)
      await tx.putKey(key)
      await tx.putPerson(person)
      await tx.putSession(sessionOf('open'))
      await tx.addAuditEntry(entryOf(1))
      await tx.addCheckpoint({ sequence: 1, hash: 'h', signer: 's', signature: 'x' })
    })
    await store.close()

    const opened = await open('again')
    const signals = await opened.signals(PAGE)
    assert.deepEqual(signals, [
      { sequence: 1, ...signalOf('one', 'zorblax') },
      { sequence: 2, ...signalOf('two', 'quibblefen') },
    ])
    assert.deepEqual(await opened.standingOf('zorblax'), {
      version: 1,
      ...standingOf('zorblax', 132),
    })
    assert.deepEqual(await opened.brakes(), [brake])
    assert.deepEqual(await opened.brake(brake.id), brake)
    assert.deepEqual(await opened.brakeMembers(brake.id), members)
    assert.deepEqual(await opened.brakeMembers('another'), [])
    assert.deepEqual(await opened.keys(), [key])
    assert.deepEqual(await opened.people(), [person])
    assert.deepEqual(await opened.sessions(), [sessionOf('open')])
    assert.deepEqual(await opened.lastAuditEntry(), entryOf(1))
    assert.deepEqual(await opened.checkpoints(PAGE), [
      { sequence: 1, hash: 'h', signer: 's', signature: 'x' },
    ])
    await opened.close()
  })

  test('a person and a session are changed in their place, and sessions are removed by their hash', async () => {
    const store = await open('people')
    await store.transact(async (tx) => {
      await tx.putPerson(person)
      await tx.putPerson({ ...person, mustChangePassword: false, disabledAtMillis: 9 })
      for (const hash of ['a', 'b', 'c']) await tx.putSession(sessionOf(hash))
      await tx.putSession({ ...sessionOf('b'), seenAtMillis: 8 })
      await tx.removeSessions(['a', 'c', 'none'])
      await tx.removeSessions([])
    })
    assert.deepEqual(await store.people(), [
      { ...person, mustChangePassword: false, disabledAtMillis: 9 },
    ])
    assert.deepEqual(await store.sessions(), [{ ...sessionOf('b'), seenAtMillis: 8 }])
    // what people are called by is theirs alone
    await assert.rejects(store.transact((tx) => tx.putPerson({ ...person, id: 'another' })))
    await store.close()
  })

  test('work that throws leaves nothing, and its neighbours all they wrote', async () => {
    const store = await open('throws')
    const add = (identity: string, fault?: Error) =>
      store.transact(async (tx) => {
        await tx.addSignals([signalOf(identity, 'zorblax')])
        if (fault) throw fault
        return identity
      })
    const fault = new Error('not this one')
    const outcomes = await Promise.allSettled([
      add('a'),
      add('b', fault),
      add('c'),
      // the store itself refuses a second row of one identity
      add('a'),
      add('d'),
    ])
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status),
      ['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'],
    )
    assert.equal(outcomes[1].status === 'rejected' && outcomes[1].reason, fault)
    const kept = await store.signals(PAGE)
    assert.deepEqual(
      kept.map(({ sequence, identity }) => [sequence, identity]),
      [
        [1, 'a'],
        [2, 'c'],
        [3, 'd'],
      ],
    )
    assert.deepEqual(
      await store.signalDigests(['a', 'b', 'd']),
      new Map([
        ['a', 'digest of a'],
        ['d', 'digest of d'],
      ]),
    )
    await store.close()
  })

  test('work runs alone and in the order in which it was asked for, in two stores that are one', async () => {
    const stores = [await open('turns'), await open('turns')]
    await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        stores[i % 2].transact(async (tx) => {
          const last = await tx.lastAuditEntry()
          await tx.addAuditEntry(entryOf((last?.sequence ?? 0) + 1, `store ${i % 2}, work ${i}`))
        }),
      ),
    )
    const entries = await stores[0].auditEntries(PAGE)
    assert.deepEqual(
      entries.map(({ sequence }) => sequence),
      Array.from({ length: 60 }, (_, i) => i + 1),
    )
    for (const parity of [0, 1]) {
      const own = entries.filter(({ reason }) => reason?.startsWith(`store ${parity}`))
      const order = own.map(({ reason }) => Number(reason!.split(' ').at(-1)))
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a - b),
      )
      assert.equal(order.length, 30)
    }
    await Promise.all(stores.map((store) => store.close()))
  })

  test('entries of the audit log are found by what they say, between two numbers, the latest first', async () => {
    const store = await open('found')
    await store.transact(async (tx) => {
      for (let i = 1; i <= 6; i++) {
        const event = { actor: i % 2 ? 'ada' : 'bo', subject: `s${i % 3}`, atMillis: i * 10 }
        const action = i < 4 ? 'brake.pulled' : 'brake%released'
        await tx.addAuditEntry({ ...entryOf(i), ...event, action })
      }
    })
    const all = { after: 0, before: 100, limit: 100 }
    const found = async (search: Partial<AuditSearch>) =>
      (await store.findAuditEntries({ ...all, ...search })).map(({ sequence }) => sequence)
    assert.deepEqual(await found({}), [6, 5, 4, 3, 2, 1])
    assert.deepEqual(await found({ after: 1, before: 6, limit: 3 }), [5, 4, 3])
    assert.deepEqual(await found({ action: 'brake' }), [6, 5, 4, 3, 2, 1])
    // letters that a pattern would read as something else
    assert.deepEqual(await found({ action: 'brake%' }), [6, 5, 4])
    assert.deepEqual(await found({ action: 'brake_' }), [])
    assert.deepEqual(await found({ actor: 'ada', subject: 's0' }), [3])
    assert.deepEqual(await found({ fromMillis: 20, toMillis: 40 }), [4, 3, 2])
    assert.deepEqual((await store.findAuditEntries(all)).at(-1), {
      ...entryOf(1),
      actor: 'ada',
      subject: 's1',
      atMillis: 10,
      action: 'brake.pulled',
    })
    await store.close()
  })

  test('a brake and a key are replaced by their own id', async () => {
    const store = await open('replaced')
    const later = { ...brake, id: 'later', pulledAtMillis: brake.pulledAtMillis + 1 }
    const released = { ...brake, releaseAskedBy: ['ada', 'bo'], releasedAtMillis: 5 }
    await store.transact(async (tx) => {
      for (const each of [brake, later, released]) await tx.putBrake(each)
      for (const each of [key, { ...key, revokedAtMillis: 9 }]) await tx.putKey(each)
    })
    assert.deepEqual(await store.brakes(), [later, released])
    assert.deepEqual(await store.liveBrakes(later.endsAtMillis - 1), [later])
    assert.deepEqual(await store.liveBrakes(later.endsAtMillis), [])
    await store.transact((tx) => tx.putBrake({ ...later, endedAtMillis: 7 }))
    assert.deepEqual(await store.liveBrakes(later.endsAtMillis - 1), [])
    assert.equal((await store.brake(later.id))?.endedAtMillis, 7)
    assert.deepEqual(await store.keys(), [{ ...key, revokedAtMillis: 9 }])
    await store.close()
  })

  test('documents count up by kind, and their state is what was put last', async () => {
    const store = await open('documents')
    assert.deepEqual(await store.documentStates(), [])
    assert.equal(await store.document('policy', 1), null)
    assert.equal(await store.documentNamed('policy', 'policy 1'), null)
    const add = (kind: DocumentKind, n: number) =>
      store.transact((tx) => tx.addDocument(documentOf(kind, n)))
    assert.equal((await add('policy', 1)).version, 1)
    assert.equal((await add('search-list', 1)).version, 1)
    assert.equal((await add('policy', 2)).version, 2)
    // the store itself refuses a second of one name
    await assert.rejects(add('policy', 2))
    const { body, ...head } = { version: 2, ...documentOf('policy', 2) }
    assert.deepEqual(await store.document('policy', 2), { ...head, body })
    assert.deepEqual(await store.documentNamed('policy', 'policy 2'), head)
    assert.deepEqual(
      (await store.documents('policy', 100)).map(({ version }) => version),
      [2, 1],
    )
    assert.deepEqual(await store.documents('policy', 1), [head])
    await store.transact(async (tx) => {
      await tx.putDocumentState({ kind: 'search-list', live: 1, draft: null })
      await tx.putDocumentState({ kind: 'policy', live: null, draft: 1 })
      await tx.putDocumentState({ kind: 'policy', live: 1, draft: 2 })
    })
    await store.close()
    const opened = await open('documents')
    assert.deepEqual(await opened.documentStates(), [
      { kind: 'policy', live: 1, draft: 2 },
      { kind: 'search-list', live: 1, draft: null },
    ])
    await opened.close()
  })

  test('who watches is told what was written here and elsewhere, until they stop', async () => {
    const [here, there] = [await open('watched'), await open('watched')]
    let told = 0
    let heard: (() => void) | null = null
    const stop = here.watch(() => {
      told++
      heard?.()
    })
    for (const store of [here, there]) {
      const hearing = new Promise<void>((resolve) => (heard = resolve))
      await store.transact((tx) => tx.setStanding(standingOf('ada', 131)))
      await hearing
    }
    stop()
    const before = told
    await here.transact((tx) => tx.setStanding(standingOf('ada', 128)))
    assert.equal(told, before)
    await Promise.all([here.close(), there.close()])
  })

  test('a closed store has finished what it was asked for, and takes no more', async () => {
    const store = await open('closed')
    const asked = store.transact((tx) => tx.putKey(key))
    await store.close()
    await asked
    await assert.rejects(
      store.transact((tx) => tx.putKey(key)),
      { name: 'StoreError' },
    )
    const opened = await open('closed')
    assert.deepEqual(await opened.keys(), [key])
    await opened.close()
  })
}

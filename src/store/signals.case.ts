/**
 * What every store must do with signals, run beside `store.case.ts`.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signalOf } from './examples.case.ts'
import { type NewSignal, type Store } from './store.ts'

export function runSignalCases(open: (name: string) => Promise<Store>): void {
  test('of many signals on an account the surest of each kind and polarity is told', async () => {
    const store = await open('surest')
    await store.transact((tx) =>
      tx.addSignals([
        signalOf('a', 'zorblax', { confidence: 0.25 }),
        signalOf('b', 'zorblax', { confidence: 0.75 }),
        signalOf('c', 'zorblax', { confidence: 0.5 }),
        signalOf('d', 'zorblax', { kind: 'investigator', polarity: 'benign', confidence: 1 }),
        signalOf('e', 'quibblefen', { confidence: 1 }),
        signalOf('f', 'zorblax', { subject: { tag: 'zorblax' }, kind: 'report' }),
      ]),
    )
    const told = (await store.surestSignalsOn('zorblax')).map(
      ({ kind, polarity, confidence }) => `${kind} ${polarity} ${confidence}`,
    )
    assert.deepEqual(told.toSorted(), ['investigator benign 1', 'partner harmful 0.75'])
    assert.deepEqual(await store.surestSignalsOn('nobody'), [])
    await store.close()
  })

  test('of a reporter the accounts it reported are told, and what investigators found of them', async () => {
    const store = await open('reporters')
    const report = { kind: 'report', reporter: 'réporter' } as const
    await store.transact((tx) =>
      tx.addSignals([
        at(signalOf('a', 'zorblax', report), 5),
        at(signalOf('b', 'zorblax', report), 3),
        at(signalOf('c', 'quibblefen', report), 4),
        at(signalOf('d', 'mirrowane', report), 6, false),
        at(signalOf('e', 'mirrowane', { ...report, reporter: 'another' }), 7),
        at(signalOf('f', 'mirrowane', { reporter: 'réporter' }), 8),
        at(signalOf('g', 'zorblax', { ...report, subject: { tag: 'zorblax' } }), 9),
        at(signalOf('h', 'zorblax', { kind: 'investigator' }), 10),
        at(signalOf('i', 'zorblax', { kind: 'investigator', polarity: 'benign' }), 11),
        at(signalOf('j', 'quibblefen', { kind: 'investigator' }), 12),
      ]),
    )
    assert.deepEqual(
      [...(await store.reportedBy('réporter', 10))],
      [
        ['quibblefen', 4],
        ['zorblax', 3],
      ],
    )
    assert.deepEqual([...(await store.reportedBy('réporter', 1)).keys()], ['quibblefen'])
    assert.deepEqual(
      new Map(await store.investigated(['mirrowane', 'quibblefen', 'zorblax'])),
      new Map([
        ['quibblefen', { harmful: true, atMillis: 12 }],
        ['zorblax', { harmful: false, atMillis: 11 }],
      ]),
    )
    assert.equal((await store.signals({ after: 0, limit: 100 }))[3].shields, false)
    assert.equal((await store.surestSignalsOn('mirrowane')).length, 2)
    await store.close()
  })
}

function at(one: NewSignal, receivedAtMillis: number, shields = true): NewSignal {
  return { ...one, receivedAtMillis, shields }
}

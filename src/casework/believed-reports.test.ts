import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Signal } from '../model/signal.ts'
import { packStanding } from '../model/standing.ts'
import { type Investigated, type NewSignal, type StoredStanding } from '../store/store.ts'
import { believedReports } from './believed-reports.ts'

interface Before {
  readonly reported?: Readonly<Record<string, number>>
  readonly investigated?: Readonly<Record<string, Investigated>>
  readonly decided?: Readonly<Record<string, number>>
}

function readerOf({ reported = {}, investigated = {}, decided = {} }: Before) {
  const standings = Object.entries(decided).map(
    ([account, standing], k): [string, StoredStanding] => [
      account,
      {
        account,
        standing,
        setBy: 'ada',
        reason: '',
        atMillis: 9,
        expiresAtMillis: null,
        version: k + 1,
      },
    ],
  )
  return {
    reportedBy: async () => new Map(Object.entries(reported)),
    investigated: async () => new Map(Object.entries(investigated)),
    standingsOf: async () => new Map(standings),
  }
}

function report(account: string, more: Partial<Signal> = {}): NewSignal {
  const signal: Signal = {
    subject: { account },
    kind: 'report',
    confidence: 1,
    polarity: 'harmful',
    policy: null,
    atMillis: null,
    reference: account,
    reporter: 'zorblax',
    ...more,
  }
  return { signal, identity: account, digest: account, receivedAtMillis: 10, shields: true }
}

const ten = Array.from({ length: 10 }, (_, k) => report(`a${k}`))
const shielding = async (before: Before, fresh: readonly NewSignal[]) =>
  (await believedReports(readerOf(before), fresh)).filter(({ shields }) => shields).length

test('believedReports() bounds one reporter, and nobody else', async () => {
  assert.equal(await shielding({}, ten), 5)
  const others = ten.map(({ signal: { reference } }) =>
    report(reference!, { reporter: reference! }),
  )
  assert.equal(await shielding({}, others), 10)
  const { reporter: _, ...unnamed } = ten[0].signal
  assert.equal(
    await shielding(
      {},
      Array.from({ length: 9 }, () => ({ ...ten[0], signal: unnamed })),
    ),
    9,
  )
  assert.equal(
    await shielding(
      {},
      ten.map(({ signal }) => report(signal.reference!, { kind: 'partner' })),
    ),
    10,
  )
})

test('believedReports() counts what is still open, and the same account once', async () => {
  assert.equal(await shielding({ reported: { a0: 1, b: 2, c: 3 } }, ten), 3)
})

test('believedReports() goes by what people decided since', async () => {
  const reported = { b: 1, c: 2 }
  const withhold = packStanding({ level: 'withhold' })
  assert.equal(await shielding({ reported, decided: { b: withhold } }, ten), 9)
  assert.equal(
    await shielding({ reported, decided: { b: packStanding({ level: 'clear' }) } }, ten),
    0,
  )
  const child = packStanding({ ageBand: 'minor', protected: true })
  assert.equal(await shielding({ reported, decided: { b: child } }, ten), 9)
  assert.equal(
    await shielding({ reported, investigated: { b: { harmful: false, atMillis: 3 } } }, ten),
    0,
  )
  // the investigator was first
  assert.equal(
    await shielding({ reported, investigated: { b: { harmful: true, atMillis: 0 } } }, ten),
    4,
  )
})

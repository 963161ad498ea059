/**
 * What every store must do with cases, run beside `store.case.ts`.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Appeal } from '../model/appeal.ts'
import { type CaseDecision } from '../model/case-decision.ts'
import { type Case } from '../model/case.ts'
import { type SavedView } from '../model/saved-view.ts'
import { type SecondReading } from '../model/second-reading.ts'
import { type CaseFilter } from './case-store.ts'
import { type Store } from './store.ts'

const by = { id: 'key-1', person: 'Ada Ünal' }
const OPEN: CaseFilter = {
  state: 'open',
  kind: null,
  childSafety: true,
  region: null,
  locked: null,
  atMillis: 1000,
}

export function runCaseStoreCases(open: (name: string) => Promise<Store>): void {
  test('cases come in the order of their priority, page by page, by each filter', async () => {
    const store = await open('cases')
    const cases = Array.from({ length: 60 }, (_, i) => {
      const kind = (['network', 'account', 'care'] as const)[i % 3]
      return caseOf({
        id: `case-${String(i).padStart(3, '0')}`,
        kind,
        childSafety: kind === 'care',
        state: i % 10 === 9 ? 'closed' : 'open',
        region: i % 2 === 0 ? 'north' : null,
        // ties, and numbers that no decimal of few digits is
        priority: (i % 7) / 3,
        openPriority: (i % 5) / 7,
        lock: i % 4 === 0 ? { by, untilMillis: 900 + i * 10 } : null,
      })
    })
    await store.transact(async (tx) => {
      for (const each of cases) await tx.putCase(each)
    })
    const filters: CaseFilter[] = [
      OPEN,
      { ...OPEN, childSafety: false },
      { ...OPEN, kind: 'care' },
      { ...OPEN, kind: 'network', childSafety: false },
      { ...OPEN, region: 'north' },
      { ...OPEN, locked: true },
      { ...OPEN, locked: false },
      { ...OPEN, state: 'closed' },
    ]
    for (const filter of filters) {
      const orderOf = (each: Case) => (filter.childSafety ? each.priority : each.openPriority)
      const expected = cases
        .filter((each) => each.state === filter.state)
        .filter((each) => filter.kind === null || each.kind === filter.kind)
        .filter((each) => filter.childSafety || !each.childSafety)
        .filter((each) => filter.region === null || each.region === filter.region)
        .filter(
          ({ lock }) =>
            filter.locked === null || filter.locked === (lock?.untilMillis ?? 0) > filter.atMillis,
        )
        .toSorted((a, b) => orderOf(b) - orderOf(a) || (a.id < b.id ? 1 : -1))
      const found: Case[] = []
      for (;;) {
        const last = found.at(-1)
        const after = last ? { priority: orderOf(last), id: last.id } : null
        const page = await store.cases(filter, { after, limit: 7 })
        found.push(...page)
        if (page.length < 7) break
      }
      assert.ok(found.length > 0)
      assert.deepEqual(found, expected, JSON.stringify(filter))
    }
    const counts = await store.caseCounts({ state: 'open', childSafety: false })
    const stillOpen = cases.filter(({ state }) => state === 'open')
    assert.deepEqual(
      counts,
      new Map(
        (['account', 'network'] as const).map((kind) => [
          kind,
          stillOpen.filter((each) => each.kind === kind).length,
        ]),
      ),
    )
    const [first] = cases
    await store.transact((tx) => tx.putCase({ ...first, state: 'closed' }))
    assert.equal((await store.case(first.id))?.state, 'closed')
    assert.equal(await store.case('another'), null)
    await store.close()
  })

  test('subjects, events, decisions, appeals and readings come back as they were written', async () => {
    const store = await open('files')
    const subjects = Array.from({ length: 4500 }, (_, i) => ({
      account: `account-${String(i).padStart(5, '0')}`,
      role: i === 0 ? null : i % 2 === 0 ? ('source' as const) : ('seeker' as const),
      closeness: i / 4500,
    }))
    const event = { by, atMillis: 5, text: '“seen”', support: null }
    const support = { ...event, support: { account: 'kim', action: 'refer' } }
    const reading = readingOf('case-a')
    const counts = { newAccounts: 3, newSources: 1, candidates: 2 }
    const rest = { ...counts, followers: 7, followersStillActive: 5 }
    const [first, later] = [4, 5].map((atMillis) => ({ atMillis, ...rest }))
    await store.transact(async (tx) => {
      await tx.putCase(caseOf({ id: 'case-a' }))
      for (const point of [later, first, { ...first, newAccounts: 9 }]) {
        await tx.putAftermath('decision-1', point)
      }
      await tx.putCase(caseOf({ id: 'case-c', kind: 'care', childSafety: true }))
      await tx.putCase(caseOf({ id: 'case-d', state: 'closed' }))
      await tx.addCaseSubjects('case-a', subjects)
      await tx.addCaseSubjects('case-a', [{ ...subjects[3], role: 'connector' }])
      await tx.addCaseSubjects('case-c', [{ account: 'kim', role: 'at-risk', closeness: 1 }])
      await tx.addCaseSubjects('case-d', subjects.slice(0, 1))
      for (const each of [event, support]) await tx.addCaseEvent('case-a', each)
      for (const id of ['decision-1', 'decision-2']) await tx.putDecision(decisionOf(id))
      await tx.putDecision({ ...decisionOf('decision-2'), state: 'done' })
      await tx.putDecidedAccounts('decision-1', [
        { place: 0, account: 'ada', outcome: 'applied', version: 7, before: 132 },
        { place: 1, account: 'bo', outcome: 'waiting', version: null, before: null },
      ])
      await tx.putDecidedAccounts('decision-2', [
        { place: 0, account: 'ada', outcome: 'applied', version: 9, before: null },
      ])
      await tx.putAppeal(appealOf('appeal-1', 'r-1', false))
      await tx.putAppeal(appealOf('appeal-2', 'r-2', true))
      await tx.putSecondReading(reading)
      for (const view of [views[1], { ...views[0], accounts: [] }, views[0]]) {
        await tx.putSavedView('case-a', view)
      }
    })
    assert.deepEqual(await store.savedViews('case-a'), views)
    assert.deepEqual(await store.savedViews('case-c'), [])
    assert.deepEqual(await store.caseSubjects('case-a', { after: null, limit: 5000 }), subjects)
    const after = 'account-00009'
    assert.deepEqual(
      await store.caseSubjects('case-a', { after, limit: 2 }),
      subjects.slice(10, 12),
    )
    assert.equal((await store.caseRoleCounts('case-a')).get('source'), 2249)
    assert.deepEqual(await store.aftermath('decision-1'), [first, later])
    assert.deepEqual(await store.aftermath('decision-2'), [])
    assert.deepEqual(
      await store.accountsOfCases(['case-c', 'case-d', 'case-none']),
      new Map([
        ['case-c', ['kim']],
        ['case-d', [subjects[0].account]],
      ]),
    )
    assert.equal((await store.accountsOfCases([])).size, 0)
    const accounts = subjects.map(({ account }) => account)
    assert.deepEqual(
      await store.openCasesWith([...accounts, 'kim', 'nobody']),
      new Map([
        ['case-a', 4500],
        ['case-c', 1],
      ]),
    )
    assert.equal((await store.accountsInOpenCases([accounts[1], 'nobody'])).size, 1)
    assert.deepEqual(await store.accountsInCare([...accounts, 'kim']), new Set(['kim']))
    assert.deepEqual(await store.caseEvents('case-a'), [event, support])
    assert.deepEqual(await store.caseDecision('decision-1'), decisionOf('decision-1'))
    assert.equal((await store.decisionsOfCase('case-a')).length, 2)
    assert.deepEqual(await store.decisionsIn(['running', 'reversing']), [decisionOf('decision-1')])
    assert.deepEqual(await store.decidedAccounts('decision-1', 1, 9), [
      { place: 1, account: 'bo', outcome: 'waiting', version: null, before: null },
    ])
    assert.deepEqual(await store.lastAppliedTo('ada'), { decision: 'decision-2', place: 0 })
    assert.equal(await store.lastAppliedTo('bo'), null)
    assert.deepEqual(await store.appealByReference('r-2'), appealOf('appeal-2', 'r-2', true))
    const waiting = await store.appeals('waiting', false, { after: null, limit: 9 })
    assert.deepEqual(waiting, [await store.appeal('appeal-1')])
    assert.equal((await store.appeals('waiting', true, { after: 'appeal-1', limit: 9 })).length, 1)
    assert.deepEqual(await store.secondReadings(false, 9), [reading])
    assert.deepEqual(await store.secondReading('case-a'), reading)
    assert.deepEqual(await store.secondReadings(true, 9), [])
    await store.close()
  })
}

function caseOf(more: Partial<Case>): Case {
  return {
    id: 'case-1',
    kind: 'network',
    state: 'open',
    childSafety: false,
    network: 'network-1',
    evidence: 'mark',
    region: null,
    reason: 'A network of the map.',
    accounts: 3,
    shielded: 0,
    reach: 10,
    closeness: 0.1 + 0.2,
    minors: 1,
    priority: 6,
    openPriority: 3,
    escalated: false,
    openedBy: { id: 'software', person: null },
    openedAtMillis: 1,
    closedBy: null,
    closedAtMillis: null,
    closingReason: null,
    lock: null,
    ...more,
  }
}

function decisionOf(id: string): CaseDecision {
  return {
    id,
    case: 'case-a',
    kind: 'withhold',
    state: 'running',
    reason: 'Reviewed.',
    policy: 'rule 4',
    by,
    role: 'lead',
    atMillis: 1,
    second: null,
    reversedBy: null,
    reverseReason: null,
    seenVersion: 3,
    accountsDigest: 'd',
    evidence: null,
    total: 2,
    named: false,
    shielded: 0,
    next: 0,
    counts: { applied: 0, leftOut: 0, conflict: 0, reversed: 0, newer: 0 },
  }
}

function appealOf(id: string, reference: string, childSafety: boolean): Appeal {
  const rest = { answeredBy: null, answeredAtMillis: null, answerReason: null }
  const asked = { id, account: 'ada', reference, state: 'waiting', decision: 'decision-1' } as const
  return { ...asked, decidedBy: [by], childSafety, atMillis: 1, ...rest }
}

function readingOf(id: string): SecondReading {
  return {
    case: id,
    childSafety: false,
    drawnAtMillis: 1,
    first: 'withhold',
    firstBy: [by],
    second: null,
    secondBy: null,
    reason: null,
    readAtMillis: null,
  }
}

const views: readonly SavedView[] = ['A first look', 'Zorblax'].map((name) => ({
  name,
  map: 'mark-1',
  summarised: true,
  communities: [0, 3],
  accounts: ['ada', 'bö'],
  by,
  atMillis: 1,
}))

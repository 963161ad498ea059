/** Cases over real HTTP: the queue, the file, decisions by one and two people, care, appeals, readings. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileAppeal } from '../src/casework/appeals.ts'
import { createKey } from '../src/casework/api-key.ts'
import { markCasesOfBase } from '../src/casework/cases/mark-cases.ts'
import { openNetworkCases } from '../src/casework/cases/open-case.ts'
import { decideStanding } from '../src/casework/decide-standing.ts'
import { createPersonOfProvider } from '../src/casework/person.ts'
import { type MappedNetwork } from '../src/casework/cases/mapped-network.ts'
import { verifyLog } from '../src/casework/verify-log.ts'
import { LOCK_MILLIS } from '../src/model/case.ts'
import { type Role } from '../src/model/role.ts'
import { parseDecision } from '../src/model/decision.ts'
import { packStanding, UNKNOWN_STANDING } from '../src/model/standing.ts'
import { type Running, type RunOptions, runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-cases-'))
after(() => rmSync(root, { recursive: true }))

const ROLE_OF: readonly Role[] = ['source', 'seeker', 'connector']
const members = Array.from({ length: 30 }, (_, i) => ({
  account: `m${String(i).padStart(3, '0')}`,
  role: ROLE_OF[i % 3],
  closeness: 0.5,
}))
const network: MappedNetwork = {
  id: 'network-1',
  mark: 'mark-1',
  reach: 400,
  members: [
    ...members,
    { account: 'risky', role: 'at-risk', closeness: 0.5 },
    { account: 'kim', role: 'seeker', closeness: 0.5 },
  ],
}
const large: MappedNetwork = {
  id: 'network-2',
  mark: 'mark-1',
  reach: 9000,
  members: Array.from({ length: 2500 }, (_, i) => ({
    account: `l${i}`,
    role: 'seeker',
    closeness: 1,
  })),
}

interface People extends Running {
  readonly ada: string
  readonly bo: string
  readonly carer: string
}

async function start(
  context: TestContext,
  name: string,
  options: RunOptions = {},
): Promise<People> {
  const running = await runService(join(root, name), {
    standings: [{ account: 'kim', standing: packStanding({ ageBand: 'minor' }) }],
    networkOf: (id) => [network, large].find((one) => one.id === id) ?? null,
    ...options,
  })
  context.after(running.close)
  const { casework, follower } = running.service
  const key = async (person: string, childSafety: boolean) =>
    (await createKey(casework, 'investigator', 'test', person, childSafety)).key
  const people = {
    ada: await key('Ada', false),
    bo: await key('Bo', false),
    carer: await key('Cleo', true),
  }
  await follower.catchUp()
  return { ...running, ...people }
}

const opening = { kind: 'network', network: 'network-1', reason: 'Found.' }
const decision = (id: string, more: object = {}) => ({
  case: id,
  kind: 'withhold',
  reason: 'Reviewed.',
  policy: 'rule 4',
  ...more,
})

async function opened({ ask, ada }: People, more: object = {}): Promise<string> {
  const { status, body } = await ask(ada, 'POST', '/v1/cases', { ...opening, ...more })
  assert.equal(status, 201, JSON.stringify(body))
  return body.cases[0].id
}

async function finished({ ask, keys }: People, id: string) {
  for (let tries = 0; tries < 400; tries++) {
    const { body } = await ask(keys.lead, 'GET', `/v1/decisions/${id}`)
    if (body.state === 'done' || body.state === 'reversed') return body
    await sleep(25)
  }
  return assert.fail('it never came to its end')
}

test('a network becomes a case once, children in it a care case that only who may see it sees', async (context) => {
  const people = await start(context, 'opened')
  const { ask, ada, carer, keys, service } = people
  const id = await opened(people)
  const again = await ask(ada, 'POST', '/v1/cases', opening)
  assert.equal(again.status, 409)
  assert.ok(again.body.error.message.includes(id))
  const queue = (await ask(ada, 'GET', '/v1/cases')).body
  assert.deepEqual(queue.counts, { network: 1, account: 0, care: 0 })
  assert.deepEqual(queue.cases[0].priority, {
    value: 200,
    reach: 400,
    closeness: 0.5,
    minors: null,
  })
  const full = (await ask(carer, 'GET', '/v1/cases')).body
  assert.deepEqual(full.counts, { network: 1, account: 0, care: 1 })
  const care = full.cases.find((one: { kind: string }) => one.kind === 'care')
  const held = (await ask(carer, 'GET', `/v1/cases/${care.id}`)).body
  assert.deepEqual(
    held.subjects.map((one: { account: string }) => one.account),
    ['kim', 'risky'],
  )
  // as if it were not there, whatever is asked of it
  const support = { account: 'kim', action: 'refer', reason: 'x' }
  for (const key of [ada, keys.lead]) {
    for (const [method, path, body] of [
      ['GET', ''],
      ['POST', '/lock', {}],
      ['DELETE', '/lock'],
      ['POST', '/notes', { text: 'x' }],
      ['POST', '/support', support],
      ['POST', '/close', { reason: 'x' }],
    ] as const) {
      const { status } = await ask(key, method, `/v1/cases/${care.id}${path}`, body)
      assert.equal(status, 404, `${method} ${path}`)
    }
    for (const path of ['/v1/decisions', '/v1/decisions/preview']) {
      const asked = path.endsWith('preview')
        ? { case: care.id, kind: 'protect' }
        : decision(care.id)
      assert.equal((await ask(key, 'POST', path, asked)).status, 404)
    }
  }
  assert.equal((await ask(carer, 'POST', `/v1/cases/${care.id}/support`, support)).status, 200)
  assert.equal((await ask(carer, 'POST', '/v1/decisions', decision(care.id))).status, 403)
  const protect = decision(care.id, { kind: 'protect' })
  const done = (await ask(carer, 'POST', '/v1/decisions', protect)).body
  assert.deepEqual([done.state, done.counts.applied], ['done', 2])
  assert.equal((await ask(ada, 'GET', `/v1/decisions/${done.id}`)).status, 404)
  const events = (await ask(carer, 'GET', `/v1/cases/${care.id}`)).body.events
  assert.equal(events[0].support.action, 'refer')
  const { breaks } = await verifyLog(service.casework.store, service.casework.signer)
  assert.deepEqual(breaks, [])
})

test('children named in a decision are left out of it, and nobody is told without the permission', async (context) => {
  const people = await start(context, 'left-out')
  const { ask, ada, carer, service } = people
  const id = await opened(people)
  const accounts = ['m000', 'kim', 'risky']
  const asked = { case: id, kind: 'withhold', accounts }
  const blind = (await ask(ada, 'POST', '/v1/decisions/preview', asked)).body
  // as if each that they name were anybody
  assert.deepEqual([blind.accounts, blind.applied, blind.mayBeMinors], [3, 3, null])
  const seen = (await ask(carer, 'POST', '/v1/decisions/preview', asked)).body
  assert.deepEqual([seen.accounts, seen.applied, seen.mayBeMinors], [3, 1, 2])
  const made = (await ask(ada, 'POST', '/v1/decisions', decision(id, { accounts }))).body
  assert.equal(made.state, 'done')
  assert.deepEqual(made.progress, { done: 3, total: 3 })
  assert.deepEqual([made.counts.applied, made.counts.leftOut], [3, null])
  const known = (await ask(carer, 'GET', `/v1/decisions/${made.id}`)).body
  assert.deepEqual([known.counts.applied, known.counts.leftOut], [1, 2])
  const kept = await service.casework.store.caseDecision(made.id)
  assert.deepEqual([kept?.counts.applied, kept?.counts.leftOut], [1, 2])
  for (const account of ['kim', 'risky']) {
    assert.equal(await service.casework.store.standingOf(account), null)
  }
})

test('of two people who decide at once one wins, and the other sees who has the case', async (context) => {
  const people = await start(context, 'at-once')
  const { ask, ada, bo, keys } = people
  const id = await opened(people)
  const answers = await Promise.all(
    [ada, bo].map((key) => ask(key, 'POST', '/v1/decisions', decision(id))),
  )
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, 409],
  )
  const lost = answers.find(({ status }) => status === 409)
  assert.match(lost?.body.error.message, /^(Ada|Bo) has the case until 20/)
  const winner = answers[0].status === 201 ? ada : bo
  const loser = winner === ada ? bo : ada
  assert.equal((await ask(loser, 'POST', `/v1/cases/${id}/lock`, { takeOver: true })).status, 403)
  assert.equal((await ask(keys.lead, 'POST', `/v1/cases/${id}/lock`, {})).status, 409)
  const taken = await ask(keys.lead, 'POST', `/v1/cases/${id}/lock`, { takeOver: true })
  assert.equal(taken.status, 200)
  assert.equal((await ask(winner, 'POST', `/v1/cases/${id}/notes`, { text: 'x' })).status, 409)
})

test('a removal of many waits for another person, and its reversal gives back what held', async (context) => {
  const people = await start(context, 'removed')
  const { ask, ada, bo, keys, service } = people
  const { store } = service.casework
  const id = await opened(people)
  const limit = { account: 'm001', level: 'limit', reason: 'Before.' }
  assert.equal((await ask(bo, 'POST', '/v1/standings', limit)).status, 200)
  const asked = decision(id, { kind: 'remove' })
  const made = (await ask(ada, 'POST', '/v1/decisions', asked)).body
  assert.equal(made.state, 'waiting')
  assert.equal(await store.standingOf('m000'), null)
  const answer = { reason: 'Looked at.' }
  const ofAda = await createKey(service.casework, 'lead', 'test', 'ada')
  await service.follower.catchUp()
  for (const key of [ada, ofAda.key]) {
    const own = await ask(key, 'POST', `/v1/decisions/${made.id}/approve`, answer)
    assert.equal(own.status, 403)
  }
  const approved = await ask(bo, 'POST', `/v1/decisions/${made.id}/approve`, answer)
  assert.deepEqual([approved.body.state, approved.body.counts.applied], ['done', 30])
  assert.equal((await store.standingOf('m000'))?.standing, packStanding({ level: 'removed' }))
  // something newer stands above one of them
  await ask(keys.lead, 'POST', '/v1/standings', { ...limit, account: 'm002', level: 'watch' })
  const reversed = await ask(keys.lead, 'POST', `/v1/decisions/${made.id}/reverse`, answer)
  assert.equal(reversed.body.state, 'reversed')
  assert.deepEqual([reversed.body.counts.reversed, reversed.body.counts.newer], [29, 1])
  assert.equal((await store.standingOf('m000'))?.standing, 0)
  assert.equal((await store.standingOf('m001'))?.standing, packStanding({ level: 'limit' }))
  assert.equal((await store.standingOf('m002'))?.standing, packStanding({ level: 'watch' }))
  const again = await ask(keys.lead, 'POST', `/v1/decisions/${made.id}/reverse`, answer)
  assert.equal(again.status, 409)
})

test('a decision about many comes to each account once, in the background, and leaves what people said since', async (context) => {
  const people = await start(context, 'many')
  const { ask, ada, service } = people
  const { store } = service.casework
  const id = await opened(people, { network: 'network-2' })
  const preview = (await ask(ada, 'POST', '/v1/decisions/preview', { case: id, kind: 'limit' }))
    .body
  assert.equal(preview.onlySeekers, 2500)
  const said = { account: 'l7', level: 'clear', reason: 'Known to me.' }
  await ask(people.bo, 'POST', '/v1/standings', said)
  const { seenVersion } = preview
  const asked = decision(id, { kind: 'limit', seenVersion })
  const made = (await ask(ada, 'POST', '/v1/decisions', asked)).body
  const done = await finished(people, made.id)
  assert.deepEqual([done.counts.applied, done.counts.conflict], [2499, 1])
  assert.equal((await store.standingHistory('l8')).length, 1)
  assert.equal((await store.standingHistory('l7')).length, 1)
})

test('an appeal is answered by another person than the first, and upheld gives the account back', async (context) => {
  const people = await start(context, 'appeals')
  const { ask, ada, bo, keys, service } = people
  const id = await opened(people)
  await ask(ada, 'POST', '/v1/decisions', decision(id))
  const filed = await ask(keys.ingest, 'POST', '/v1/appeals', { account: 'm000', reference: 'a:1' })
  assert.equal(filed.status, 201)
  const again = await ask(keys.guard, 'POST', '/v1/appeals', { account: 'm000', reference: 'a:1' })
  assert.equal(again.body.id, filed.body.id)
  const words = { account: 'm001', reference: 'please look again' }
  assert.equal((await ask(keys.ingest, 'POST', '/v1/appeals', words)).status, 400)
  const { appeals } = (await ask(bo, 'GET', '/v1/appeals')).body
  assert.equal(appeals.length, 1)
  const path = `/v1/appeals/${filed.body.id}/decide`
  const answer = { uphold: true, reason: 'A fan.' }
  assert.equal((await ask(ada, 'POST', path, answer)).status, 403)
  assert.equal((await ask(bo, 'POST', path, answer)).body.state, 'upheld')
  assert.equal((await ask(keys.lead, 'POST', path, answer)).status, 409)
  assert.equal((await service.casework.store.standingOf('m000'))?.standing, 0)
  assert.notEqual((await service.casework.store.standingOf('m001'))?.standing, 0)
})

test('a second reader is another person, sees nothing of the first, and the lead sees how they agree', async (context) => {
  const people = await start(context, 'read-twice', { secondShare: 1 })
  const { ask, ada, bo, keys } = people
  const id = await opened(people)
  const made = (await ask(ada, 'POST', '/v1/decisions', decision(id))).body
  const closed = await ask(ada, 'POST', `/v1/cases/${id}/close`, { reason: 'Withheld.' })
  assert.equal(closed.body.state, 'closed')
  assert.deepEqual((await ask(ada, 'GET', '/v1/second-readings')).body.readings, [])
  const { readings } = (await ask(bo, 'GET', '/v1/second-readings')).body
  assert.equal(readings[0].case, id)
  const file = (await ask(bo, 'GET', `/v1/cases/${id}`)).body
  assert.deepEqual([file.blind, file.decisions, file.events], [true, [], []])
  type Subject = { level: string | null; decidedByPerson: boolean }
  assert.ok(file.subjects.every((one: Subject) => one.level === null && !one.decidedByPerson))
  assert.ok(!JSON.stringify(file).includes('Withheld.'))
  assert.equal((await ask(bo, 'GET', `/v1/decisions/${made.id}`)).status, 404)
  const verdict = { case: id, verdict: 'withhold', reason: 'Likewise.' }
  assert.equal((await ask(ada, 'POST', '/v1/second-readings', verdict)).status, 404)
  assert.equal((await ask(bo, 'POST', '/v1/second-readings', verdict)).body.agrees, true)
  assert.equal((await ask(keys.lead, 'POST', '/v1/second-readings', verdict)).status, 409)
  const told = (await ask(bo, 'GET', `/v1/cases/${id}`)).body
  assert.equal(told.decisions.length, 1)
  assert.ok(told.subjects.some((one: Subject) => one.level === 'withhold' && one.decidedByPerson))
  const { readings: count, observed } = (await ask(keys.lead, 'GET', '/v1/agreement')).body
  assert.deepEqual([count, observed], [1, 1])
})

test('a case keeps views of its network, without the children in them for who may not see them', async (context) => {
  const people = await start(context, 'views')
  const { ask, ada, bo, carer } = people
  const path = `/v1/cases/${await opened(people)}/views`
  const view = { name: 'The core', map: 'mark-1', summarised: false, communities: [2] }
  const accounts = ['m000', 'kim']
  assert.deepEqual((await ask(ada, 'GET', path)).body, { views: [] })
  const saved = await ask(carer, 'POST', path, { ...view, accounts })
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  const [{ at, by, ...kept }] = saved.body.views
  assert.deepEqual(kept, { ...view, accounts })
  assert.ok(by.person === 'Cleo' && Date.parse(at) > 0)
  assert.deepEqual((await ask(bo, 'GET', path)).body.views[0].accounts, ['m000'])

  const taken = await ask(bo, 'POST', path, { ...view, accounts: [] })
  assert.deepEqual([taken.status, taken.body.error.code], [409, 'conflict'])
  const replaced = await ask(carer, 'POST', path, { ...view, accounts: [] })
  assert.deepEqual(
    replaced.body.views.map((one: { accounts: string[] }) => one.accounts),
    [[]],
  )
  const faulty = await ask(carer, 'POST', path, { ...view, communities: [-1], accounts })
  assert.equal(faulty.status, 400)
  assert.match(faulty.body.error.message, /view\.communities\[0\]/)
})

test('an account that turns out to be a child leaves every number of those who may not know', async (context) => {
  const people = await start(context, 'turned-out')
  const { ask, ada, carer, keys } = people
  const id = await opened(people)
  const [single] = (
    await ask(ada, 'POST', '/v1/cases', { kind: 'account', accounts: ['noor'], reason: 'Seen.' })
  ).body.cases
  const before = (await ask(ada, 'GET', '/v1/cases')).body
  assert.deepEqual(before.counts, { network: 1, account: 1, care: 0 })
  const shown = before.cases.find((one: { id: string }) => one.id === id)
  for (const account of ['m003', 'm029', 'noor']) {
    const said = { account, level: 'clear', protected: true, reason: 'A school page.' }
    assert.equal((await ask(keys.lead, 'POST', '/v1/standings', said)).status, 200)
  }
  const queue = (await ask(ada, 'GET', '/v1/cases')).body
  assert.deepEqual(queue.counts, { network: 1, account: 0, care: 0 })
  assert.deepEqual(
    queue.cases.map((one: { id: string }) => one.id),
    [id],
  )
  assert.deepEqual(queue.cases[0].priority, shown.priority)
  assert.equal(queue.cases[0].accounts, 28)
  assert.equal((await ask(ada, 'GET', `/v1/cases/${single.id}`)).status, 404)
  // page by page, each as full as any and none ending at somebody who is left out
  const accounts: string[] = []
  for (let place: string | null = ''; place !== null;) {
    const from: string = place && `&after=${place}`
    const { body } = await ask(ada, 'GET', `/v1/cases/${id}?limit=3${from}`)
    assert.equal(body.accounts, 28)
    const page = body.subjects.map((one: { account: string }) => one.account)
    assert.ok(page.length === 3 || body.next === null)
    accounts.push(...page)
    place = body.next
    assert.ok(place === null || place === page.at(-1))
  }
  assert.equal(accounts.length, 28)
  const full = (await ask(carer, 'GET', `/v1/cases/${id}`)).body
  assert.deepEqual([full.accounts, full.priority.minors, full.priority.value], [30, 4, 1000])
  const made = (await ask(ada, 'POST', '/v1/decisions', decision(id))).body
  assert.deepEqual(made.progress, { done: 28, total: 28 })
  assert.deepEqual([made.counts.applied, made.counts.leftOut], [28, null])
  const known = (await ask(carer, 'GET', `/v1/decisions/${made.id}`)).body
  assert.deepEqual([known.progress.total, known.counts.leftOut], [30, 2])
})

test('the queue of who may not know of children is ordered without them, and its places tell nothing', async (context) => {
  const running = await runService(join(root, 'ordered'), {
    networkOf: (name) => ({
      id: name,
      mark: 'mark',
      reach: name === 'network-1' ? 40 : 50,
      members: [
        { account: `${name}-a`, role: 'source', closeness: 1 },
        ...(name === 'network-1'
          ? [{ account: 'risky', role: 'at-risk' as const, closeness: 1 }]
          : []),
      ],
    }),
  })
  context.after(running.close)
  const { ask, keys, service } = running
  const carer = (await createKey(service.casework, 'lead', 'test', 'Cleo', true)).key
  await service.follower.catchUp()
  for (const name of ['network-1', 'network-2']) {
    await ask(keys.lead, 'POST', '/v1/cases', { ...opening, network: name })
  }
  const order = async (key: string) => {
    const { body } = await ask(key, 'GET', '/v1/cases?kind=network')
    return body.cases.map((one: { network: string }) => one.network)
  }
  assert.deepEqual(await order(carer), ['network-1', 'network-2'])
  assert.deepEqual(await order(keys.investigator), ['network-2', 'network-1'])
  const first = (await ask(keys.investigator, 'GET', '/v1/cases?limit=1')).body
  assert.match(first.next, /^50~/)
  const second = (await ask(keys.investigator, 'GET', `/v1/cases?limit=1&after=${first.next}`)).body
  assert.equal(second.cases[0].network, 'network-1')
})

test('somebody with a session and a key is one person when an appeal is answered', async (context) => {
  const { ask, keys, service } = await start(context, 'one-person')
  const { casework, follower } = service
  const asked = { name: 'Dana', role: 'lead', childSafety: false } as const
  const dana = await createPersonOfProvider(casework, asked, 'test')
  const said = parseDecision({ account: 'zed', level: 'withhold', reason: 'Seen.' })
  await decideStanding(casework, said, dana, () => UNKNOWN_STANDING)
  const { id, decidedBy } = await fileAppeal(
    casework,
    { account: 'zed', reference: 'z:1' },
    'test',
    () => UNKNOWN_STANDING,
  )
  assert.deepEqual(decidedBy, [{ id: dana.id, person: 'Dana' }])
  const herKey = (await createKey(casework, 'lead', 'test', 'dana')).key
  await follower.catchUp()
  const answer = { uphold: true, reason: 'On second thought.' }
  const path = `/v1/appeals/${id}/decide`
  assert.equal((await ask(herKey, 'POST', path, answer)).status, 403)
  assert.equal((await ask(keys.lead, 'POST', path, answer)).status, 200)
})

test('a signal opens a case once, and a child that one is about a case of care', async (context) => {
  const { ask, ada, carer, keys } = await start(context, 'signalled')
  const signals = ['zed', 'kim', 'zed'].map((account, i) => ({
    account,
    kind: 'hash-match',
    reference: `s:${i}`,
  }))
  for (const each of signals) {
    assert.equal((await ask(keys.ingest, 'POST', '/v1/signals', each)).body.accepted, 1)
  }
  const { counts } = (await ask(carer, 'GET', '/v1/cases')).body
  assert.deepEqual(counts, { network: 0, account: 1, care: 1 })
  const blind = (await ask(ada, 'GET', '/v1/cases')).body
  assert.deepEqual(blind.counts, { network: 0, account: 1, care: 0 })
})

test('a map opens a case for each network that has none, whatever it is called, and an import marks children in it', async (context) => {
  const { ask, ada, carer, service } = await start(context, 'mapped')
  const { casework, knownOf } = service
  assert.equal(await openNetworkCases(casework, [network, large], knownOf), 3)
  const renamed = { ...network, id: 'network-7', mark: 'mark-2' }
  assert.equal(await openNetworkCases(casework, [renamed, large], knownOf), 0)
  const [, one] = (await ask(ada, 'GET', '/v1/cases?kind=network')).body.cases
  assert.equal(one.accounts, 30)
  const isMinor = new Set(['m004', 'm005', 'nobody'])
  const minor = packStanding({ ageBand: 'minor' })
  service.replaceBase([...isMinor, 'kim'].map((account) => ({ account, standing: minor })))
  await markCasesOfBase(casework, isMinor, knownOf)
  const file = (await ask(ada, 'GET', `/v1/cases/${one.id}`)).body
  assert.deepEqual([file.accounts, file.subjects.length], [28, 28])
  assert.equal((await ask(ada, 'GET', '/v1/cases?kind=network')).body.cases[1].accounts, 28)
  const full = (await ask(carer, 'GET', `/v1/cases/${one.id}`)).body
  assert.deepEqual([full.accounts, full.priority.minors], [30, 4])
})

test('a lock ends by itself, and a refused removal comes to nobody', async (context) => {
  const clock = { aheadMillis: 0 }
  const people = await start(context, 'refused', { now: () => Date.now() + clock.aheadMillis })
  const { ask, ada, bo, service } = people
  const id = await opened(people)
  assert.equal((await ask(ada, 'POST', `/v1/cases/${id}/lock`, {})).status, 200)
  assert.equal((await ask(bo, 'POST', `/v1/cases/${id}/lock`, {})).status, 409)
  clock.aheadMillis = LOCK_MILLIS + 1000
  assert.equal((await ask(bo, 'GET', `/v1/cases/${id}`)).body.lock, null)
  const made = (await ask(bo, 'POST', '/v1/decisions', decision(id, { kind: 'remove' }))).body
  assert.equal(made.state, 'waiting')
  assert.equal((await ask(ada, 'POST', `/v1/cases/${id}/lock`, {})).status, 409)
  const path = `/v1/decisions/${made.id}`
  const refused = await ask(ada, 'POST', `${path}/refuse`, { reason: 'A fan club.' })
  assert.deepEqual([refused.status, refused.body.state], [200, 'refused'])
  assert.equal((await ask(bo, 'POST', `${path}/approve`, { reason: 'Still.' })).status, 409)
  assert.equal(await service.casework.store.standingOf('m000'), null)
})

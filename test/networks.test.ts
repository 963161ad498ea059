/** Questions about networks: who gets an answer, what is in it, and what the log says of it. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { packStanding } from '../src/model/standing.ts'
import { type AnswerSchema, assertConforms } from './conforms.ts'
import { deskOf } from './network-desk.ts'
import { plantedPlatform } from './planted-platform.ts'
import { type Running, runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-networks-'))
let running: Running
let caseId: string
before(async () => {
  const networks = deskOf(plantedPlatform(), (account): number =>
    running.service.guard.standingOf(account),
  )
  const standings = [{ account: 'seeker-9', standing: packStanding({ protected: true }) }]
  running = await runService(root, { networks, standings })
  const opened = await running.ask(running.keys.investigator, 'POST', '/v1/cases', {
    kind: 'account',
    accounts: ['source-4'],
    reason: 'For the questions.',
  })
  caseId = opened.body.cases[0].id
})
after(async () => {
  await running.close()
  rmSync(root, { recursive: true })
})

const QUESTIONS: readonly [question: string, body: object][] = [
  ['map', {}],
  ['map', { limit: 5, communities: [0] }],
  ['map', { summarised: true, communities: [0] }],
  ['expand', { from: ['source-4'], drawn: ['source-4', 'nobody'], hops: 2, limit: 30 }],
  ['context', { accounts: ['source-4', 'seeker-1', 'seeker-9'] }],
  ['evidence', { accounts: ['source-4', 'seeker-1'] }],
  ['unique-followers', { accounts: ['source-4', 'source-5'] }],
]
const ask = (question: string, body: object, role: 'investigator' | 'lead' = 'investigator') =>
  running.ask(running.keys[role], 'POST', `/v1/networks/network-1/${question}`, body)

const names = async () => JSON.stringify((await ask('map', { reason: 'x' })).body)

test('each answer is what the document says, and holds something', async () => {
  const { paths } = (await running.ask(null, 'GET', '/openapi.json')).body
  const schemaOf = (path: string, method: string): AnswerSchema =>
    paths[path][method].responses[200].content['application/json'].schema
  for (const [question, body] of QUESTIONS) {
    const answer = await ask(question, { ...body, case: caseId })
    assert.equal(answer.status, 200, `${question}: ${JSON.stringify(answer.body)}`)
    assertConforms(answer.body, schemaOf(`/v1/networks/{id}/${question}`, 'post'), question)
    if ('accounts' in answer.body) assert.ok(answer.body.accounts.length > 0, question)
  }
  const list = await running.ask(running.keys.auditor, 'GET', '/v1/networks')
  assertConforms(list.body, schemaOf('/v1/networks', 'get'))
  assert.equal(list.body.networks[0].id, 'network-1')
  assert.ok(!/source-\d|seeker-\d|other-\d/.test(JSON.stringify(list.body)))
})

test('no answer without a reason or a case that is there, none of a network that is not', async () => {
  for (const [question, body] of QUESTIONS) {
    const refused = await ask(question, body)
    assert.deepEqual([refused.status, refused.body.error.code], [400, 'bad_input'], question)
    const nowhere = await running.ask(
      running.keys.lead,
      'POST',
      `/v1/networks/network-99/${question}`,
      { ...body, reason: 'x' },
    )
    assert.deepEqual([nowhere.status, nowhere.body.error.code], [404, 'not_found'], question)
    const caseless = await ask(question, { ...body, case: 'case-none' })
    assert.deepEqual([caseless.status, caseless.body.error.code], [404, 'not_found'], question)
  }
})

test('each opening is in the log, with case, reason and numbers, and no account in it', async () => {
  const { store } = running.service.casework
  const last = (await store.lastAuditEntry())?.sequence ?? 0
  for (const [question, body] of QUESTIONS) {
    await ask(question, { ...body, case: caseId, reason: 'The second look.' }, 'lead')
  }
  const entries = await store.auditEntries({ after: last, limit: 100 })
  assert.equal(entries.length, QUESTIONS.length)
  for (const [k, { action, subject, reason, details }] of entries.entries()) {
    assert.deepEqual([action, subject, reason], ['network.opened', 'network-1', 'The second look.'])
    const { view, case: named, map } = Object(details)
    assert.deepEqual([view, named, map], [QUESTIONS[k][0], caseId, 'map-of-test'])
  }
  const [whole] = entries
  const { accounts, leftOut } = Object(whole.details)
  assert.ok(accounts > 20 && leftOut > 0)
  assert.ok(!/source-\d|seeker-\d|child-\d/.test(JSON.stringify(entries) + running.log.join('')))
})

test('who may be a child is not in any answer, by age or by decision', async () => {
  for (const [question, body] of QUESTIONS) {
    const answer = await ask(question, { ...body, reason: 'x' })
    const text = JSON.stringify(answer.body)
    assert.ok(!text.includes('child-1') && !text.includes('seeker-9'), question)
  }
  // the decision counts from the next question on
  const decided = { account: 'seeker-5', level: 'clear', protected: true, reason: 'x' }
  assert.ok((await names()).includes('"seeker-5"'))
  assert.equal((await running.ask(running.keys.lead, 'POST', '/v1/standings', decided)).status, 200)
  assert.ok(!(await names()).includes('"seeker-5"'))
})

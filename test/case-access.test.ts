/** Every operation on objects of child safety that are there: as if they were not, for who lacks the permission. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createKey } from '../src/casework/api-key.ts'
import { packStanding } from '../src/model/standing.ts'
import { runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-case-access-'))
after(() => rmSync(root, { recursive: true }))

test('a care case, the decision in it, its appeal and its reading are there for who has the permission, and for nobody else', async (context) => {
  const running = await runService(join(root, 'service'), {
    standings: [{ account: 'kim', standing: packStanding({ ageBand: 'minor' }) }],
    secondShare: 1,
  })
  context.after(running.close)
  const { ask, keys, service } = running
  const key = async (role: 'investigator' | 'lead', person: string) =>
    (await createKey(service.casework, role, 'test', person, true)).key
  const [cleo, dee] = [await key('lead', 'Cleo'), await key('investigator', 'Dee')]
  await service.follower.catchUp()
  const spec = { kind: 'care', accounts: ['kim'], reason: 'A school page.' }
  const [{ id }] = (await ask(cleo, 'POST', '/v1/cases', spec)).body.cases
  const protect = { case: id, kind: 'protect', reason: 'Young.', policy: 'rule 1' }
  const decision = (await ask(cleo, 'POST', '/v1/decisions', protect)).body
  assert.equal(decision.state, 'done')
  const filing = { account: 'kim', reference: 'k:1' }
  const appeal = (await ask(keys.ingest, 'POST', '/v1/appeals', filing)).body

  const why = { reason: 'Looked at.' }
  const support = { account: 'kim', action: 'refer', ...why }
  const operations: (readonly [string, string, object?])[] = [
    ['GET', `/v1/cases/${id}`],
    ['POST', `/v1/cases/${id}/lock`, {}],
    ['POST', `/v1/cases/${id}/lock`, { takeOver: true }],
    ['DELETE', `/v1/cases/${id}/lock`],
    ['POST', `/v1/cases/${id}/notes`, { text: 'x' }],
    ['POST', `/v1/cases/${id}/support`, support],
    ['POST', '/v1/decisions/preview', { case: id, kind: 'protect' }],
    ['POST', '/v1/decisions', protect],
    ['GET', `/v1/decisions/${decision.id}`],
    ['GET', `/v1/decisions/${decision.id}/aftermath`],
    ['POST', `/v1/decisions/${decision.id}/candidates`, {}],
    ['POST', `/v1/decisions/${decision.id}/approve`, why],
    ['POST', `/v1/decisions/${decision.id}/refuse`, why],
    ['POST', `/v1/decisions/${decision.id}/reverse`, why],
    ['POST', `/v1/appeals/${appeal.id}/decide`, { uphold: false, ...why }],
    ['POST', `/v1/cases/${id}/close`, why],
    ['POST', '/v1/second-readings', { case: id, verdict: 'protect', ...why }],
  ]
  /** What it answers to the same question about something that never was. */
  const absent = (text: string) =>
    text.replace(id, 'none').replace(decision.id, 'none').replace(appeal.id, 'none')
  for (const blind of [keys.investigator, keys.lead]) {
    for (const [method, path, body] of operations) {
      const { status, body: said } = await ask(blind, method, path, body)
      const never = body && JSON.parse(absent(JSON.stringify(body)))
      const other = await ask(blind, method, absent(path), never)
      assert.deepEqual([status, other.status], [404, 404], `${method} ${path}`)
      assert.equal(absent(said.error.message), other.body.error.message, `${method} ${path}`)
    }
    for (const path of ['/v1/cases', '/v1/cases?kind=care', '/v1/appeals', '/v1/second-readings']) {
      const { body } = await ask(blind, 'GET', path)
      assert.ok(!JSON.stringify(body).includes('kim'))
      for (const each of [id, decision.id, appeal.id]) {
        assert.ok(!JSON.stringify(body).includes(each), path)
      }
    }
  }
  // nothing of all that has changed anything
  assert.equal((await ask(cleo, 'GET', `/v1/cases/${id}`)).body.events.length, 0)
  for (const [method, path, body] of operations) {
    // another person answers an appeal, takes over nothing and reads a second time
    const isOther = path.includes('appeals') || path.includes('readings')
    const { status } = await ask(isOther ? dee : cleo, method, path, body)
    assert.ok([200, 201, 409].includes(status), `${method} ${path}: ${status}`)
    // a decision that is done is neither approved nor refused; all else is carried out
    assert.equal(status === 409, /approve|refuse/.test(path), `${method} ${path}: ${status}`)
  }
  for (const other of [keys.guard, keys.ingest, keys.auditor, keys.admin]) {
    for (const [method, path, body] of operations) {
      assert.equal((await ask(other, method, path, body)).status, 403, `${method} ${path}`)
    }
  }
})

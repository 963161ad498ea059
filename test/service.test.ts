/** What the service answers, over real HTTP and a real store. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKey, revokeKey } from '../src/casework/api-key.ts'
import { createSearchGuard, parseSearchList } from '../src/guard/search/index.ts'
import { KEY_ROLES, type KeyRole } from '../src/model/key-role.ts'
import { packStanding } from '../src/model/standing.ts'
import { deskOf } from './network-desk.ts'
import { plantedPlatform } from './planted-platform.ts'
import { type Running, runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-service-'))
const STANDINGS = [
  { account: 'withheld', standing: packStanding({ level: 'withhold' }) },
  { account: 'limited', standing: packStanding({ level: 'limit' }) },
  { account: 'kim', standing: packStanding({ ageBand: 'minor' }) },
  { account: 'seeker', standing: packStanding({ level: 'watch' }) },
]
const membersOf = (network: string) => (network === 'network-1' ? ['limited', 'bo'] : [])
let running: Running
before(async () => {
  const networks = deskOf(plantedPlatform())
  running = await runService(join(root, 'shared'), { standings: STANDINGS, membersOf, networks })
})
after(async () => {
  await running.close()
  rmSync(root, { recursive: true })
})

const FILTER = '/v1/recommendations/filter'
const SEARCH = '/v1/search/check'
const LEARN = '/v1/interactions/filter'
const asked = (more: object = {}) => ({
  viewer: 'viewer',
  surface: 'explore',
  candidates: ['ada', 'withheld', 'limited', 'bo', 'kim'],
  ...more,
})

/** What each role gets of an operation that is for these ones only. */
const only =
  (...roles: KeyRole[]) =>
  (status: number): Record<string, number> =>
    Object.fromEntries(KEY_ROLES.map((role) => [role, roles.includes(role) ? status : 403]))

/** The path as the document has it. */
const inDocument = (path: string) =>
  path
    .replace(/\?.*/, '')
    .replace(/(brake|case|decision|appeal)-\w+/, '{id}')
    .replace(/versions\/.*/, 'versions/{version}')
    .replace('network-1', '{id}')

/** What a server shows of an unknown account and one that was signalled. */
async function shows({ ask, keys }: Running): Promise<string[]> {
  const question = asked({ candidates: ['ada', 'zorblax'] })
  return (await ask(keys.guard, 'POST', FILTER, question)).body.allowed
}

async function withheld({ ask, keys }: Running, surface: string): Promise<number> {
  const question = asked({ surface, candidates: ['ada', 'zorblax'] })
  return (await ask(keys.guard, 'POST', FILTER, question)).body.withheld
}

/** Ask for something to be so until it is: another process hears of it, it is not told by us. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return
    await sleep(25)
  }
  assert.fail('it never came to be so')
}

test('filter parts the candidates by viewer and surface, and keeps their order', async () => {
  const { ask, keys } = running
  const { status, body } = await ask(keys.guard, 'POST', FILTER, asked())
  assert.equal(status, 200)
  assert.deepEqual(body, {
    decision: 'default-1/0',
    allowed: ['ada', 'bo', 'kim'],
    demoted: ['limited'],
    withheld: 1,
  })
  const seeking = await ask(keys.guard, 'POST', FILTER, asked({ viewer: 'seeker' }))
  assert.deepEqual(seeking.body.allowed, ['ada', 'bo'])
  const nobody = await ask(keys.guard, 'POST', FILTER, asked({ viewer: null }))
  assert.deepEqual(nobody.body.allowed, ['ada', 'bo', 'kim'])
})

test('interactions that must not be learnt from are left out by their place', async () => {
  const { ask, keys } = running
  const interactions = [
    { account: 'ada', target: 'bo', kind: 'view' },
    { account: 'ada', target: 'withheld', kind: 'view' },
    { account: 'withheld', target: 'ada', kind: 'follow' },
    { account: 'bo', target: 'ada', kind: 'follow' },
  ]
  const { status, body } = await ask(keys.guard, 'POST', LEARN, { interactions })
  assert.equal(status, 200)
  assert.deepEqual(body.learn, [0, 3])
})

test('a query on the list gets help and nothing else, in whatever spelling, and is never logged', async (context) => {
  const help = { title: 'Help', url: 'https://help.example/' }
  const list = parseSearchList({
    version: '1',
    entries: [
      { id: 'one', match: 'token', text: 'zorblax', tier: 'block' },
      { id: 'two', match: 'token', text: 'quibblefen', tier: 'resources' },
    ],
    resources: { everywhere: [help], regions: {} },
  })
  const searching = { guard: createSearchGuard({ list }), list }
  const { ask, keys, log, close } = await runService(join(root, 'searched'), { searching })
  context.after(close)
  const check = async (query: unknown, surface = 'search-accounts') =>
    ask(keys.guard, 'POST', SEARCH, { viewer: 'v', surface, query })
  for (const query of ['zorblax', 'Z0RBLAX', 'zor.blax', 'see zorblaxx anyway']) {
    const { status, body } = await check(query)
    assert.equal(status, 200)
    assert.deepEqual(body, { action: 'block', resources: [help] }, query)
  }
  const beside = await check('quibblefen')
  assert.deepEqual(beside.body, { action: 'resources', resources: [help] })
  assert.equal((await check('quibblefen', 'search-suggestions')).body.action, 'block')
  assert.deepEqual((await check('kittens')).body, { action: 'allow', resources: [] })
  assert.equal((await check('x'.repeat(1001))).status, 400)
  assert.equal((await check('kittens', 'feed')).status, 400)
  await ask(keys.lead, 'POST', '/v1/brakes', { scope: { tag: 'kittens' }, reason: 'x', minutes: 1 })
  assert.equal((await check('#Kittens')).body.action, 'block')
  const { body: metrics } = await ask(null, 'GET', '/metrics')
  assert.match(metrics, /firebreak_queries_total\{surface="search-accounts",action="block"\} 5/)
  for (const text of [metrics, log.join('')]) assert.ok(!/zorblax|kittens/i.test(text))
})

test('a signal shields its account in the very next answer, and again changes nothing', async () => {
  const { ask, keys } = running
  const signal = {
    account: 'zorblax',
    kind: 'hash-match',
    reference: 'case 1',
    at: '2026-01-02T03:04:05Z',
  }
  const one = await ask(keys.ingest, 'POST', '/v1/signals', signal)
  assert.deepEqual([one.status, one.body], [200, { accepted: 1, rejected: [] }])
  const shown = await ask(keys.guard, 'POST', FILTER, asked({ candidates: ['zorblax', 'ada'] }))
  assert.deepEqual(shown.body.allowed, ['ada'])
  const before = await running.service.casework.store.signals({ after: 0, limit: 100 })
  const many = await ask(keys.ingest, 'POST', '/v1/signals', [
    signal,
    { ...signal, confidence: 0.3 },
    { account: 'kim', kind: 'report', confidence: 0.9 },
    { account: 'x', tag: 'y', kind: 'report' },
    { account: 'x', kind: 'rumour' },
    { account: '', kind: 'report' },
    { tag: 'quibblefen', kind: 'partner', confidence: 1.5 },
    { account: 'x', kind: 'report', at: 'yesterday' },
    { account: 'half \ud800', kind: 'report' },
    { tag: 'é'.repeat(129), kind: 'report' },
    { account: 'x', kind: 'report', colour: 'red' },
    null,
  ])
  assert.equal(many.status, 200)
  assert.equal(many.body.accepted, 2)
  const rejected: { index: number; reason: string }[] = many.body.rejected
  assert.deepEqual(
    rejected.map(({ index }) => index),
    [1, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  )
  for (const { reason } of rejected) assert.match(reason, /;/, reason)
  const kept = await running.service.casework.store.signals({ after: 0, limit: 100 })
  assert.equal(kept.length, before.length + 1)
  // a child with an accepted signal is shielded from strangers, not sanctioned
  const kim = await ask(keys.guard, 'POST', FILTER, asked({ candidates: ['kim'] }))
  assert.equal(kim.body.withheld, 1)
  const search = asked({ surface: 'search-accounts', candidates: ['kim'] })
  assert.deepEqual((await ask(keys.guard, 'POST', FILTER, search)).body.demoted, ['kim'])
})

test('a brake holds in the answer after its own, one key cannot release it, two can', async () => {
  const { ask, keys } = running
  const pull = { scope: { surface: 'explore' }, reason: 'A flood.', minutes: 5 }
  const { status, body } = await ask(keys.investigator, 'POST', '/v1/brakes', pull)
  assert.equal(status, 201)
  assert.deepEqual([body.scope, body.live, body.releasedAt], [pull.scope, true, null])
  const held = await ask(keys.guard, 'POST', FILTER, asked())
  assert.deepEqual([held.body.allowed, held.body.withheld], [[], 5])
  assert.match(held.body.decision, /\/brake-[0-9a-f]{16}$/)
  assert.equal((await ask(keys.guard, 'POST', FILTER, asked({ surface: 'feed' }))).body.withheld, 2)

  const release = (role: KeyRole) => ask(keys[role], 'DELETE', `/v1/brakes/${body.id}`)
  for (const role of ['lead', 'lead', 'investigator'] as const) {
    const waiting = await release(role)
    assert.deepEqual([waiting.status, waiting.body.live], [202, true], role)
  }
  assert.equal((await ask(keys.guard, 'POST', FILTER, asked())).body.withheld, 5)
  assert.equal((await release('admin')).status, 200)
  assert.equal((await release('admin')).status, 200)
  assert.equal((await ask(keys.guard, 'POST', FILTER, asked())).body.withheld, 2)
  const { brakes } = (await ask(keys.auditor, 'GET', '/v1/brakes')).body
  assert.equal(brakes.length, 1)
  assert.equal(brakes[0].releaseAskedBy.length, 3)
})

test('a brake on a network holds its accounts, and one that is not mapped is refused', async () => {
  const { ask, keys } = running
  const pull = (network: string) =>
    ask(keys.lead, 'POST', '/v1/brakes', { scope: { network }, reason: 'x', minutes: 1 })
  const refused = await pull('network-9')
  assert.deepEqual([refused.status, refused.body.error.code], [400, 'bad_input'])
  const { body } = await pull('network-1')
  const { allowed, demoted } = (await ask(keys.guard, 'POST', FILTER, asked())).body
  assert.ok(allowed.includes('ada') && !allowed.includes('bo') && demoted.length === 0)
  assert.ok(!JSON.stringify(body).includes('limited'))
  for (const role of ['lead', 'admin'] as const)
    await ask(keys[role], 'DELETE', `/v1/brakes/${body.id}`)
})

test('a brake on a network outlives the map that it was pulled on, on every server', async (context) => {
  const dir = join(root, 'remapped')
  const first = await runService(dir, { membersOf })
  const pull = { scope: { network: 'network-1' }, reason: 'x', minutes: 5 }
  const { body } = await first.ask(first.keys.lead, 'POST', '/v1/brakes', pull)
  assert.equal(body.heldAccounts, 2)
  const question = asked({ candidates: ['ada', 'bo', 'limited'] })
  // another server already has the new map, in which the number stands for others
  const second = await runService(dir, { membersOf: () => ['ada'] })
  context.after(second.close)
  await first.close()
  assert.deepEqual((await second.ask(second.keys.guard, 'POST', FILTER, question)).body.allowed, [
    'ada',
  ])
  const listed = JSON.stringify((await second.ask(second.keys.admin, 'GET', '/v1/brakes')).body)
  assert.ok(listed.includes('"heldAccounts":2') && !listed.includes('limited'))
  for (const role of ['lead', 'admin'] as const)
    await second.ask(second.keys[role], 'DELETE', `/v1/brakes/${body.id}`)
  assert.equal((await second.ask(second.keys.guard, 'POST', FILTER, question)).body.withheld, 0)
})

test('every operation × every role, and no key, a false one, a revoked one', async () => {
  const { ask, keys, service } = running
  const brakes = { scope: { tag: 'table' }, reason: 'The table.', minutes: 1 }
  const brake = await ask(keys.admin, 'POST', '/v1/brakes', brakes)
  const all = Object.fromEntries(KEY_ROLES.map((role) => [role, 200]))
  const pullers = only('investigator', 'lead', 'admin')
  const readers = only('lead', 'auditor', 'admin')
  const writers = only('lead', 'admin')
  const workers = only('investigator', 'lead')
  const support = { account: 'kim', action: 'refer', reason: 'x' }
  const view = { name: 'x', map: 'x', summarised: false, communities: [], accounts: [] }
  const decision = { case: 'case-none', kind: 'limit', reason: 'x', policy: 'rule 1' }
  const table: [string, string, unknown, Record<string, number>][] = [
    ['POST', FILTER, asked(), only('guard', 'admin')(200)],
    ['POST', LEARN, { interactions: [] }, only('guard', 'admin')(200)],
    ['POST', SEARCH, { surface: 'tag-page', query: 'ada' }, only('guard', 'admin')(200)],
    ['GET', '/v1/guard/snapshot', undefined, only('guard', 'admin')(200)],
    ['GET', '/v1/guard/changes?after=0', undefined, only('guard', 'admin')(200)],
    ['GET', '/v1/guard/brakes/brake-none/members', undefined, only('guard', 'admin')(404)],
    ['POST', '/v1/signals', [], only('ingest', 'investigator', 'lead', 'admin')(200)],
    ['POST', '/v1/standings', { account: 'table', level: 'limit', reason: 'x' }, pullers(200)],
    [
      'POST',
      '/v1/standings/history',
      { account: 'table' },
      only('investigator', 'lead', 'auditor', 'admin')(200),
    ],
    ['POST', '/v1/brakes', brakes, pullers(201)],
    ['POST', '/v1/automation/resume', { reason: 'The table.' }, only('lead', 'admin')(200)],
    ['GET', '/v1/brakes', undefined, all],
    // the last of the three is an admin, and the two before are other keys
    [
      'DELETE',
      `/v1/brakes/${brake.body.id}`,
      undefined,
      { ...pullers(202), lead: 200, admin: 200 },
    ],
    ['DELETE', '/v1/brakes/brake-none', undefined, pullers(404)],
    ['GET', '/v1/log?limit=1', undefined, readers(200)],
    ['GET', '/v1/log/verification', undefined, readers(200)],
    ['GET', '/v1/audits', undefined, only('investigator', 'lead', 'auditor', 'admin')(200)],
    ['GET', '/v1/people', undefined, only('investigator', 'lead', 'auditor', 'admin')(200)],
    ['GET', '/v1/session', undefined, all],
    // a key has no session to end and no password to change
    ['DELETE', '/v1/session', undefined, only()(200)],
    [
      'POST',
      '/v1/session/password',
      { current: 'zorblax', next: 'quibblefen zorblax' },
      only()(200),
    ],
    ['GET', '/v1/policy', undefined, readers(200)],
    ['GET', '/v1/search-list', undefined, readers(200)],
    ['GET', '/v1/policy/shadow', undefined, readers(200)],
    ['GET', '/v1/policy/versions/1', undefined, readers(404)],
    // who reads counts and versions does not read the terms of a list
    ['GET', '/v1/search-list/versions/1', undefined, writers(404)],
    ['POST', '/v1/policy/drafts', {}, writers(400)],
    ['POST', '/v1/search-list/drafts', {}, writers(400)],
    ['POST', '/v1/search-list/trials', { queries: ['ada'] }, writers(404)],
    ['POST', '/v1/policy/switch', { version: 9, reason: 'The table.' }, writers(404)],
    ['POST', '/v1/search-list/switch', { version: 9, reason: 'The table.' }, writers(404)],
    ['GET', '/v1/networks', undefined, only('investigator', 'lead', 'auditor')(200)],
    ...['map', 'expand', 'context', 'evidence', 'unique-followers'].map(
      (question): [string, string, unknown, Record<string, number>] => [
        'POST',
        `/v1/networks/network-1/${question}`,
        { reason: 'The table.', accounts: ['seeker-1'], from: ['seeker-1'] },
        only('investigator', 'lead')(200),
      ],
    ),
    ['GET', '/v1/cases', undefined, workers(200)],
    ['POST', '/v1/cases', { kind: 'network', network: 'none', reason: 'x' }, workers(400)],
    ['GET', '/v1/cases/case-none', undefined, workers(404)],
    ['POST', '/v1/cases/case-none/lock', {}, workers(404)],
    ['DELETE', '/v1/cases/case-none/lock', undefined, workers(404)],
    ['POST', '/v1/cases/case-none/notes', { text: 'x' }, workers(404)],
    ['POST', '/v1/cases/case-none/support', support, workers(404)],
    ['POST', '/v1/cases/case-none/close', { reason: 'x' }, workers(404)],
    ['POST', '/v1/cases/case-none/views', view, workers(404)],
    ['GET', '/v1/cases/case-none/views', undefined, workers(404)],
    ['POST', '/v1/decisions/preview', { case: 'case-none', kind: 'limit' }, workers(404)],
    ['POST', '/v1/decisions', decision, workers(404)],
    ['GET', '/v1/decisions/decision-none', undefined, workers(404)],
    ['GET', '/v1/decisions/decision-none/aftermath', undefined, workers(404)],
    ['POST', '/v1/decisions/decision-none/candidates', {}, only('investigator', 'lead')(404)],
    ['POST', '/v1/decisions/decision-none/approve', { reason: 'x' }, workers(404)],
    ['POST', '/v1/decisions/decision-none/refuse', { reason: 'x' }, workers(404)],
    ['POST', '/v1/decisions/decision-none/reverse', { reason: 'x' }, workers(404)],
    ['POST', '/v1/appeals', { account: 'nobody', reference: 'r' }, only('guard', 'ingest')(404)],
    ['GET', '/v1/appeals', undefined, workers(200)],
    ['POST', '/v1/appeals/appeal-none/decide', { uphold: true, reason: 'x' }, workers(404)],
    ['GET', '/v1/second-readings', undefined, workers(200)],
    [
      'POST',
      '/v1/second-readings',
      { case: 'case-none', verdict: 'none', reason: 'x' },
      workers(404),
    ],
    ['GET', '/v1/agreement', undefined, only('lead')(200)],
  ]
  const revoked = await createKey(service.casework, 'admin', 'test')
  await revokeKey(service.casework, revoked.id, 'test')
  await service.follower.catchUp()
  for (const [method, path, body, expected] of table) {
    for (const role of KEY_ROLES) {
      const { status } = await ask(keys[role], method, path, body)
      assert.equal(status, expected[role], `${method} ${path} as ${role}`)
    }
    for (const key of [null, 'firebreak_false', revoked.key, '{', keys.admin.slice(1)]) {
      const { status, body: refusal, headers } = await ask(key, method, path, body)
      assert.equal(status, 401, `${method} ${path} with ${key}`)
      assert.equal(refusal.error.code, 'unauthorized')
      assert.equal(headers.get('www-authenticate'), 'Bearer')
    }
  }
  for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json']) {
    assert.equal((await ask(null, 'GET', path)).status, 200, path)
  }
  // an operation that is in the document and not in this table has nobody who thought about it
  const { paths } = (await ask(null, 'GET', '/openapi.json')).body
  const documented = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const tested = table.map(([method, path]) => `${method} ${inDocument(path)}`)
  // whoever signs in has nothing else yet
  const { status } = await ask(null, 'POST', '/v1/session', { name: 'Ada', password: 'zorblax' })
  assert.equal(status, 401)
  for (const path of ['/v1/session/provider', '/v1/session/provider/back']) {
    assert.equal((await ask(null, 'GET', path)).status, 404, path)
  }
  const { body: ways } = await ask(null, 'GET', '/v1/session/ways')
  assert.deepEqual(ways, { provider: false })
  const provider = ['GET /v1/session/provider', 'GET /v1/session/provider/back']
  const open = [
    ...provider,
    'GET /v1/session/ways',
    'POST /v1/session',
    'GET /healthz',
    'GET /readyz',
    'GET /metrics',
  ]
  assert.deepEqual(documented.toSorted(), [...new Set([...tested, ...open])].toSorted())
  await ask(keys.lead, 'DELETE', `/v1/brakes/${brake.body.id}`)
})

test('release: every role × every state of a brake, own twice, and by two keys of one person', async () => {
  const { ask, keys, service } = running
  const { casework, follower } = service
  const ofAda = { lead: '', admin: '' }
  for (const role of ['lead', 'admin'] as const)
    ofAda[role] = (await createKey(casework, role, 'test', 'Ada')).key
  await follower.catchUp()
  const pull = { scope: { tag: 'states' }, reason: 'x', minutes: 1 }
  const pulled = async (): Promise<string> =>
    (await ask(keys.investigator, 'POST', '/v1/brakes', pull)).body.id
  const release = async (key: string, id: string) => {
    const { status, body } = await ask(key, 'DELETE', `/v1/brakes/${id}`)
    return body.error ? `${status} ${body.error.code}` : `${status} ${body.live ? 'live' : 'over'}`
  }
  const askedOnce = async () => {
    const id = await pulled()
    await release(ofAda.lead, id)
    return id
  }
  const released = async () => {
    const id = await askedOnce()
    await release(keys.admin, id)
    return id
  }
  const none = '403 forbidden'
  const machines = { guard: none, ingest: none, auditor: none }
  const [live, over] = ['202 live', '200 over']
  const states: [string, () => Promise<string>, Record<KeyRole, string>][] = [
    ['pulled', pulled, { ...machines, investigator: live, lead: live, admin: live }],
    ['asked for once', askedOnce, { ...machines, investigator: live, lead: over, admin: over }],
    ['released', released, { ...machines, investigator: over, lead: over, admin: over }],
  ]
  for (const [state, make, expected] of states) {
    for (const role of KEY_ROLES) {
      assert.equal(await release(keys[role], await make()), expected[role], `${role}, ${state}`)
    }
  }
  // one's own again is nothing new, whoever pulled it; one's own with another key is refused
  const id = await pulled()
  for (let times = 0; times < 3; times++) assert.equal(await release(keys.investigator, id), live)
  assert.equal(await release(ofAda.admin, id), over)
  const other = await askedOnce()
  assert.equal(await release(ofAda.lead, other), live)
  const { status, body } = await ask(ofAda.admin, 'DELETE', `/v1/brakes/${other}`)
  assert.deepEqual([status, body.error.code], [403, 'forbidden'])
  assert.match(body.error.message, /with another key or signed in; another person has to ask/)
  assert.equal(await release(keys.lead, other), over)
  // a revoked key cannot complete what it began, and what it said counts on
  const leaver = await createKey(casework, 'lead', 'test')
  await follower.catchUp()
  const last = await pulled()
  assert.equal(await release(leaver.key, last), live)
  await revokeKey(casework, leaver.id, 'test')
  await follower.catchUp()
  assert.equal(await release(leaver.key, last), '401 unauthorized')
  assert.equal(await release(keys.lead, last), over)
  const { brakes } = (await ask(keys.admin, 'GET', '/v1/brakes')).body
  for (const each of brakes)
    for (const key of [keys.lead, keys.admin]) if (each.live) await release(key, each.id)
})

test('a faulty question gets its status, a code and one sentence', async () => {
  const { ask, keys } = running
  const cases: [unknown, number, string][] = [
    [asked({ surface: 'attic' }), 400, 'bad_input'],
    [asked({ candidates: 'ada' }), 400, 'bad_input'],
    [asked({ candidates: Array.from({ length: 5001 }, String) }), 400, 'bad_input'],
    [asked({ candidates: [7] }), 400, 'bad_input'],
    [asked({ candidates: [''] }), 400, 'bad_input'],
    [asked({ candidates: ['é'.repeat(129)] }), 400, 'bad_input'],
    [asked({ viewer: 7 }), 400, 'bad_input'],
    [{}, 400, 'bad_input'],
    [[], 400, 'bad_input'],
    ['null', 400, 'bad_input'],
    ['{', 400, 'bad_json'],
    ['', 400, 'bad_json'],
    [asked({ candidates: Array.from({ length: 5000 }, () => 'x'.repeat(1000)) }), 413, 'too_large'],
    ['{"__proto__":{"surface":"feed"},"candidates":[]}', 400, 'bad_input'],
  ]
  for (const [body, status, code] of cases) {
    const answer = await ask(keys.guard, 'POST', FILTER, body)
    assert.deepEqual(
      [answer.status, answer.body.error?.code],
      [status, code],
      String(body).slice(0, 60),
    )
    assert.deepEqual(Object.keys(answer.body.error), ['code', 'message'])
  }
  assert.equal(
    (
      await ask(
        keys.guard,
        'POST',
        FILTER,
        asked({ candidates: Array.from({ length: 5000 }, String) }),
      )
    ).status,
    200,
  )
  const nowhere = await ask(keys.guard, 'GET', '/v1/attic')
  assert.deepEqual([nowhere.status, nowhere.body.error.code], [404, 'not_found'])
  const form = await fetch(running.url + FILTER, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.guard}`, 'content-type': 'text/plain' },
    body: 'x',
  })
  assert.equal(form.status, 415)
})

test('a key that floods is slowed down, other keys and other operations are not', async (context) => {
  const { ask, keys, close } = await runService(join(root, 'flooded'), { mostPerSecond: 1 })
  context.after(close)
  const flood = Array.from({ length: 20 }, () => ask(keys.admin, 'GET', '/v1/brakes'))
  const slowed = (await Promise.all(flood)).filter(({ status }) => status === 429)
  assert.ok(slowed.length > 0)
  assert.equal(slowed[0].body.error.code, 'too_many')
  assert.equal(slowed[0].headers.get('retry-after'), '1')
  assert.equal((await ask(keys.lead, 'GET', '/v1/brakes')).status, 200)
  assert.equal((await ask(keys.admin, 'POST', FILTER, asked())).status, 200)
})

test('metrics count what was decided, and neither they nor the log name anybody', async () => {
  const { ask, keys, log, app } = running
  await ask(keys.guard, 'POST', FILTER, asked())
  const { body, headers } = await ask(null, 'GET', '/metrics')
  assert.match(headers.get('content-type')!, /text\/plain/)
  assert.match(body, /firebreak_candidates_total\{surface="explore",action="withhold"\} [1-9]/)
  assert.match(body, /firebreak_signals_total\{outcome="rejected"\} 10/)
  assert.match(
    body,
    /firebreak_request_duration_seconds_count\{operation="filterRecommendations",status="200"\}/,
  )
  assert.match(body, /firebreak_requests_refused_total\{code="unauthorized"\}/)
  assert.match(body, /firebreak_guard_live 1/)
  app.log.error({ err: new Error('zorblax was here') })
  for (const text of [body, log.join('')]) {
    for (const name of ['zorblax', 'withheld"', 'seeker', 'kim', ...Object.values(keys)]) {
      assert.ok(!text.includes(name), name)
    }
  }
  assert.ok(log.length > 0)
})

test('two servers on one workspace are one: each enforces what the other was told', async (context) => {
  const dir = join(root, 'two')
  const one = await runService(dir)
  const other = await runService(dir)
  context.after(() => Promise.all([one.close(), other.close()]))
  await one.ask(one.keys.ingest, 'POST', '/v1/signals', { account: 'zorblax', kind: 'partner' })
  await eventually(async () => (await shows(other)).length === 1)
  const pull = { scope: { all: true }, reason: 'x', minutes: 1 }
  const { body } = await other.ask(other.keys.lead, 'POST', '/v1/brakes', pull)
  await eventually(async () => (await shows(one)).length === 0)
  // the two people may ask two different servers, and a key of one opens the other
  assert.equal((await one.ask(other.keys.lead, 'DELETE', `/v1/brakes/${body.id}`)).status, 202)
  assert.equal((await other.ask(one.keys.admin, 'DELETE', `/v1/brakes/${body.id}`)).status, 200)
  await eventually(async () => (await shows(one)).length === 1)
})

test('a brake survives its server, and ends by itself', async (context) => {
  const dir = join(root, 'restarted')
  const first = await runService(dir)
  const pull = { scope: { all: true }, reason: 'x', minutes: 1 }
  const pulled = await first.ask(first.keys.lead, 'POST', '/v1/brakes', pull)
  await first.close()
  const second = await runService(dir)
  context.after(second.close)
  const { ask, keys, service } = second
  assert.equal((await ask(keys.guard, 'POST', FILTER, asked())).body.withheld, 5)
  const question = { surface: 'explore', region: null, tag: null } as const
  const end = Date.parse(pulled.body.endsAt)
  assert.ok(service.brakes.holding(question, end - 1))
  assert.equal(service.brakes.holding(question, end), null)
})

test('a standing with an end counts until then and is taken back by itself', async (context) => {
  const dir = join(root, 'ending')
  const base = [{ account: 'zorblax', standing: packStanding({ level: 'limit' }) }]
  const server = await runService(dir, { standings: base })
  context.after(server.close)
  const { service, ask, keys } = server
  const until = (expiresAtMillis: number) =>
    service.casework.store.transact((tx) =>
      tx.setStanding({
        account: 'zorblax',
        standing: packStanding({ level: 'withhold' }),
        setBy: 'software',
        reason: 'A test.',
        atMillis: 1,
        expiresAtMillis,
      }),
    )
  const asks = async () =>
    (await ask(keys.guard, 'POST', FILTER, asked({ candidates: ['zorblax'] }))).body
  await until(Date.now() + 3_600_000)
  await service.follower.catchUp()
  assert.equal((await asks()).withheld, 1)
  await until(Date.now() + 1)
  await eventually(async () => (await asks()).demoted.length === 1)
})

test('a clock that is set back puts no end off and brings nothing back, not by a restart either', async (context) => {
  const dir = join(root, 'set-back')
  let setBackMillis = 0
  const now = () => Date.now() - setBackMillis
  const first = await runService(dir, { now })
  const { store } = first.service.casework
  const atMillis = now()
  const expiresAtMillis = atMillis + 1500
  const ends = { id: 'brake-short', pulledAtMillis: atMillis, endsAtMillis: expiresAtMillis }
  await store.transact(async (tx) => {
    await tx.putBrake({
      ...ends,
      scope: { surface: 'explore' },
      reason: 'A test.',
      pulledBy: 'key-of-lea',
      heldAccounts: null,
      releaseAskedBy: [],
      releasedAtMillis: null,
      endedAtMillis: null,
    })
    const standing = packStanding({ level: 'withhold' })
    const why = { setBy: 'software', reason: 'A test.' }
    await tx.setStanding({ account: 'zorblax', standing, ...why, atMillis, expiresAtMillis })
  })
  await first.service.follower.catchUp()
  assert.deepEqual([await withheld(first, 'explore'), await withheld(first, 'feed')], [2, 1])
  setBackMillis = 86_400_000
  // a pull under the new clock holds, as one under the old does
  const pull = { scope: { tag: 'quibblefen' }, reason: 'x', minutes: 1 }
  assert.equal((await first.ask(first.keys.lead, 'POST', '/v1/brakes', pull)).body.live, true)
  assert.deepEqual([await withheld(first, 'explore'), await withheld(first, 'feed')], [2, 1])
  await eventually(async () => (await withheld(first, 'explore')) === 0)
  assert.equal(await withheld(first, 'feed'), 0)
  assert.ok(now() < atMillis)
  // the guard lets go at once, and notes it after that
  await eventually(async () => (await store.brake(ends.id))?.endedAtMillis !== null)
  const log = await store.auditEntries({ after: 0, limit: 100 })
  assert.deepEqual(
    log.filter(({ subject }) => subject === ends.id).map(({ action }) => action),
    ['brake.ended'],
  )
  await first.close()
  const second = await runService(dir, { now })
  context.after(second.close)
  const held = second.service.brakes.live(now()).map(({ scope }) => scope)
  assert.deepEqual(held, [pull.scope])
})

test('a store that fails is said, keeps nothing by halves, and the guard answers on', async (context) => {
  const dir = join(root, 'failing')
  const { ask, keys, close, log, service } = await runService(dir, {
    standings: STANDINGS,
    staleAfterMillis: 300,
  })
  context.after(close)
  const database = new DatabaseSync(join(dir, 'firebreak.sqlite'))
  context.after(() => database.close())
  database.exec('begin immediate')
  // held by another process for longer than a writer waits
  const refused = ask(keys.ingest, 'POST', '/v1/signals', { account: 'zorblax', kind: 'partner' })
  assert.deepEqual((await ask(keys.guard, 'POST', FILTER, asked())).body.withheld, 1)
  const { status, body } = await refused
  assert.deepEqual([status, body.error.code], [503, 'store_unavailable'])
  database.exec('rollback')

  // what nobody foresaw is a 500 that says nothing, and a state that grows old is said
  database.exec('alter table brakes rename to elsewhere')
  const fault = await ask(keys.lead, 'GET', '/v1/brakes')
  assert.deepEqual(fault.body, {
    error: { code: 'internal', message: 'Something went wrong on our side.' },
  })
  assert.ok(!log.join('').includes('no such table'))
  await eventually(async () => (await ask(null, 'GET', '/readyz')).status === 503)
  const stale = (await ask(keys.guard, 'POST', FILTER, asked())).body
  assert.match(stale.decision, /\/stale$/)
  assert.deepEqual(stale.allowed, ['kim'], 'explore is closed: only who is known to be clear')
  assert.equal((await ask(keys.guard, 'POST', FILTER, asked({ surface: 'feed' }))).body.withheld, 1)

  database.exec('alter table elsewhere rename to brakes')
  await eventually(async () => (await ask(null, 'GET', '/readyz')).status === 200)
  assert.equal(service.guard.state, 'live')
})

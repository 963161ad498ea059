/** Policy and search list in versions: drafted, compared or tried, switched on, followed, put back. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyLog } from '../src/casework/verify-log.ts'
import { openCasework } from '../src/cli/open-casework.ts'
import { createKey } from '../src/casework/api-key.ts'
import { DEFAULT_POLICY } from '../src/model/default-policy.ts'
import { type Policy } from '../src/model/policy.ts'
import { packStanding } from '../src/model/standing.ts'
import { killServer, startServer } from './kill-server.ts'
import { type Running, runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-documents-'))
after(() => rmSync(root, { recursive: true }))

const standings = [
  { account: 'limited', standing: packStanding({ level: 'limit' }) },
  { account: 'withheld', standing: packStanding({ level: 'withhold' }) },
]
const stricter: Policy = {
  ...DEFAULT_POLICY,
  version: 'stricter-2',
  show: [
    {
      id: 'limited-nowhere',
      reason: 'A test.',
      surfaces: ['explore'],
      candidate: { levels: ['limit'] },
      action: 'withhold',
    },
    ...DEFAULT_POLICY.show,
  ],
}
const help = { title: 'Help', url: 'https://help.example/' }
const listOf = (version: string, ...terms: [text: string, match: string, tier: string][]) => ({
  version,
  entries: terms.map(([text, match, tier], i) => ({ id: `e${i}`, match, text, tier })),
  resources: { everywhere: [help], regions: {} },
})

const filter = async ({ ask, keys }: Running, surface = 'explore') =>
  (
    await ask(keys.guard, 'POST', '/v1/recommendations/filter', {
      viewer: 'ada',
      surface,
      candidates: ['bo', 'limited', 'withheld'],
    })
  ).body

const search = async ({ ask, keys }: Running, query: string) =>
  (await ask(keys.guard, 'POST', '/v1/search/check', { surface: 'search-accounts', query })).body
    .action

const shadowOf = async ({ ask, keys }: Running) =>
  (await ask(keys.auditor, 'GET', '/v1/policy/shadow')).body

/** Another server hears of it; it is not told by us. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return
    await sleep(25)
  }
  assert.fail('it never came to be so')
}

test('a draft policy is counted at two servers, decides at none, is switched on at both and put back', async (context) => {
  const dir = join(root, 'policy')
  const one = await runService(dir, { standings })
  const other = await runService(dir, { standings })
  context.after(() => Promise.all([one.close(), other.close()]))
  const { ask, keys } = one
  const before = await filter(one)
  assert.equal((await ask(keys.lead, 'GET', '/v1/policy')).body.live, null)

  const drafted = await ask(keys.lead, 'POST', '/v1/policy/drafts', stricter)
  // what counted until then is version 1, so that it can be put back
  assert.deepEqual(
    [drafted.status, drafted.body.version, drafted.body.name],
    [201, 2, 'stricter-2'],
  )
  await eventually(async () => (await shadowOf(other)).draft === 'stricter-2')
  for (const server of [one, other]) {
    assert.deepEqual(await filter(server), before, 'a draft decides nothing')
    await filter(server)
    await filter(server, 'feed')
    assert.deepEqual(await shadowOf(server), {
      draft: 'stricter-2',
      compared: 9,
      differences: [{ surface: 'explore', change: 'demote->withhold', count: 2 }],
    })
    const { body: metrics } = await server.ask(null, 'GET', '/metrics')
    assert.match(
      metrics,
      /firebreak_shadow_difference_total\{surface="explore",change="demote->withhold"\} 2/,
    )
  }

  const on = { version: 2, reason: 'Two weeks in the shadow.' }
  const switched = await ask(keys.admin, 'POST', '/v1/policy/switch', on)
  assert.deepEqual(switched.body, { live: 2, draft: null, enforced: 2 })
  const after = { decision: 'stricter-2/0', allowed: ['bo'], demoted: [], withheld: 2 }
  assert.deepEqual(await filter(one), after)
  await eventually(async () => (await filter(other)).decision === 'stricter-2/0')
  assert.deepEqual(await filter(other), after)
  assert.deepEqual(await shadowOf(other), { draft: null, compared: 0, differences: [] })
  const { body: metrics } = await other.ask(null, 'GET', '/metrics')
  assert.match(metrics, /firebreak_document_version\{kind="policy"\} 2/)

  const back = { version: 1, reason: 'Too strict.' }
  assert.equal((await other.ask(other.keys.lead, 'POST', '/v1/policy/switch', back)).status, 200)
  await eventually(async () => (await filter(one)).demoted.length === 1)
  const { body } = await ask(keys.auditor, 'GET', '/v1/policy')
  assert.deepEqual([body.live, body.draft, body.enforced], [1, null, 1])
  assert.deepEqual(
    body.versions.map(({ name }: { name: string }) => name),
    ['stricter-2', DEFAULT_POLICY.version],
  )
  const read = await ask(keys.auditor, 'GET', '/v1/policy/versions/2')
  assert.deepEqual(read.body.document.show, JSON.parse(JSON.stringify(stricter.show)))

  // each switch is in the log, with who and why, and the chain holds
  const { store, signer } = one.service.casework
  const entries = (await store.auditEntries({ after: 0, limit: 100 })).filter(
    ({ action }) => action === 'document.switched',
  )
  assert.deepEqual(
    entries.map(({ subject, reason }) => [subject, reason]),
    [
      ['policy/1', 'The first version.'],
      ['policy/2', on.reason],
      ['policy/1', back.reason],
    ],
  )
  assert.deepEqual((await verifyLog(store, signer)).breaks, [])
})

test('a bad policy is refused with a sentence that names the field, and changes nothing', async (context) => {
  const server = await runService(join(root, 'refused'), { standings })
  context.after(server.close)
  const { ask, keys } = server
  const put = (policy: unknown) => ask(keys.lead, 'POST', '/v1/policy/drafts', policy)
  const cases: [unknown, RegExp][] = [
    [
      { ...stricter, mode: 'perhaps' },
      /^policy\.mode is "perhaps"; write one of enforce, shadow\.$/,
    ],
    [
      { ...stricter, show: [{ ...stricter.show[0], surfaces: ['attic'] }] },
      /policy\.show\[0\]\.surfaces/,
    ],
    [{ ...stricter, version: 'a b' }, /^policy\.version is "a b"/],
    [{ ...stricter, show: [] }, /policy\.show shows an account \(.*\) to a viewer/],
    [{ ...stricter, colour: 'red' }, /unknown key "colour"/],
    [[], /^policy is a list; write an object/],
  ]
  for (const [policy, sentence] of cases) {
    const { status, body } = await put(policy)
    assert.deepEqual([status, body.error.code], [400, 'bad_input'])
    assert.match(body.error.message, sentence)
  }
  assert.deepEqual((await ask(keys.lead, 'GET', '/v1/policy')).body.versions, [])
  assert.equal((await put(stricter)).status, 201)
  // the same again is the same version; another under its name is refused
  assert.equal((await put(stricter)).body.version, 2)
  const taken = await put({ ...stricter, mode: 'shadow' })
  assert.match(taken.body.error.message, /^policy\.version is "stricter-2", which version 2 says/)
  const unchanged = await put(DEFAULT_POLICY)
  assert.match(unchanged.body.error.message, /is the live version 1 word for word/)
  const turn = (body: unknown) => ask(keys.lead, 'POST', '/v1/policy/switch', body)
  assert.equal((await turn({ version: 3, reason: 'x' })).status, 404)
  assert.equal((await turn({ version: 2, reason: '' })).status, 400)
  assert.equal((await turn({ version: 2 })).status, 400)
  assert.equal((await turn({ version: 2, reason: 'half \ud800' })).status, 400)
  assert.equal((await filter(server)).decision, `${DEFAULT_POLICY.version}/0`)
})

test('a list is tried, switched on, enforced by a second server, kept through a restart, and shown to few', async (context) => {
  const dir = join(root, 'list')
  const one = await runService(dir)
  const other = await runService(dir)
  let open = [one, other]
  context.after(() => Promise.all(open.map(({ close }) => close())))
  const { ask, keys } = one
  const drafts = '/v1/search-list/drafts'
  const bad = await ask(keys.lead, 'POST', drafts, listOf('1', ['zorblax', 'rule', 'shout']))
  assert.match(bad.body.error.message, /^list\.entries\[0\]\.tier is "shout"; write one of/)
  const rule = await ask(keys.lead, 'POST', drafts, listOf('1', ['zorb(lax', 'rule', 'block']))
  assert.match(rule.body.error.message, /^list\.entries\[0\]\.text is no expression/)
  const none = await ask(keys.lead, 'POST', drafts, '{"zorblax')
  assert.match(none.body.error.message, /is no JSON/)
  for (const { body } of [bad, rule, none]) assert.ok(!JSON.stringify(body).includes('zorb'))

  const list = listOf('1', ['zorblax', 'token', 'block'], ['quibble', 'substring', 'resources'])
  assert.equal((await ask(keys.lead, 'POST', drafts, list)).body.version, 1)
  const tried = await ask(keys.admin, 'POST', '/v1/search-list/trials', {
    queries: ['quibblefen', 'kittens', 'see z0rblax', 'unquibbled', 'quibble'],
  })
  assert.equal(tried.status, 200)
  assert.deepEqual(
    {
      ...tried.body,
      entries: tried.body.entries.map((each: { entry: string; matched: number }) => [
        each.entry,
        each.matched,
      ]),
    },
    {
      version: 1,
      queries: 5,
      matched: 4,
      entriesMatched: 2,
      entries: [
        ['e1', 3],
        ['e0', 1],
      ],
    },
  )
  assert.deepEqual(tried.body.entries[1].examples, [{ query: 'see z0rblax', from: 4, to: 11 }])
  const many = { queries: Array.from({ length: 10_001 }, () => 'x') }
  assert.equal((await ask(keys.lead, 'POST', '/v1/search-list/trials', many)).status, 400)
  assert.equal(await search(one, 'zorblax'), 'allow', 'a draft matches nothing')

  const on = { version: 1, reason: 'Tried on a day of queries.' }
  const switched = await ask(keys.lead, 'POST', '/v1/search-list/switch', on)
  assert.deepEqual(switched.body, { live: 1, draft: null, enforced: 1 })
  assert.equal(await search(one, 'Z0RBLAX'), 'block')
  await eventually(async () => (await search(other, 'zorblax')) === 'block')

  // a second version lives, and the first is put back
  await ask(keys.lead, 'POST', drafts, listOf('2', ['kittens', 'token', 'block']))
  await ask(keys.lead, 'POST', '/v1/search-list/switch', { version: 2, reason: 'A test.' })
  await eventually(async () => (await search(other, 'kittens')) === 'block')
  assert.equal(await search(other, 'zorblax'), 'allow')
  await ask(keys.lead, 'POST', '/v1/search-list/switch', { version: 1, reason: 'Back.' })
  assert.equal(await search(one, 'kittens'), 'allow')

  const heads = await ask(keys.auditor, 'GET', '/v1/search-list')
  assert.equal(heads.body.versions.length, 2)
  const read = '/v1/search-list/versions/1'
  assert.equal((await ask(keys.auditor, 'GET', read)).status, 403)
  assert.deepEqual((await ask(keys.lead, 'GET', read)).body.document, list)
  const { body: metrics } = await ask(null, 'GET', '/metrics')
  const entries = await one.service.casework.store.auditEntries({ after: 0, limit: 100 })
  const told = [heads.body, metrics, one.log, other.log, entries].map((each) =>
    JSON.stringify(each),
  )
  for (const text of told) assert.ok(!/zorblax|quibble|kittens/i.test(text))

  open = []
  await Promise.all([one.close(), other.close()])
  const again = await runService(dir)
  open = [again]
  assert.equal(await search(again, 'zor.blax'), 'block')
  assert.equal(await search(again, 'kittens'), 'allow')
})

test('what lies in a workspace is the first version; from then on the store counts', async (context) => {
  const workspace = join(root, 'workspace')
  mkdirSync(workspace)
  const casework = await openCasework(workspace)
  const { key } = await createKey(casework, 'admin', 'test')
  await casework.store.close()
  const lay = (file: string, document: object) =>
    writeFileSync(join(workspace, file), JSON.stringify(document))
  lay('policy.json', { ...DEFAULT_POLICY, version: 'laid-1' })
  lay('search-list.json', listOf('laid', ['zorblax', 'token', 'block']))
  const ask = async (url: string, path: string, body?: object) => {
    const response = await fetch(url + path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer: Record<string, any> = JSON.parse(await response.text()) // eslint-disable-line typescript/no-explicit-any
    return answer
  }
  let server = await startServer(workspace)
  context.after(() => killServer(server, 'SIGTERM'))
  const query = { surface: 'search-accounts', query: 'zorblax' }
  assert.equal((await ask(server.url, '/v1/search/check', query))['action'], 'block')
  assert.equal((await ask(server.url, '/v1/policy'))['live'], 1)
  await ask(server.url, '/v1/policy/drafts', stricter)
  await ask(server.url, '/v1/policy/switch', { version: 2, reason: 'A test.' })
  // killed, and started on a workspace whose file says something else by now
  await killServer(server, 'SIGKILL')
  lay('policy.json', { ...DEFAULT_POLICY, version: 'laid-2' })
  server = await startServer(workspace)
  const { live, enforced, versions } = await ask(server.url, '/v1/policy')
  assert.deepEqual([live, enforced, versions.length], [2, 2, 2])
  const body = { viewer: null, surface: 'feed', candidates: [] }
  assert.match(
    (await ask(server.url, '/v1/recommendations/filter', body))['decision'],
    /^stricter-2/,
  )
})

test('a version that a server cannot read leaves the one before in force, is told once, and harms no brake', async (context) => {
  const failures: unknown[] = []
  const server = await runService(join(root, 'unread'), {
    standings,
    onFailure: (error) => failures.push(error),
  })
  context.after(server.close)
  const { ask, keys, service } = server
  await ask(keys.lead, 'POST', '/v1/policy/drafts', stricter)
  await ask(keys.lead, 'POST', '/v1/policy/switch', { version: 2, reason: 'A test.' })
  await service.casework.store.transact(async (tx) => {
    const putBy = 'ada'
    for (const kind of ['policy', 'search-list'] as const) {
      const document = { kind, name: 'newer', digest: 'd', putBy, putAtMillis: 1, body: '{"v":9}' }
      const { version } = await tx.addDocument(document)
      await tx.putDocumentState({ kind, live: version, draft: null })
    }
  })
  await service.follower.catchUp()
  await service.documents.settled()
  await service.follower.catchUp()
  assert.equal(failures.length, 2)
  assert.equal((await filter(server)).decision, 'stricter-2/0')
  const { body } = await ask(keys.lead, 'GET', '/v1/policy')
  assert.deepEqual([body.live, body.enforced], [3, 2])
  const pull = { scope: { all: true }, reason: 'A test.', minutes: 1 }
  assert.equal((await ask(keys.lead, 'POST', '/v1/brakes', pull)).status, 201)
  assert.equal((await filter(server)).withheld, 3)
})

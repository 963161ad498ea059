/** People who sign in: what a browser sends and gets, over real HTTP and a real store. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { createKey } from '../src/casework/api-key.ts'
import { createPerson, disablePerson, resetPassword } from '../src/casework/person.ts'
import { verifyLog } from '../src/casework/verify-log.ts'
import { type PersonRole } from '../src/model/signed-person.ts'
import { type Running, type RunOptions, runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-session-'))
after(() => rmSync(root, { recursive: true }))

const OWN = 'quibblefen zorblax quibble'
const PULL = { scope: { tag: 'zorblax' }, reason: 'A test.', minutes: 5 }

async function running(
  context: TestContext,
  name: string,
  options: RunOptions = {},
): Promise<Running> {
  const service = await runService(join(root, name), options)
  context.after(service.close)
  return service
}

/** A browser: it keeps its cookie and the token that goes with it. */
function browserAt({ url }: Running) {
  let cookie = ''
  let csrf = ''
  async function ask(method: string, path: string, body?: object, more: object = {}) {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(cookie !== '' && { cookie }),
        ...(csrf !== '' && { 'x-csrf-token': csrf }),
        ...(body && { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const [set = null] = response.headers.getSetCookie()
    if (set !== null) cookie = set.split(';')[0]
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    const answer = isJson ? JSON.parse(text) : null
    if (typeof answer?.csrfToken === 'string') csrf = answer.csrfToken
    return { status: response.status, body: answer, set, headers: response.headers }
  }
  return {
    ask,
    signIn: (name: string, password: string) => ask('POST', '/v1/session', { name, password }),
    words: () => ({ cookie, csrf }),
  }
}

/** A person with a password of their own, signed in. */
async function personAt(running: Running, name: string, role: PersonRole, childSafety = false) {
  const { casework } = running.service
  const { password } = await createPerson(casework, { name, role, childSafety }, 'test')
  const browser = browserAt(running)
  assert.equal((await browser.signIn(name, password)).status, 201)
  const chosen = { current: password, next: OWN }
  assert.equal((await browser.ask('POST', '/v1/session/password', chosen)).status, 200)
  return browser
}

test('a password that was given opens one thing, to choose another; then every operation of the role', async (context) => {
  const service = await running(context, 'first')
  const { casework } = service.service
  const given = await createPerson(
    casework,
    { name: 'Ada Quibble', role: 'investigator', childSafety: true },
    'command-line',
  )
  const browser = browserAt(service)
  assert.equal((await browser.ask('GET', '/v1/session')).status, 401)
  const { status, body, set } = await browser.signIn(' ada  quibble ', given.password)
  assert.equal(status, 201)
  assert.match(set!, /^firebreak=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  const { csrfToken, ...who } = body
  assert.equal(typeof csrfToken, 'string')
  assert.deepEqual(who, {
    id: given.person.id,
    name: 'Ada Quibble',
    role: 'investigator',
    childSafety: true,
    mustChangePassword: true,
  })
  const early = await browser.ask('GET', '/v1/brakes')
  assert.deepEqual([early.status, early.body.error.code], [403, 'password_needed'])

  const change = (current: string, next: string) =>
    browser.ask('POST', '/v1/session/password', { current, next })
  assert.equal((await change('wrong', OWN)).status, 403)
  assert.equal((await change(given.password, 'short')).status, 400)
  assert.equal((await change(given.password, given.password)).status, 400)
  assert.equal((await change(given.password, OWN)).body.mustChangePassword, false)

  const brakes = await browser.ask('GET', '/v1/brakes')
  assert.deepEqual([brakes.status, brakes.headers.get('cache-control')], [200, 'no-store'])
  assert.equal((await browser.ask('GET', '/v1/policy')).status, 403)
  const pulled = await browser.ask('POST', '/v1/brakes', PULL)
  assert.deepEqual([pulled.status, pulled.body.pulledBy], [201, given.person.id])
  assert.equal((await browserAt(service).signIn('Ada Quibble', given.password)).status, 401)
})

test('what changes something has to come from a page of ours', async (context) => {
  const service = await running(context, 'forged')
  const ada = await personAt(service, 'Ada', 'lead')
  const bo = await personAt(service, 'Bo', 'lead')
  for (const csrf of ['', 'zorblax', bo.words().csrf]) {
    const forged = await ada.ask('POST', '/v1/brakes', PULL, { 'x-csrf-token': csrf })
    assert.deepEqual([forged.status, forged.body.error.code], [403, 'not_from_here'], csrf)
  }
  assert.equal(
    (await ada.ask('DELETE', '/v1/session', undefined, { 'x-csrf-token': '' })).status,
    403,
  )
  assert.equal((await ada.ask('POST', '/v1/brakes', PULL)).status, 201)
  // a cookie that is no token, cut, or of another name
  for (const cookie of ['firebreak=x', ada.words().cookie.slice(0, -1), 'other=1']) {
    assert.equal((await ada.ask('GET', '/v1/session', undefined, { cookie })).status, 401)
  }
})

test('anywhere but on loopback the cookie goes encrypted or not at all', async (context) => {
  const service = await running(context, 'hosts')
  const { password } = await createPerson(
    service.service.casework,
    { name: 'Ada', role: 'admin', childSafety: false },
    'test',
  )
  const signIn = (host: string) =>
    new Promise<string>((resolve, reject) => {
      const headers = { host, 'content-type': 'application/json' }
      request(`${service.url}/v1/session`, { method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.headers['set-cookie']?.[0] ?? '')
      })
        .once('error', reject)
        .end(JSON.stringify({ name: 'Ada', password }))
    })
  for (const host of [
    'console.example',
    '10.0.0.7:8420',
    'localhost.example',
    '127.0.0.1.example',
  ]) {
    assert.match(await signIn(host), /^__Host-firebreak=.*; Secure$/, host)
  }
  for (const host of ['localhost:8420', '127.0.0.1', '[::1]:8420']) {
    assert.match(await signIn(host), /^firebreak=(?!.*Secure)/, host)
  }
})

test('a name that nobody has, a disabled one and a wrong password get the same answer', async (context) => {
  const service = await running(context, 'same')
  await personAt(service, 'Ada', 'lead')
  const bo = await personAt(service, 'Bo', 'auditor')
  await disablePerson(service.service.casework, 'bo', 'test')
  const browser = browserAt(service)
  const answers = [
    await browser.signIn('Ada', 'zorblax zorblax'),
    await browser.signIn('Nobody', 'zorblax zorblax'),
    await browser.signIn('Bo', OWN),
    await browser.signIn('Ada', 'x'.repeat(1024)),
  ].map(({ status, body, set }) => ({ status, body, set }))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  assert.deepEqual([answers[0].status, answers[0].set], [401, null])
  await service.service.follower.catchUp()
  assert.equal((await bo.ask('GET', '/v1/session')).status, 401)
})

test('after ten wrong passwords a name has to wait, and the log says so once, without the name', async (context) => {
  const service = await running(context, 'burst')
  await personAt(service, 'Ada', 'lead')
  for (const name of ['Ada', 'hunter-zorblax']) {
    const statuses: number[] = []
    for (let i = 0; i < 13; i++) {
      statuses.push((await browserAt(service).signIn(name, `zorblax ${i}`)).status)
    }
    assert.deepEqual(statuses, [...Array<number>(10).fill(401), 429, 429, 429], name)
  }
  // the right one has to wait too
  assert.equal((await browserAt(service).signIn('Ada', OWN)).status, 429)
  const { store } = service.service.casework
  const entries = await store.auditEntries({ after: 0, limit: 1000 })
  const refused = entries.filter(({ action }) => action === 'session.refused')
  const [ada] = await store.people()
  assert.deepEqual(
    refused.map(({ actor, subject }) => [actor, subject]),
    [
      ['software', ada.id],
      ['software', null],
    ],
  )
  assert.ok(!JSON.stringify(entries).includes('hunter'))
})

test('a session ends with the sign-out, when nobody is there, and at the end of a long day', async (context) => {
  let nowMillis = Date.now()
  const service = await running(context, 'ends', { now: () => nowMillis })
  const minutes = (count: number) => (nowMillis += count * 60_000)
  const { casework } = service.service
  const ada = await personAt(service, 'Ada', 'lead')
  const away = await personAt(service, 'Bo', 'lead')
  const out = await personAt(service, 'Cy', 'lead')
  const { cookie } = out.words()
  const left = await out.ask('DELETE', '/v1/session')
  assert.deepEqual([left.status, left.set?.endsWith('Max-Age=0')], [204, true])
  assert.equal((await out.ask('GET', '/v1/session', undefined, { cookie })).status, 401)

  // a page that asks by itself keeps nobody signed in
  for (let i = 0; i < 3; i++) {
    minutes(11)
    assert.equal((await ada.ask('GET', '/v1/brakes')).status, 200)
    const { status } = await away.ask('GET', '/v1/brakes', undefined, { 'x-idle': '1' })
    assert.equal(status, i < 2 ? 200 : 401)
  }
  for (let spent = 33; spent < 719; spent += 20) {
    assert.equal((await ada.ask('GET', '/v1/brakes')).status, 200, `${spent} minutes`)
    minutes(20)
  }
  assert.equal((await ada.ask('GET', '/v1/brakes')).status, 401)
  // who signs in takes the ended ones away
  await browserAt(service).signIn('Ada', OWN)
  assert.equal((await casework.store.sessions()).length, 1)
})

test('a session outlives the server, and neither a new password nor the end of the person', async (context) => {
  const first = await runService(join(root, 'restart'))
  const ada = await personAt(first, 'Ada', 'lead')
  const { cookie } = ada.words()
  await first.close()
  const second = await running(context, 'restart')
  const { casework, follower } = second.service
  const headers = { cookie }
  const browser = browserAt(second)
  assert.equal((await browser.ask('GET', '/v1/session', undefined, headers)).body.name, 'Ada')
  const { password } = await resetPassword(casework, 'ADA', 'test')
  await follower.catchUp()
  assert.equal((await browser.ask('GET', '/v1/session', undefined, headers)).status, 401)
  assert.equal((await browser.signIn('Ada', OWN)).status, 401)
  assert.equal((await browser.signIn('Ada', password)).body.mustChangePassword, true)
  await disablePerson(casework, 'Ada', 'test')
  await follower.catchUp()
  assert.equal((await browser.ask('GET', '/v1/session')).status, 401)
})

test('two people release a brake: not one of them signed in and with a key of theirs', async (context) => {
  const service = await running(context, 'two')
  const ada = await personAt(service, 'Ada', 'lead')
  const bo = await personAt(service, 'Bo', 'admin')
  const { key } = await createKey(service.service.casework, 'admin', 'test', 'ada')
  await service.service.follower.catchUp()
  const { body } = await ada.ask('POST', '/v1/brakes', PULL)
  const path = `/v1/brakes/${body.id}`
  assert.equal((await ada.ask('DELETE', path)).status, 202)
  assert.equal((await ada.ask('DELETE', path)).status, 202)
  assert.equal((await service.ask(key, 'DELETE', path)).status, 403)
  const released = await bo.ask('DELETE', path)
  assert.deepEqual([released.status, released.body.live], [200, false])

  const { casework } = service.service
  const { entries, breaks } = await verifyLog(casework.store, casework.signer)
  assert.deepEqual(breaks, [])
  const log = JSON.stringify(await casework.store.auditEntries({ after: 0, limit: entries }))
  for (const action of ['person.created', 'session.begun', 'person.password-changed']) {
    assert.ok(log.includes(`"${action}"`), action)
  }
  // what opens something stands in no log
  for (const secret of [OWN, ada.words().csrf, ada.words().cookie.slice('firebreak='.length)]) {
    assert.ok(![log, ...service.log].some((text) => text.includes(secret)))
  }
})

test('a session opens what a key of its role opens, and nothing else', async (context) => {
  const service = await running(context, 'roles')
  const { body: document } = await service.ask(null, 'GET', '/openapi.json')
  const paths = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
  )
  // each of these changes the session itself, or begins one
  const asked = paths.filter(([, path]) => !path.startsWith('/v1/session'))
  for (const [name, role] of [
    ['Ada', 'investigator'],
    ['Bo', 'lead'],
    ['Cy', 'auditor'],
    ['Di', 'admin'],
  ] as const) {
    const browser = await personAt(service, name, role)
    for (const [method, documented] of asked) {
      const path = documented.replace(/{\w+}/g, '9')
      const body = method === 'POST' ? {} : undefined
      const byKey = await service.ask(service.keys[role], method, path, body)
      const bySession = await browser.ask(method, path, body)
      assert.equal(bySession.status, byKey.status, `${method} ${path} as ${role}`)
    }
  }
})

/** Servers as processes: killed under writes, asked to stop, started twice, and braked from outside. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { main } from '../src/cli/main.ts'
import { openCasework } from '../src/cli/open-casework.ts'
import { DEFAULT_POLICY } from '../src/model/default-policy.ts'
import { killServer, killUnderWrites, startServer } from './kill-server.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-serve-'))
after(() => rmSync(root, { recursive: true }))

async function firebreak(...args: string[]) {
  let stdout = ''
  let stderr = ''
  const exitCode = await main(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  // a text for people is read as no answer
  const json: Record<string, any> = JSON.parse(stdout.startsWith('{') ? stdout : '{}') // eslint-disable-line typescript/no-explicit-any
  return { exitCode, stdout, stderr, json }
}

async function keyFor(workspace: string, role: string): Promise<string> {
  const { json } = await firebreak(
    'key',
    'create',
    '--role',
    role,
    '--workspace',
    workspace,
    '--json',
  )
  return json['key']
}

test('a server killed under writes 20 times has lost nothing that it acknowledged', async () => {
  const { references, pulled, released } = await killUnderWrites(20)
  // it was really written to
  assert.ok(references.length > 100 && pulled.length > 20 && released.length > 5)
})

test('two servers on one workspace, killed one after the other: neither loses a word', async () => {
  const { references, pulled } = await killUnderWrites(6, 2)
  assert.ok(references.length > 30 && pulled.length > 6)
})

test('a server that is asked to stop answers what it has begun, exits 0 and takes its note with it', async () => {
  const workspace = join(root, 'stopped')
  const key = await keyFor(workspace, 'ingest')
  const server = await startServer(workspace)
  const note: { url: string } = JSON.parse(readFileSync(join(workspace, 'server.json'), 'utf8'))
  assert.equal(note.url, server.url)
  const sent = Array.from({ length: 50 }, (_, i) =>
    fetch(`${server.url}/v1/signals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ account: `a${i}`, kind: 'report', reference: `r${i}` }),
    }).then(
      ({ status }) => status,
      // reached the server after it had stopped to listen
      () => 0,
    ),
  )
  // one has been answered: the others are under way
  await Promise.race(sent)
  assert.equal(await killServer(server, 'SIGTERM'), 0)
  const statuses = await Promise.all(sent)
  for (const status of statuses) assert.ok([200, 503, 0].includes(status), String(status))
  assert.throws(() => readFileSync(join(workspace, 'server.json')), { code: 'ENOENT' })
  const { json } = await firebreak('verify', '--workspace', workspace, '--json')
  assert.equal(json['intact'], true)
  const { store } = await openCasework(workspace, { mustExist: true })
  const kept = await store.signals({ after: 0, limit: 100 })
  await store.close()
  assert.ok(kept.length >= statuses.filter((status) => status === 200).length)
  assert.ok(kept.length > 0)
})

/** A hundred signals that take some room. */
const batch = (round: number) =>
  Array.from({ length: 100 }, (_, i) => ({
    account: `a-${round}-${i}`,
    kind: 'report',
    reference: `${round}-${i}-${'x'.repeat(300)}`,
  }))

test('a full disk: what cannot be kept is refused, the guard answers on, and room mends it', async () => {
  const workspace = join(root, 'full')
  const key = await keyFor(workspace, 'admin')
  const ask = async (url: string, path: string, body: object) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer: Record<string, any> = JSON.parse(await response.text()) // eslint-disable-line typescript/no-explicit-any
    return { status: response.status, answer }
  }
  const full = await startServer(workspace, { mostKilobytes: 1024 })
  let kept = 0
  let last = await ask(full.url, '/v1/signals', batch(kept))
  while (last.status === 200 && kept < 100) last = await ask(full.url, '/v1/signals', batch(++kept))
  assert.deepEqual([last.status, last.answer['error'].code], [503, 'store_unavailable'])
  assert.ok(kept > 0)
  const question = { viewer: null, surface: 'feed', candidates: ['a-0-0', 'ada'] }
  const filtered = await ask(full.url, '/v1/recommendations/filter', question)
  assert.deepEqual(filtered.answer['allowed'], ['ada'])
  // a brake is smaller and may still fit: it is pulled and kept, or refused, and nothing in between
  const pull = { scope: { region: 'XX' }, reason: 'x', minutes: 1 }
  const pulled = await ask(full.url, '/v1/brakes', pull)
  assert.ok([201, 503].includes(pulled.status))
  await killServer(full, 'SIGKILL')

  const roomy = await startServer(workspace)
  assert.equal((await ask(roomy.url, '/v1/signals', batch(kept))).status, 200)
  await killServer(roomy, 'SIGTERM')
  const { json } = await firebreak('verify', '--workspace', workspace, '--json')
  assert.equal(json['intact'], true)
  const { store } = await openCasework(workspace, { mustExist: true })
  const stored = await store.signals({ after: 0, limit: 100_000 })
  assert.equal((await store.brakes()).length, pulled.status === 201 ? 1 : 0)
  await store.close()
  assert.equal(stored.length, (kept + 1) * 100)
})

test('brake goes through the running server, and straight to the store where none runs', async () => {
  const workspace = join(root, 'braked')
  const [lead, admin, guard] = [
    await keyFor(workspace, 'lead'),
    await keyFor(workspace, 'admin'),
    await keyFor(workspace, 'guard'),
  ]
  const brake = (...args: string[]) =>
    firebreak('brake', ...args, '--workspace', workspace, '--json')
  const pull = ['pull', '--scope', 'surface=feed', '--reason', 'Flood', '--minutes', '5']
  // nobody runs, nobody has a key: stopping is always possible
  const before = await brake(...pull)
  assert.equal(before.exitCode, 0, before.stderr)

  const server = await startServer(workspace)
  const shown = async () => {
    const response = await fetch(`${server.url}/v1/recommendations/filter`, {
      method: 'POST',
      headers: { authorization: `Bearer ${guard}`, 'content-type': 'application/json' },
      body: JSON.stringify({ viewer: 'v', surface: 'feed', candidates: ['ada'] }),
    })
    const answer: { allowed: string[] } = JSON.parse(await response.text())
    return answer.allowed.length
  }
  assert.equal(await shown(), 0)
  const { id } = before.json
  assert.match((await brake('release', id)).stderr, /needs a key/)
  assert.match((await brake('release', id, '--key', guard)).stderr, /for the roles/)
  assert.equal((await brake('release', id, '--key', lead)).json['live'], true)
  assert.equal((await brake('release', id, '--key', lead)).json['live'], true)
  assert.equal((await brake('release', id, '--key', admin)).json['live'], false)
  assert.equal(await shown(), 1)

  const through = await brake(...pull, '--key', lead)
  assert.equal(through.json['live'], true)
  assert.equal(await shown(), 0)
  await killServer(server, 'SIGKILL')
  // its note is still there and counts for nothing
  const { json } = await brake('status')
  assert.deepEqual(
    json['brakes'].map((each: { live: boolean }) => each.live),
    [true, false],
  )
  assert.equal((await brake('release', through.json['id'], '--key', admin)).json['live'], true)
  assert.equal((await brake('release', through.json['id'], '--key', lead)).json['live'], false)
})

test('misuse of serve and brake is exit 2 with one sentence', async () => {
  const workspace = join(root, 'misused')
  await keyFor(workspace, 'lead')
  const server = await startServer(workspace)
  const { port } = new URL(server.url)
  const W = ['--workspace', workspace]
  const [listed, broken, lax] = ['listed', 'broken', 'lax'].map((name) => join(root, name))
  const onFailure = DEFAULT_POLICY.onFailure
  const learn = { onFailure: 'closed', ignore: [] }
  for (const [dir, text, name] of [
    [lax, JSON.stringify({ version: 'lax', onFailure, learn }), 'policy.json'],
    [
      listed,
      '{"version":"1","entries":[{"id":"a","match":"token","text":"zorblax","tier":"shout"}]}',
    ],
    [broken, '{"zorblax'],
  ]) {
    mkdirSync(dir)
    writeFileSync(join(dir, name ?? 'search-list.json'), text)
  }
  const pull = (...more: string[]) => ['brake', 'pull', ...W, ...more]
  const cases: [string[], RegExp][] = [
    [
      ['serve', ...W, '--port', port],
      /cannot be listened on \(EADDRINUSE\); choose another --port/,
    ],
    [['serve', ...W, '--port', '70000'], /--port expects a whole number from 0 to 65535/],
    [['serve', '--workspace', join(root, 'nowhere')], /has no store yet; make a first key/],
    [['serve', '--workspace', listed], /list.entries\[0\].tier is "shout"; write one of/],
    [['serve', '--workspace', broken], /search-list.json is no JSON; write one object/],
    [['serve', '--workspace', lax], /policy.json: policy.show is missing; write a list/],
    [['brake', ...W], /brake expects "pull/],
    [['brake', 'release', ...W], /brake expects "pull/],
    [pull(), /--scope is needed/],
    [pull('--scope', 'attic=1', '--minutes', '5', '--reason', 'x'), /unknown key "attic"/],
    [pull('--scope', 'all', '--minutes', 'soon', '--reason', 'x'), /minutes is NaN; write a whole/],
    [
      pull('--scope', 'all', '--minutes', '5', '--reason', 'x', '--key', 'false'),
      /no key opens this/,
    ],
  ]
  for (const [args, message] of cases) {
    const { exitCode, stderr } = await firebreak(...args)
    assert.equal(exitCode, 2, args.join(' '))
    assert.match(stderr, message)
    assert.ok(!stderr.includes('zorblax'))
  }
  await killServer(server, 'SIGTERM')
})

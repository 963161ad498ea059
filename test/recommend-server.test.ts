/** `recommend-server` as a process of its own: started, audited over HTTP, asked badly, stopped. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { main } from '../src/cli/main.ts'

const program = fileURLToPath(new URL('../bin/firebreak.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'firebreak-recommend-server-'))
const workspace = join(folder, 'workspace')
let server: ChildProcess
let url = ''
let said = ''

before(async () => {
  const data = join(folder, 'data')
  await firebreak('simulate', '--out', data, '--accounts', '2000')
  await firebreak('import', data, '--workspace', workspace)
  server = spawn(process.execPath, [
    program,
    'recommend-server',
    '--workspace',
    workspace,
    '--json',
  ])
  server.stdout!.on('data', (text) => (said += text))
  url = await new Promise((resolve, reject) => {
    let heard = ''
    server.stderr!.on('data', (text) => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+\//.exec((heard += text)) ?? []
      if (found) resolve(found)
    })
    server.once('exit', () => reject(new Error(`It ended before it listened: ${heard}`)))
  })
})
after(() => {
  server.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

async function firebreak(...args: string[]) {
  let out = ''
  const code = await main(args, {
    stdout: { write: (text: string) => ((out += text), true) },
    stderr: { write: () => true },
  })
  return { code, out }
}

const request = {
  request: 'unguarded/1',
  surface: 'follow-suggestions',
  count: 5,
  viewer: {
    id: 'firebreak:test-account-0',
    ageBand: 'adult',
    region: null,
    follows: [],
    contacts: [],
    exclude: [],
  },
  personalised: true,
  subject: null,
  query: null,
  tag: null,
  seed: 1,
}

function ask(body: unknown) {
  return fetch(url, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

async function messageOf(answer: Response, status = 400): Promise<string> {
  assert.equal(answer.status, status)
  const { error } = JSON.parse(await answer.text())
  return error.message
}

test('an audit over HTTP finds what the same recommender shows in process', async () => {
  const audit = `audit --workspace ${workspace} --scenario glancing-contact --guard off --test-accounts 10 --json --recommender`
  const [over, within] = [
    await firebreak(...audit.split(' '), url, '--authorised-by', 'A. Tester, engineer'),
    await firebreak(...audit.split(' '), 'co-follow'),
  ]
  assert.deepEqual([over.code, within.code], [1, 1])
  const [one, other] = [JSON.parse(over.out), JSON.parse(within.out)]
  assert.ok(one.audit.unguarded.exposureAt10.value > 0)
  assert.deepEqual(one.audit.unguarded, other.audit.unguarded)
})

test('a request of the contract is answered, each account once and at most as many as asked', async () => {
  const answer = await ask(request)
  assert.equal(answer.status, 200)
  const { accounts } = JSON.parse(await answer.text())
  assert.ok(accounts.length > 0 && accounts.length <= 5)
  assert.equal(new Set(accounts).size, accounts.length)
  assert.deepEqual(await (await ask(request)).json(), { accounts })
})

test('a malformed request is answered with 400 and a sentence, and the server goes on', async () => {
  assert.match(await messageOf(await fetch(url)), /Ask with POST/)
  assert.match(await messageOf(await ask('{"request":')), /no JSON/)
  assert.match(await messageOf(await ask([])), /request is .*; write an object/)
  assert.match(await messageOf(await ask({ ...request, count: 0 })), /request\.count/)
  assert.match(await messageOf(await ask({ ...request, surface: 'nowhere' })), /request\.surface/)
  assert.match(await messageOf(await ask({ ...request, more: 1 })), /unknown key "more"/)
  const { seed: _, ...seedless } = request
  assert.match(await messageOf(await ask(seedless)), /request\.seed/)
  const viewer = { ...request.viewer, contacts: [{ account: 'a', kind: 'nod' }] }
  assert.match(await messageOf(await ask({ ...request, viewer })), /contacts\[0\]\.kind/)
  assert.match(await messageOf(await ask(' '.repeat((4 << 20) + 1))), /at most 4194304 bytes/)
  assert.equal((await ask(request)).status, 200)
})

test('stopped, it says how much it answered and leaves its port', async () => {
  const ended = once(server, 'close')
  server.kill('SIGTERM')
  assert.deepEqual(await ended, [0, null])
  const { answered, recommendMillis } = JSON.parse(said)
  assert.ok(answered >= 3 && recommendMillis > 0)
  await assert.rejects(fetch(url))
})

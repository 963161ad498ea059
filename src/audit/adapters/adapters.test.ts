import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { recommenders } from '../../recommend/index.ts'
import { plantedPlatform, sources } from '../planted.case.ts'
import { bounded } from '../bounded.ts'
import { openJournal } from '../journal.ts'
import { type SlateRequest } from '../surface-recommender.ts'
import { isPrivateAddress } from './allowed-host.ts'
import { atprotoFeed } from './atproto-feed.ts'
import { command } from './command.ts'
import { httpJson, requestBody } from './http-json.ts'
import { inProcess } from './in-process.ts'
import { readSlateRequest } from './read-slate-request.ts'

const options = {
  allowedHosts: [],
  mostAtOnce: 4,
  patience: { timeoutMillis: 500, retries: 2, backoffMillis: 1 },
}
type Reply = (asked: number, reply: ServerResponse) => void
const post = (did: string) => ({ post: `at://did:example:${did}/app.bsky.feed.post/1` })
const request = (key: string, more: Partial<SlateRequest> = {}): SlateRequest => ({
  key,
  surface: 'follow-suggestions',
  count: 5,
  viewer: {
    id: 'viewer',
    ageBand: 'adult',
    region: null,
    follows: [sources[0]],
    contacts: [{ account: sources[1], kind: 'view' }],
    exclude: [sources[0]],
  },
  personalised: true,
  subject: null,
  query: null,
  tag: null,
  seed: 1,
  ...more,
})

async function serverOf(
  context: TestContext,
  answer: (question: IncomingMessage, reply: ServerResponse) => Promise<void> | void,
): Promise<string> {
  const server = createServer((question, reply) => void answer(question, reply))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  assert.ok(typeof address === 'object' && address)
  return `http://127.0.0.1:${address.port}/`
}

test('over HTTP and its contract a recommender answers what it answers in the process', async (context) => {
  const reference = inProcess(recommenders[0], plantedPlatform())
  const url = await serverOf(context, async (question, reply) => {
    const asked = readSlateRequest(JSON.parse(await text(question)))
    reply.end(JSON.stringify({ accounts: await reference.recommend(asked) }))
  })
  const remote = httpJson.open(url, options)
  context.after(remote.close)
  for (const surface of ['feed', 'explore', 'related-accounts', 'search-accounts'] as const) {
    const asked = request(surface, { surface, subject: sources[2], query: sources[3] })
    const accounts = await reference.recommend(asked)
    assert.ok(accounts.length > 0, surface)
    assert.deepEqual(await remote.recommend(asked), accounts)
  }
})

test('what may pass is tried again, and what may not is said in a sentence', async (context) => {
  let asked = 0
  let reply: Reply | null = null
  const url = await serverOf(context, (_, answer) => reply?.(asked++, answer))
  const remote = httpJson.open(url, options)
  context.after(remote.close)
  const ask = async (how: Reply) => {
    asked = 0
    reply = how
    return await remote.recommend(request('one'))
  }
  const accounts = await ask((tries, answer) => {
    if (tries < 2) answer.writeHead(503).end()
    else answer.end('{"accounts":["a","b","a"]}')
  })
  assert.deepEqual(accounts, ['a', 'b'])
  const faults: [Reply, RegExp, number][] = [
    [(_, answer) => void answer.writeHead(503).end(), /did not answer after 3 tries .*503/, 3],
    [(_, answer) => void answer.writeHead(302, { location: '/' }).end(), /redirect is not/, 1],
    [(_, answer) => void answer.writeHead(404).end(), /status 404; it has to be 200/, 1],
    [(_, answer) => void answer.end('<p>'), /does not answer with JSON/, 1],
    [(_, answer) => void answer.end('{"accounts":[7]}'), /holds 7; an account id is a text/, 1],
    [(_, answer) => void answer.end('{}'), /is an object; answer with a list/, 1],
    [(_, answer) => void answer.end(`["${'x'.repeat(5 << 20)}"]`), /more than 4194304 bytes/, 1],
    [() => {}, /did not answer after 3 tries/, 3],
  ]
  for (const [how, message, tries] of faults) {
    await assert.rejects(ask(how), { name: 'RecommenderError', message })
    assert.equal(asked, tries, message.source)
  }
})

test('hosts outside this machine and private networks have to be named', async () => {
  for (const address of ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.9.9', '::1', 'fd00::1']) {
    assert.ok(isPrivateAddress(address), address)
  }
  for (const address of ['8.8.8.8', '172.32.0.1', '2001:db8::1', '0.0.0.0', 'localhost']) {
    assert.ok(!isPrivateAddress(address), address)
  }
  const remote = httpJson.open('http://203.0.113.9/', options)
  await assert.rejects(remote.recommend(request('one')), {
    name: 'UsageError',
    message: /203\.0\.113\.9 is neither .*--allow-host 203\.0\.113\.9/,
  })
  for (const address of ['http://', 'https://a:b@localhost/']) {
    assert.throws(() => httpJson.open(address, options), { name: 'InputError' })
  }
})

test('a feed generator is asked page by page, and its posts stand for their authors', async (context) => {
  const asked: string[] = []
  const url = await serverOf(context, (question, reply) => {
    asked.push(question.url ?? '')
    const page = question.url?.includes('cursor=2')
      ? { feed: [post('c'), post('d')] }
      : { feed: [post('a'), post('b'), post('a')], cursor: '2' }
    reply.end(JSON.stringify(page))
  })
  const feed = 'at://did:example:x/app.bsky.feed.generator/zorblax'
  const remote = atprotoFeed.open(`atproto:${url}#${feed}`, options)
  context.after(remote.close)
  const accounts = await remote.recommend(request('one', { surface: 'feed' }))
  assert.deepEqual(
    accounts,
    ['a', 'b', 'c', 'd'].map((did) => `did:example:${did}`),
  )
  assert.equal(asked.length, 2)
  assert.match(asked[0], /^\/xrpc\/app\.bsky\.feed\.getFeedSkeleton\?feed=at%3A%2F%2F/)
  await assert.rejects(remote.recommend(request('two')), { message: /has no surface "follow-sugg/ })
})

test('a program answers line by line, in any order, and its end is noticed', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-command-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const program = join(folder, 'recommend.mjs')
  writeFileSync(
    program,
    `import { createInterface } from 'node:readline'
const held = []
createInterface({ input: process.stdin }).on('line', (line) => {
  const { request, viewer } = JSON.parse(line)
  if (request === 'end') process.exit(3)
  held.push({ request, accounts: [request, ...viewer.follows] })
  if (held.length === 2) while (held.length) console.log(JSON.stringify(held.pop()))
})`,
  )
  const remote = command.open(`command:${process.execPath} ${program}`, {
    ...options,
    patience: { ...options.patience, timeoutMillis: 20_000 },
  })
  context.after(remote.close)
  const both = [remote.recommend(request('one')), remote.recommend(request('two'))]
  assert.deepEqual(await Promise.all(both), [
    ['one', sources[0]],
    ['two', sources[0]],
  ])
  await assert.rejects(remote.recommend(request('end')), { message: /ended with 3/ })
  await assert.rejects(remote.recommend(request('later')), { message: /ended with 3/ })
})

test('a journal answers what was answered, drops a line that was cut, and knows its audit', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-journal-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'journal.ndjson')
  const reference = inProcess(recommenders[0], plantedPlatform())
  const first = openJournal(path, 'identity', reference)
  const one = await first.recommender.recommend(request('one'))
  await first.recommender.recommend(request('two'))
  first.close()
  const whole = readFileSync(path)
  writeFileSync(path, whole.subarray(0, -7))

  const asked: string[] = []
  const counting = {
    ...reference,
    recommend: (each: SlateRequest) => {
      asked.push(each.key)
      return reference.recommend(each)
    },
  }
  const second = openJournal(path, 'identity', counting)
  assert.equal(second.found, 1)
  assert.deepEqual(await second.recommender.recommend(request('one')), one)
  await second.recommender.recommend(request('two'))
  assert.deepEqual(asked, ['two'])
  second.close()
  assert.deepEqual(readFileSync(path), whole)
  assert.throws(() => openJournal(path, 'another', reference), { message: /of another audit/ })
  second.remove()
  assert.throws(() => readFileSync(path), { code: 'ENOENT' })
})

test('an audit asks no more often than it may', async () => {
  const twice = bounded(inProcess(recommenders[0], plantedPlatform()), 2)
  await twice.recommend(request('one'))
  await twice.recommend(request('two'))
  await assert.rejects(twice.recommend(request('three')), { message: /more than 2 times/ })
})

test('readSlateRequest() reads what an audit sends, and names what is wrong', () => {
  assert.deepEqual(readSlateRequest(requestBody(request('one'))), request('one'))
  const spoilt = { ...requestBody(request('one')), surface: 'attic' }
  assert.throws(() => readSlateRequest(spoilt), { message: /^request\.surface is "attic"/ })
})

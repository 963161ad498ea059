/** `firebreak policy` and `firebreak search-list`, as a person types them, through a server that runs. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { runFor } from '../src/cli/documents.ts'
import { noteServer } from '../src/cli/running-server.ts'
import { DEFAULT_POLICY } from '../src/model/default-policy.ts'
import { type DocumentKind } from '../src/model/document.ts'
import { runService } from './service.ts'

const workspace = mkdtempSync(join(tmpdir(), 'firebreak-documents-command-'))
after(() => rmSync(workspace, { recursive: true }))

const effects = {
  stdin: (async function* () {})(),
  stdout: () => {},
  stderr: () => {},
  progress: () => {},
  json: false,
}

const type = (kind: DocumentKind, positionals: string[], options: Record<string, string> = {}) =>
  runFor(kind)({ positionals, options: { workspace, ...options } }, effects)

function file(name: string, content: unknown): string {
  const path = join(workspace, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const list = {
  version: 'first',
  entries: [
    { id: 'a', match: 'token', text: 'zorblax', tier: 'block' },
    { id: 'b', match: 'rule', text: 'quib+le', tier: 'resources' },
  ],
  resources: { everywhere: [{ title: 'Help', url: 'https://help.example/' }] },
}

test('a list is tried without a server, drafted, switched on and shown', async (context) => {
  const path = file('list.json', list)
  const queries = file('queries.txt', 'kittens\r\nz0rblax\nquibbble\n\nzorblax fans\n')
  const tried = await type('search-list', ['try', path, queries])
  assert.match(tried.text, /^3 of 4 queries are matched, by 2 entries\.\n/)
  assert.match(tried.text, /a +token +block +2 +z0rblax/)
  await assert.rejects(type('search-list', ['draft', path], { key: 'x' }), {
    name: 'UsageError',
    message: /^No server of .* runs here; start it/,
  })

  const { ask, keys, url, close } = await runService(workspace)
  context.after(close)
  noteServer(workspace, url)
  const key = { key: keys.lead }
  assert.match((await type('search-list', ['show'], key)).text, /^There is no version yet/)
  assert.match(
    (await type('search-list', ['draft', path], key)).text,
    /^Version 1 \(first\) is the draft/,
  )
  assert.match((await type('search-list', ['show'], key)).text, /\n1 +first +draft /)
  const on = await type('search-list', ['switch', '1'], { ...key, reason: 'Tried.' })
  assert.deepEqual([on.exitCode, on.json], [0, { live: 1, draft: null, enforced: 1 }])
  assert.match((await type('search-list', ['show'], key)).text, /\n1 +first +live /)
  const query = { surface: 'tag-page', query: 'zorblax' }
  assert.equal((await ask(keys.guard, 'POST', '/v1/search/check', query)).body.action, 'block')

  // the server's own sentences, and nothing of a term
  await assert.rejects(type('search-list', ['show'], { key: keys.guard }), { name: 'UsageError' })
  const faulty = file('faulty.json', '{"zorblax')
  for (const words of [
    ['draft', faulty],
    ['try', faulty, queries],
  ]) {
    await assert.rejects(type('search-list', words, key), (error: Error) => {
      assert.match(error.message, /is no JSON/)
      assert.doesNotMatch(error.message, /zorblax/)
      return true
    })
  }
})

test('a draft policy shows what it would change, and is switched on with a reason only', async (context) => {
  const { ask, keys, url, close } = await runService(workspace)
  context.after(close)
  noteServer(workspace, url)
  const key = { key: keys.admin }
  const path = file('policy.json', { ...DEFAULT_POLICY, version: 'second' })
  assert.match((await type('policy', ['draft', path], key)).text, /^Version 2 \(second\)/)
  const feed = { viewer: 'ada', surface: 'feed', candidates: ['bo', 'cy'] }
  assert.equal((await ask(keys.guard, 'POST', '/v1/recommendations/filter', feed)).status, 200)
  const shown = await type('policy', ['show'], key)
  assert.match(shown.text, /\n2 +second +draft /)
  assert.match(shown.text, /\nOf 2 decisions here since it is the draft, it would change:\n/)
  await assert.rejects(type('policy', ['switch', '2'], key), /--reason is needed/)
  await assert.rejects(type('policy', ['switch', 'two'], key), /^UsageError: VERSION is "two"/)
  await assert.rejects(type('policy', ['switch', '9'], { ...key, reason: 'x' }), /no version 9/)
  const on = await type('policy', ['switch', '2'], { ...key, reason: 'Nothing changed.' })
  assert.match(on.text, /^Version 2 decides here/)
})

test('a deed that is none, or has another number of words, is told what is expected', async () => {
  for (const words of [[], ['try', 'x', 'y'], ['draft'], ['show', 'x'], ['switch', '1', '2']]) {
    await assert.rejects(type('policy', words), /^UsageError: policy expects "draft FILE"/)
  }
})

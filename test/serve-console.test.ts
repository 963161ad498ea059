/** The console's files over real HTTP: what a browser is told of each, and what is served at all. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readConsole } from '../src/api/serve-console.ts'
import { runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-console-'))
after(() => rmSync(root, { recursive: true }))

test('pages are asked for again, assets never, and nothing from elsewhere may run', async (context) => {
  const built = join(root, 'built')
  mkdirSync(join(built, 'assets'), { recursive: true })
  writeFileSync(join(built, 'index.html'), '<!doctype html><title>Zorblax</title>')
  writeFileSync(join(built, 'assets', 'index-1.js'), 'export {}')
  writeFileSync(join(built, 'notes.txt'), 'not of the console')
  const { url, close } = await runService(join(root, 'one'), { console: readConsole(built) })
  context.after(close)

  const page = await fetch(`${url}/`)
  assert.equal(page.status, 200)
  assert.match(await page.text(), /Zorblax/)
  assert.equal(page.headers.get('cache-control'), 'no-cache')
  assert.equal(page.headers.get('content-encoding'), 'gzip')
  const policy = page.headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.doesNotMatch(policy, /unsafe|\*|https?:|data:/)
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(page.headers.get('referrer-policy'), 'no-referrer')

  const again = await fetch(`${url}/`, { headers: { 'if-none-match': page.headers.get('etag')! } })
  assert.equal(again.status, 304)
  const plain = await fetch(`${url}/assets/index-1.js`, {
    headers: { 'accept-encoding': 'identity' },
  })
  assert.equal(plain.headers.get('content-encoding'), null)
  assert.equal(plain.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  assert.equal(plain.headers.get('content-type'), 'text/javascript; charset=utf-8')
  assert.equal(await plain.text(), 'export {}')
  for (const path of ['/notes.txt', '/index.html', '/assets/', '/assets/..%2findex.html']) {
    assert.equal((await fetch(url + path)).status, 404, path)
  }
})

test('a server without a built console says how to build it', async (context) => {
  const { ask, close } = await runService(join(root, 'two'), {
    console: readConsole(join(root, 'nowhere')),
  })
  context.after(close)
  const { status, body } = await ask(null, 'GET', '/')
  assert.equal(status, 404)
  assert.match(body, /run "npm run build:console"/)
})

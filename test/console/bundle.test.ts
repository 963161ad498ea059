/** What a browser has to load, by the files that are served. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readConsole } from '../../src/api/serve-console.ts'

const MOST_BYTES = 500_000

test('the whole console is at most 500 kB gzipped, and its page asks nobody else for anything', () => {
  const files = readConsole(fileURLToPath(new URL('../../console/dist', import.meta.url)))
  const page = files.find(({ url }) => url === '/index.html')
  assert.ok(page, 'the console is not built; run "npm run build:console"')
  const bytes = files.reduce((sum, { zipped }) => sum + zipped.length, 0)
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`)
  const asked = page.bytes.toString().matchAll(/(?:src|href)="([^"]*)"/g)
  for (const [, url] of asked)
    assert.ok(
      files.some((file) => file.url === url),
      url,
    )
  // where a script or a style sheet would have to say it
  for (const { url, type, bytes: own } of files) {
    if (type.startsWith('text/css')) assert.doesNotMatch(own.toString(), /url\(|@import/, url)
  }
})

/** Signed audits side by side, and what is said of one that somebody edited. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { main } from '../src/cli/main.ts'

const folder = mkdtempSync(join(tmpdir(), 'firebreak-card-'))
after(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

async function firebreak(...args: string[]) {
  let stdout = ''
  let stderr = ''
  const exitCode = await main(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  return { exitCode, stdout, stderr }
}

test('report-card sets audits side by side with the public key alone, and takes no edited one', async () => {
  await firebreak('simulate', '--out', at('data'), '--accounts', '2000')
  await firebreak('import', at('data'), '--workspace', at('w'))
  for (const recommender of ['co-follow', 'popular']) {
    const what = ['--scenario', 'every-surface', '--recommender', recommender, '--guard', 'off']
    const size = ['--test-accounts', '10', '--workspace', at('w')]
    const out = ['--report', at(`${recommender}.html`), '--public-key', at('key.pem')]
    await firebreak('audit', ...what, ...size, ...out)
  }
  const key = ['--public-key', at('key.pem')]
  const verified = await firebreak('verify', '--report', at('popular.json'), ...key)
  assert.equal(verified.exitCode, 0, verified.stderr)

  const files = [at('co-follow.json'), at('popular.json')]
  const { exitCode, stdout } = await firebreak(
    'report-card',
    ...files,
    ...key,
    '--out',
    at('card.html'),
  )
  assert.equal(exitCode, 0)
  assert.match(stdout, /Leaks most: /)
  const html = readFileSync(at('card.html'), 'utf8')
  assert.equal(html.match(/<td class="heat-\d/g)?.length, 14) // seven surfaces of two
  assert.match(html, /All of them ran the same scenario/)

  const edited = readFileSync(at('popular.json'), 'utf8').replace('"popular"', '"peculiar"')
  writeFileSync(at('edited.json'), edited)
  const refused = await firebreak('report-card', at('edited.json'), ...key)
  assert.equal(refused.exitCode, 2)
  assert.match(refused.stderr, /edited\.json is not what was signed with this key/)
})

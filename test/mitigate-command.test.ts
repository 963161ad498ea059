/** `firebreak mitigate` as a person types it: plan, apply, audit, undo, and what the log says of them. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { main } from '../src/cli/main.ts'
import { openCasework } from '../src/cli/open-casework.ts'

const folder = mkdtempSync(join(tmpdir(), 'firebreak-mitigate-'))
after(() => rmSync(folder, { recursive: true }))
const workspace = join(folder, 'workspace')
const swaps = join(folder, 'swaps.json')

async function firebreak(...args: string[]) {
  let stdout = ''
  let stderr = ''
  const exitCode = await main([...args, '--workspace', workspace], {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  return { exitCode, stdout, stderr }
}

const because = ['--reason', 'The audit of this morning']
const plan = ['mitigate', 'plan', '--recommender', 'co-follow', '--accounts', '600']

before(async () => {
  const data = join(folder, 'data')
  await main(['simulate', '--out', data, '--accounts', '3000'], {
    stdout: { write: () => true },
    stderr: { write: () => true },
  })
  await firebreak('import', data)
  await firebreak('map')
  // a workspace that a service has served has a log
  const { store } = await openCasework(workspace)
  await store.close()
})

test('a plan says what it would change and names nobody; written, it hides ids and needs a reason', async () => {
  const { exitCode, stdout } = await firebreak(...plan, '--json')
  assert.equal(exitCode, 0)
  const answer = JSON.parse(stdout)
  assert.deepEqual(Object.keys(answer), [
    'recommender',
    'accounts',
    'places',
    'swaps',
    'exposure',
    'reachability',
    'relevance',
    'out',
  ])
  assert.ok(answer.exposure.after < answer.exposure.before)
  assert.ok(answer.reachability.after < answer.reachability.before)
  assert.ok(answer.relevance.least >= 0.95 - 1e-9)
  assert.ok(answer.swaps > 50 && answer.swaps <= 100)

  const refused = await firebreak(...plan, '--out', swaps)
  assert.equal(refused.exitCode, 2)
  assert.match(refused.stderr, /--reason is needed/)
  const written = await firebreak(...plan, '--out', swaps, ...because)
  assert.equal(written.exitCode, 0)
  const file = JSON.parse(readFileSync(swaps, 'utf8'))
  assert.equal(file.ids, 'sha256')
  assert.equal(file.swaps.length, answer.swaps)
  for (const { after: met, shown, instead, place } of file.swaps) {
    for (const id of [met, shown, instead]) assert.match(id, /^[0-9a-f]{64}$/)
    assert.ok(place >= 1 && place <= 10)
  }
  assert.equal(statSync(swaps).mode & 0o777, 0o600)
})

test('applied swaps lower the exposure that an audit measures, and undone ones are gone', async () => {
  const more = ['--swaps', '2000', '--relevance', '0.8', '--identified', '--out', swaps]
  await firebreak(...plan, ...more, ...because)
  const exposed = async (...options: string[]) => {
    const audit = ['audit', '--scenario', 'glancing-contact', '--recommender', 'co-follow']
    const run = ['--guard', 'off', '--test-accounts', '60', '--json', ...options]
    return JSON.parse((await firebreak(...audit, ...run)).stdout).audit.unguarded.exposureAt10.value
  }
  const early = await firebreak(
    'audit',
    '--scenario',
    'glancing-contact',
    '--recommender',
    'co-follow',
    '--swaps',
    'on',
  )
  assert.match(early.stderr, /No swaps are applied/)
  const outside = ['--scenario', 'glancing-contact', '--recommender', 'http://127.0.0.1:9/']
  const ignored = await firebreak('audit', ...outside, '--swaps', 'on')
  assert.equal(ignored.exitCode, 2)
  assert.match(ignored.stderr, /--swaps on is for the reference recommenders/)
  const unchanged = await exposed()
  assert.equal((await firebreak('mitigate', 'apply', swaps, ...because)).exitCode, 0)
  assert.ok((await exposed('--swaps', 'on')) < unchanged)
  assert.equal(await exposed('--swaps', 'off'), unchanged)

  const twice = await firebreak('mitigate', 'apply', swaps, ...because)
  assert.equal(twice.exitCode, 2)
  assert.match(twice.stderr, /Swaps are in force .* already/)
  assert.equal((await firebreak('mitigate', 'undo', ...because)).exitCode, 0)
  assert.match((await firebreak('mitigate', 'undo', ...because)).stderr, /nothing to undo/)

  const { store } = await openCasework(workspace)
  const entries = await store.auditEntries({ after: 0, limit: 10 })
  await store.close()
  assert.deepEqual(
    entries.map(({ action, reason }) => [action, reason]),
    ['exported', 'exported', 'applied', 'undone'].map((deed) => [`swaps.${deed}`, because[1]]),
  )
  assert.equal((await firebreak('verify')).exitCode, 0)
})

async function refused(text: string): Promise<string> {
  writeFileSync(swaps, text)
  const { exitCode, stderr } = await firebreak('mitigate', 'apply', swaps, ...because)
  assert.equal(exitCode, 2)
  return stderr
}

test('a file that is no swap list is refused in a sentence', async () => {
  assert.match(await refused('swaps'), /is no JSON/)
  assert.match(await refused('{"format":"other"}'), /format/)
  const unknown = { after: 'nobody', shown: 'none', instead: 'no-one' }
  const file = { format: 'firebreak-swaps/1', recommender: 'x', reason: 'y', ids: 'plain' }
  assert.match(
    await refused(JSON.stringify({ ...file, swaps: [unknown] })),
    /names an account that was not imported/,
  )
})

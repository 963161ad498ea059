/** Removed sources are back by other names, among newcomers who are not: who is told of whom, and how. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { recordAftermath } from '../src/casework/decisions/aftermath.ts'
import { watchedRemovals } from '../src/casework/decisions/watched.ts'
import { loadMap } from '../src/cli/load-map.ts'
import { main } from '../src/cli/main.ts'
import { importPaths } from '../src/ingest/import.ts'
import { type CandidatesOfMap } from '../src/model/re-entry.ts'
import { packStanding } from '../src/model/standing.ts'
import { simulateWorld } from '../src/simulate/simulate-world.ts'
import { writeWorld } from '../src/simulate/write-world.ts'
import { type AnswerSchema, assertConforms } from './conforms.ts'
import { removeSources } from './remove-sources.ts'
import { runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-re-entry-'))
after(() => rmSync(root, { recursive: true }))

const silent = { stdout: { write: () => true }, stderr: { write: () => true } }
const workspace = join(root, 'workspace')

async function mapped(folder: string) {
  await importPaths([folder], workspace)
  assert.equal(await main(['map', '--workspace', workspace, '--json'], silent), 0)
  return loadMap(workspace)
}

test('who is followed by those who followed a removed account is a candidate, and never more', async (context) => {
  const data = join(root, 'data')
  await writeWorld(simulateWorld({ accounts: 6000, planted: 120 }), data)
  const first = await mapped(data)
  let latest: CandidatesOfMap | null = null
  const running = await runService(join(root, 'service'), {
    networkOf: (id) => first.mapped.find((one) => one.id === id) ?? null,
    candidates: () => latest,
    standings: [{ account: 'again-child', standing: packStanding({ ageBand: 'minor' }) }],
  })
  context.after(running.close)
  const { ask, keys, service } = running
  const { casework, knownOf } = service
  const made = await removeSources(running)
  const path = `/v1/decisions/${made.id}/candidates`
  assert.deepEqual((await ask(keys.lead, 'POST', path, {})).body, { state: 'no-map-since' })

  const [{ accounts: removed }] = await watchedRemovals(casework)
  const { accounts, follows } = first.platform!
  const followersOf = (account: string) => {
    const row = accounts.find(account)
    const { starts, targets } = follows.in
    return [...targets.subarray(starts[row], starts[row + 1])].map((by) => accounts.idOf(by))
  }
  const back = removed.map((account) => `again-${account}`)
  const lines = removed.flatMap((account, k) =>
    followersOf(account)
      .filter((_by, place) => place % 2 === 0)
      .map((by) => `${by},${k === 0 ? 'again-child' : back[k]}`),
  )
  // an innocent with as many followers, of whom none followed a removed account
  const strangers = Array.from(Array(100).keys(), (row) => accounts.idOf(50 * row))
    .filter((by) => !removed.some((account) => followersOf(account).includes(by)))
    .map((by) => `${by},innocent`)
  const created = new Date(Date.parse(made.at) + 1000).toISOString()
  const more = join(root, 'more')
  mkdirSync(more)
  writeFileSync(
    join(more, 'accounts.csv'),
    [
      'account,created_at',
      ...[...back, 'again-child', 'innocent'].map((one) => `${one},${created}`),
    ].join('\n'),
  )
  writeFileSync(join(more, 'follows.csv'), ['source,target', ...lines, ...strangers].join('\n'))
  const second = await mapped(more)
  latest = second.candidatesFor(await watchedRemovals(casework))

  const { status, body } = await ask(keys.investigator, 'POST', path, {})
  assert.equal(status, 200)
  const { paths } = (await ask(null, 'GET', '/openapi.json')).body
  const schema: AnswerSchema =
    paths['/v1/decisions/{id}/candidates'].post.responses[200].content['application/json'].schema
  assertConforms(body, schema, 'candidates')
  assert.equal(body.state, 'known')
  // who may be a child is kept back without the permission, and counted
  assert.equal(body.leftOut, 1)
  const named: { account: string; removed: string; shared: number; expected: number }[] =
    body.candidates
  assert.ok(named.length > removed.length / 2, `${named.length} of ${removed.length}`)
  for (const { account, removed: place, shared, expected } of named) {
    assert.equal(account, `again-${place}`)
    assert.equal(shared, Math.ceil(followersOf(place).length / 2))
    assert.ok(shared > 3 * expected)
  }
  // the log says who looked, and names nobody
  const entries = await casework.store.auditEntries({ after: 0, limit: 1000 })
  const opened = entries.filter(({ action }) => action === 'candidates.opened')
  assert.deepEqual(
    opened.map(({ subject, details }) => [subject, details]),
    [[made.id, { case: made.case, accounts: named.length, leftOut: 1 }]],
  )
  assert.ok(!JSON.stringify(entries).includes('again-'))
  assert.equal((await ask(keys.auditor, 'POST', path, {})).status, 403)

  // after the next map they are counted, and nobody in it may be a child
  await recordAftermath(casework, { mapped: second.mapped, ...latest! }, knownOf)
  const { points } = (await ask(keys.lead, 'GET', `/v1/decisions/${made.id}/aftermath`)).body
  assert.equal(points[0].candidates, named.length)

  // without dates nobody can say who was there before
  latest = { ...latest!, candidates: null }
  assert.deepEqual((await ask(keys.lead, 'POST', path, {})).body, { state: 'no-dates' })
})

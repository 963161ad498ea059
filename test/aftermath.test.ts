/** Two maps of a made-up platform: in the second, the sources that were removed are there again by other names. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { recordAftermath } from '../src/casework/decisions/aftermath.ts'
import { loadMap } from '../src/cli/load-map.ts'
import { main } from '../src/cli/main.ts'
import { importPaths } from '../src/ingest/import.ts'
import { simulateWorld } from '../src/simulate/simulate-world.ts'
import { writeWorld } from '../src/simulate/write-world.ts'
import { removeSources } from './remove-sources.ts'
import { runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-aftermath-'))
after(() => rmSync(root, { recursive: true }))

const silent = { stdout: { write: () => true }, stderr: { write: () => true } }

async function mapped(data: string, name: string) {
  const workspace = join(root, name)
  await importPaths([data], workspace)
  assert.equal(await main(['map', '--workspace', workspace, '--json'], silent), 0)
  return loadMap(workspace).mapped
}

/** Every follow and tag of these is another account's from now on; what signals say stays theirs. */
function rename(data: string, accounts: ReadonlySet<string>) {
  for (const name of ['accounts', 'follows', 'tags', 'interactions']) {
    const path = join(data, `${name}.csv`)
    const lines = readFileSync(path, 'utf8').split('\n')
    const renamed = lines.map((line) =>
      line
        .split(',')
        .map((field) => (accounts.has(field) ? `again-${field}` : field))
        .join(','),
    )
    writeFileSync(path, renamed.join('\n'))
  }
}

test('a network that forms again with the same followers is seen in the next map, in counts', async (context) => {
  const data = join(root, 'data')
  await writeWorld(simulateWorld({ accounts: 6000, planted: 120 }), data)
  const first = await mapped(data, 'first')
  const running = await runService(join(root, 'service'), {
    networkOf: (id) => first.find((one) => one.id === id) ?? null,
  })
  context.after(running.close)
  const { ask, keys, service } = running
  const { casework, knownOf } = service
  const made = await removeSources(running)
  const path = `/v1/decisions/${made.id}/aftermath`
  const recorded = (mapped: typeof first, madeAtMillis: number) =>
    recordAftermath(casework, { mapped, madeAtMillis, candidates: null }, knownOf)
  // a map that is older than the decision says nothing of what comes after it
  assert.equal(await recorded(first, Date.parse(made.at) - 1), 0)
  assert.deepEqual((await ask(keys.lead, 'GET', path)).body, { since: made.at, points: [] })

  const subjects = await casework.store.caseSubjects(made.case, { after: null, limit: 5000 })
  const sources = subjects.filter(({ role }) => role === 'source')
  const seekers = subjects.filter(({ role }) => role === 'seeker')
  rename(data, new Set(sources.map(({ account }) => account)))
  const second = await mapped(data, 'second')
  const madeAt = Date.parse(made.at) + 60_000
  for (let times = 0; times < 2; times++) {
    await recorded(second, madeAt)
  }
  const { body } = await ask(keys.investigator, 'GET', path)
  assert.equal(body.points.length, 1)
  const [point] = body.points
  // counted another way: from the new map alone, by the names that this test gave
  const back = second.flatMap(({ members }) => members).filter((each) => each.role !== 'at-risk')
  const again = back.filter(({ account }) => account.startsWith('again-')).length
  assert.ok(again > sources.length / 2, `${again} of ${sources.length} sources are mapped again`)
  assert.ok(point.newAccounts >= again)
  assert.ok(point.newSources > 0 && point.newSources <= point.newAccounts)
  assert.equal(point.followers, seekers.length)
  assert.ok(point.followersStillActive > seekers.length / 2)

  // half of the seekers are withheld by a person: they are not active whatever a map says
  const named = seekers.slice(0, seekers.length / 2).map(({ account }) => account)
  const why = { reason: 'Seen.', policy: 'rule 4' }
  const withheld = { case: made.case, kind: 'withhold', roles: null, accounts: named, ...why }
  assert.equal((await ask(keys.investigator, 'POST', '/v1/decisions', withheld)).status, 201)
  await recorded(second, madeAt + 60_000)
  const { points } = (await ask(keys.investigator, 'GET', path)).body
  assert.equal(points.length, 2)
  assert.ok(points[1].followersStillActive < points[0].followersStillActive)
  assert.equal((await ask(keys.guard, 'GET', path)).status, 403)
  // gone again: the next map has nothing of it
  await recorded([], madeAt + 120_000)
  const last = (await ask(keys.investigator, 'GET', path)).body.points[2]
  assert.deepEqual([last.newAccounts, last.followersStillActive], [0, 0])
  // no account in it, in counts or otherwise
  assert.ok(!JSON.stringify(points).includes('again-'))
})

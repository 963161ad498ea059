/** Two servers on one workspace: a seed posted at one, its network withheld by both. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKey } from '../src/casework/api-key.ts'
import { main } from '../src/cli/main.ts'
import { openCasework } from '../src/cli/open-casework.ts'
import { importPaths } from '../src/ingest/import.ts'
import { packStanding } from '../src/model/standing.ts'
import { simulateWorld } from '../src/simulate/simulate-world.ts'
import { writeWorld } from '../src/simulate/write-world.ts'
import { killServer, type Server, startServer } from './kill-server.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-shielded-'))
after(() => rmSync(root, { recursive: true }))

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (await holds()) return
    await sleep(25)
  }
  assert.fail('it never came to be so')
}

const ask = async (server: Server, key: string, path: string, body?: object) => {
  const response = await fetch(server.url + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer: any = JSON.parse(await response.text()) // eslint-disable-line typescript/no-explicit-any
  return answer
}

test('near accounts are withheld at every server, survive the worker, and the quota asks a person', async () => {
  const workspace = join(root, 'workspace')
  const data = join(root, 'data')
  const world = simulateWorld({ accounts: 6000, planted: 70 })
  await writeWorld(world, data)
  writeFileSync(join(data, 'signals.csv'), 'account,kind\n')
  await importPaths([data], workspace)
  const members = world.accountIds.filter((_id, row) =>
    world.groupNames[world.groups[row]].startsWith('planted-'),
  )
  const casework = await openCasework(workspace)
  const [guard, ingest, lead] = await Promise.all(
    (['guard', 'ingest', 'lead'] as const).map((role) => createKey(casework, role, 'test')),
  )
  const [decided, ...others] = members.slice(5)
  await casework.store.transact((tx) =>
    tx.setStanding({
      account: decided,
      standing: packStanding({}),
      setBy: 'key-of-lea',
      reason: 'Reviewed.',
      atMillis: 1,
      expiresAtMillis: null,
    }),
  )
  const post = (server: Server, ...accounts: string[]) =>
    ask(
      server,
      ingest.key,
      '/v1/signals',
      accounts.map((account) => ({ account, kind: 'hash-match' })),
    )
  const shown = async (server: Server): Promise<string[]> => {
    const question = { viewer: null, surface: 'explore', candidates: [decided, ...others] }
    const { allowed } = await ask(server, guard.key, '/v1/recommendations/filter', question)
    return allowed
  }

  const first = await startServer(workspace, { options: ['--automatic-changes', '20'] })
  const second = await startServer(workspace, { options: ['--automatic-changes', '20'] })
  await post(first, ...members.slice(0, 5))
  const readiness = async (server: Server) => (await ask(server, guard.key, '/readyz')).automation
  // each reads it from the store in its own time
  await eventually(async () => (await readiness(second)) === 'halted')
  await eventually(async () => (await readiness(first)) === 'halted')
  await eventually(async () => (await shown(second)).length <= others.length + 1 - 20)

  // the worker is one of the two: whichever goes, the other takes over
  await killServer(first, 'SIGKILL')
  const resumed = await ask(second, lead.key, '/v1/automation/resume', {
    reason: 'Looked at: it is the network.',
    changes: 1000,
  })
  assert.equal(resumed.automation, 'working')
  await eventually(async () => (await shown(second)).length < 5)
  assert.ok((await shown(second)).includes(decided))

  // a map that is made while it serves is read without a restart
  const exitCode = await main(['map', '--workspace', workspace, '--json'], {
    stdout: { write: () => true },
    stderr: { write: () => true },
  })
  assert.equal(exitCode, 0)
  const third = await startServer(workspace)
  assert.ok((await shown(third)).includes(decided))
  assert.ok((await shown(third)).length < 5)
  assert.equal(await killServer(second, 'SIGTERM'), 0)
  assert.equal(await killServer(third, 'SIGTERM'), 0)
  await casework.store.close()
})

/** Questions about networks to a server that runs: its thread, the graph it shares, a map that is made anew. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKey } from '../src/casework/api-key.ts'
import { main } from '../src/cli/main.ts'
import { openCasework } from '../src/cli/open-casework.ts'
import { importPaths } from '../src/ingest/import.ts'
import { simulateWorld } from '../src/simulate/simulate-world.ts'
import { writeWorld } from '../src/simulate/write-world.ts'
import { killServer, startServer } from './kill-server.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-networks-served-'))
after(() => rmSync(root, { recursive: true }))

const silent = { stdout: { write: () => true }, stderr: { write: () => true } }

test('a server answers from its map, and from the next one once there is one', async () => {
  const workspace = join(root, 'workspace')
  const data = join(root, 'data')
  await writeWorld(simulateWorld({ accounts: 6000, planted: 70 }), data)
  await importPaths([data], workspace)
  const casework = await openCasework(workspace)
  const lead = await createKey(casework, 'lead', 'test')
  const ingest = await createKey(casework, 'ingest', 'test')
  await casework.store.close()
  const server = await startServer(workspace)
  const ask = async (path: string, body?: object, { key } = lead) => {
    const response = await fetch(server.url + path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer: any = JSON.parse(await response.text()) // eslint-disable-line typescript/no-explicit-any
    return { status: response.status, body: answer }
  }
  assert.equal((await ask('/v1/networks')).status, 404)
  assert.equal(await main(['map', '--workspace', workspace, '--json'], silent), 0)
  const listed = async () => {
    for (let tries = 0; tries < 400; tries++) {
      const list = await ask('/v1/networks')
      if (list.status === 200) return list.body
      await sleep(25)
    }
    return assert.fail('it never had a map')
  }
  const first = await listed()
  const map = (body: object) => ask('/v1/networks/network-1/map', { reason: 'A look.', ...body })
  const many = await Promise.all(Array.from({ length: 4 }, () => map({})))
  for (const { status, body } of many) {
    assert.equal(status, 200)
    assert.equal(body.accounts.length + body.leftOut.shielded, first.networks[0].accounts)
    assert.equal(body.map, first.map)
  }
  const [{ account }] = many[0].body.accounts
  await ask('/v1/signals', { account, kind: 'hash-match' }, ingest)
  assert.equal(await main(['map', '--workspace', workspace, '--json'], silent), 0)
  let second = first
  for (let tries = 0; second.map === first.map && tries < 400; tries++) {
    await sleep(25)
    second = await listed()
  }
  assert.notEqual(second.map, first.map)
  await killServer(server, 'SIGTERM')
})

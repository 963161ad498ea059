/** 10,000 connections that never say a word, and one that does. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createKey } from '../src/casework/api-key.ts'
import { openCasework } from '../src/cli/open-casework.ts'
import { killServer, startServer } from './kill-server.ts'

const CONNECTIONS = 10_000
/** Fewer than a listener keeps waiting. */
const AT_ONCE = 250

test('10,000 idle connections keep nobody from an answer', async () => {
  const workspace = mkdtempSync(join(tmpdir(), 'firebreak-idle-'))
  const casework = await openCasework(workspace)
  const { key } = await createKey(casework, 'guard', 'test')
  await casework.store.close()
  const server = await startServer(workspace)
  const port = Number(new URL(server.url).port)
  const idle: Socket[] = []
  while (idle.length < CONNECTIONS) {
    const some = Array.from({ length: AT_ONCE }, () => connect(port, '127.0.0.1'))
    await Promise.all(some.map((socket) => once(socket, 'connect')))
    for (const socket of some) socket.on('error', () => {})
    idle.push(...some)
  }
  const response = await fetch(`${server.url}/v1/recommendations/filter`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ viewer: null, surface: 'feed', candidates: ['ada'] }),
  })
  assert.equal(response.status, 200)
  for (const socket of idle) socket.destroy()
  assert.equal(await killServer(server, 'SIGTERM'), 0)
  rmSync(workspace, { recursive: true })
})

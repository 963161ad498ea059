/** 10,000 connections that never say a word, or all ask what changes next, and one that asks the guard. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createKey } from '../src/casework/api-key.ts'
import { openCasework } from '../src/cli/open-casework.ts'
import { openSockets, skipWithout } from './idle-sockets.ts'
import { killServer, type Server, startServer } from './kill-server.ts'

const CONNECTIONS = 10_000
/** More than that may not wait at one server: `api/guard-changes.ts`. */
const MOST_WAITING = 2000

const skip = skipWithout(CONNECTIONS)

test('10,000 idle connections keep nobody from an answer', { skip }, async () => {
  await withServer(async ({ port, ask }) => {
    const idle = await openSockets(CONNECTIONS, port)
    assert.equal((await ask('guard', '/v1/recommendations/filter', FEED)).status, 200)
    for (const socket of idle) socket.destroy()
  })
})

test(
  'of 10,000 who wait for a change as many wait as may, and are told; the rest is told to come back; the guard answers',
  { skip },
  async () => {
    await withServer(async ({ port, keys, ask }) => {
      const { version, state } = (await ask('guard', '/v1/guard/changes?after=0')).body
      const path = `/v1/guard/changes?after=${version}&state=${state}&wait=30`
      const question = `GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys.guard}\r\n\r\n`
      const sockets = await openSockets(CONNECTIONS, port)
      const answers = sockets.map(firstPart)
      for (const socket of sockets) socket.write(question)
      assert.equal((await ask('guard', '/v1/recommendations/filter', FEED)).status, 200)
      const pull = { scope: { surface: 'feed' }, reason: 'A test.', minutes: 5 }
      assert.equal((await ask('lead', '/v1/brakes', pull)).status, 201)
      const parts = await Promise.all(answers)
      const told = parts.filter((part) => part.startsWith('HTTP/1.1 200'))
      const refused = parts.filter((part) => part.startsWith('HTTP/1.1 429'))
      assert.equal(told.length, MOST_WAITING)
      assert.ok(told.every((part) => part.includes('"scope":{"surface":"feed"}')))
      assert.equal(refused.length, CONNECTIONS - MOST_WAITING)
      for (const socket of sockets) socket.destroy()
    })
  },
)

const FEED = { viewer: null, surface: 'feed', candidates: ['ada'] }

interface Asked {
  readonly port: number
  readonly keys: Readonly<Record<'guard' | 'lead', string>>
  /** With a body it is a POST. */
  readonly ask: (
    role: 'guard' | 'lead',
    path: string,
    body?: object,
  ) => Promise<{ readonly status: number; readonly body: any }> // eslint-disable-line typescript/no-explicit-any
}

async function withServer(use: (asked: Asked) => Promise<void>): Promise<void> {
  const workspace = mkdtempSync(join(tmpdir(), 'firebreak-idle-'))
  let server: Server | null = null
  try {
    const casework = await openCasework(workspace)
    const guard = (await createKey(casework, 'guard', 'test')).key
    const lead = (await createKey(casework, 'lead', 'test')).key
    await casework.store.close()
    server = await startServer(workspace)
    const { url } = server
    const keys = { guard, lead }
    await use({
      port: Number(new URL(url).port),
      keys,
      async ask(role, path, body) {
        const response = await fetch(url + path, {
          method: body ? 'POST' : 'GET',
          headers: {
            authorization: `Bearer ${keys[role]}`,
            ...(body && { 'content-type': 'application/json' }),
          },
          ...(body && { body: JSON.stringify(body) }),
        })
        return { status: response.status, body: await response.json() }
      },
    })
    assert.equal(await killServer(server, 'SIGTERM'), 0)
    server = null
  } finally {
    if (server) await killServer(server, 'SIGKILL')
    rmSync(workspace, { recursive: true })
  }
}

/** On loopback an answer of a few thousand bytes comes in one. */
function firstPart(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('data', (part: Buffer) => resolve(part.toString()))
    socket.once('close', () => resolve(''))
  })
}

/**
 * A server in a process of its own, killed in the middle of writes again and again.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createKey } from '../src/casework/api-key.ts'
import { verifyLog } from '../src/casework/verify-log.ts'
import { openCasework } from '../src/cli/open-casework.ts'
import { createRandom } from '../src/util/random.ts'

// the servers of these tests keep what they have in their workspace, wherever they are run
delete process.env['DATABASE_URL']

const program = fileURLToPath(new URL('../bin/firebreak.js', import.meta.url))
const WRITERS = 6

/** A test that fails leaves none behind: a child that lives on would keep the whole suite waiting. */
const started = new Set<ChildProcess>()
const killAll = () => {
  for (const child of started) child.kill('SIGKILL')
}
after(killAll)
process.once('exit', killAll)

export interface Server {
  readonly child: ChildProcess
  readonly url: string
}

export interface ServerOptions {
  /** That it may write to one file: its disk is then full, as the system tells it. */
  readonly mostKilobytes?: number
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Added to the command line. */
  readonly options?: readonly string[]
}

/** `firebreak serve` on any free port, once it listens. */
export async function startServer(
  workspace: string,
  { mostKilobytes, env = {}, options = [] }: ServerOptions = {},
): Promise<Server> {
  const args = [program, 'serve', '--workspace', workspace, '--port', '0', '--json', ...options]
  const limited = `trap '' XFSZ; ulimit -f ${mostKilobytes}; exec "$0" "$@"`
  const [command, all] =
    mostKilobytes === undefined
      ? [process.execPath, args]
      : ['bash', ['-c', limited, process.execPath, ...args]]
  const child = spawn(command, all, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  started.add(child)
  child.once('exit', () => started.delete(child))
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (part: Buffer) => (stderr += String(part)))
  for await (const part of child.stdout) {
    stdout += String(part)
    if (!stdout.includes('\n')) continue
    const { url }: { url: string } = JSON.parse(stdout)
    return { child, url }
  }
  throw new Error(`the server ended before it listened: ${stderr}`)
}

export async function killServer(
  { child }: Server,
  signal: NodeJS.Signals,
): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  const [code]: (number | null)[] = await ended
  return code
}

/** What the servers have acknowledged, and what must therefore be there. */
interface Acknowledged {
  readonly references: string[]
  readonly pulled: string[]
  readonly released: string[]
}

/**
 * Start, write, kill -9, `rounds` times on one workspace; then everything acknowledged is there.
 *
 * @param together servers on it at the same time, killed one after the other while the rest is written to.
 */
export async function killUnderWrites(rounds: number, together = 1): Promise<Acknowledged> {
  const workspace = mkdtempSync(join(tmpdir(), 'firebreak-kill-'))
  try {
    const casework = await openCasework(workspace)
    const lead = (await createKey(casework, 'lead', 'test')).key
    const admin = (await createKey(casework, 'admin', 'test')).key
    await casework.store.close()
    const random = createRandom(11)
    const acknowledged: Acknowledged = { references: [], pulled: [], released: [] }
    for (let round = 0; round < rounds; round++) {
      const servers = await Promise.all(
        Array.from({ length: together }, () => startServer(workspace)),
      )
      const life = { ended: false }
      const writers = Array.from({ length: WRITERS }, (_, writer) => {
        const { url } = servers[writer % together]
        return write(url, [lead, admin], `${round}-${writer}`, acknowledged, life)
      })
      // a slow machine gets as far as a fast one, later: each kill is in the middle of writes
      const { references, pulled, released } = acknowledged
      const [sent, held, done] = [references.length, pulled.length, released.length]
      const isUnderWay = () =>
        references.length >= sent + WRITERS &&
        pulled.length >= held + 2 &&
        (round % 2 === 0 || released.length > done)
      for (let tries = 0; !isUnderWay() && tries < 3000; tries++) await sleep(5)
      for (const server of servers) {
        await sleep(20 + random.below(200))
        await killServer(server, 'SIGKILL')
      }
      life.ended = true
      await Promise.all(writers)
    }
    await check(workspace, acknowledged)
    return acknowledged
  } finally {
    rmSync(workspace, { recursive: true })
  }
}

/** Signals, and now and then a brake with both its releases, until the server is gone. */
async function write(
  url: string,
  [lead, admin]: readonly string[],
  name: string,
  { references, pulled, released }: Acknowledged,
  life: { readonly ended: boolean },
): Promise<void> {
  const ask = async (method: string, path: string, key: string, body?: object) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: body ? JSON.stringify(body) : null,
      // DELETE has no body, and then no type of one either
      ...(body ? {} : { headers: { authorization: `Bearer ${key}` } }),
    })
    const answer: Record<string, any> = await JSON.parse(await response.text()) // eslint-disable-line typescript/no-explicit-any
    return { status: response.status, answer }
  }
  try {
    for (let i = 0; !life.ended; i++) {
      const reference = `${name}-${i}`
      const signal = { account: `account-${i}`, kind: 'report', reference }
      const sent = await ask('POST', '/v1/signals', lead, signal)
      if (sent.status === 200 && sent.answer['accepted'] === 1) references.push(reference)
      if (i % 5 !== 0) continue
      const pull = { scope: { tag: reference }, reason: 'Until it is killed.', minutes: 60 }
      const brake = await ask('POST', '/v1/brakes', lead, pull)
      if (brake.status !== 201) continue
      const { id }: { id?: string } = brake.answer
      pulled.push(id!)
      await ask('DELETE', `/v1/brakes/${id}`, lead)
      const release = await ask('DELETE', `/v1/brakes/${id}`, admin)
      if (release.status === 200) released.push(id!)
    }
  } catch {
    // the connection was cut: what was not answered may be there or not
  }
}

async function check(workspace: string, acknowledged: Acknowledged): Promise<void> {
  const { store, signer } = await openCasework(workspace, { mustExist: true })
  try {
    const { breaks, entries } = await verifyLog(store, signer)
    assert.deepEqual(breaks, [])
    const kept = new Set<string>()
    for (let after = 0; ;) {
      const page = await store.signals({ after, limit: 1000 })
      for (const { signal } of page) kept.add(signal.reference ?? '')
      if (page.length < 1000) break
      after = page.at(-1)!.sequence
    }
    for (const reference of acknowledged.references) assert.ok(kept.has(reference), reference)
    const brakes = new Map((await store.brakes()).map((brake) => [brake.id, brake]))
    for (const id of acknowledged.pulled) assert.ok(brakes.has(id), id)
    for (const id of acknowledged.released) assert.ok(brakes.get(id)!.releasedAtMillis !== null, id)
    assert.ok(entries >= acknowledged.references.length + acknowledged.pulled.length)
  } finally {
    await store.close()
  }
}

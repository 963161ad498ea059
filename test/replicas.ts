/**
 * Several servers on one state, each a process of its own, and how long a brake takes to reach the
 * last of them.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { killServer, type Server, startServer } from './kill-server.ts'

const PROGRAM = fileURLToPath(new URL('../bin/firebreak.js', import.meta.url))
/** Between two looks at a replica: what is measured is exact to about this. */
const LOOK_MILLIS = 2
const GIVE_UP_MILLIS = 30_000

export interface Replicas {
  readonly workspace: string
  readonly servers: readonly Server[]
  /** A brake on a tag: its id once it is acknowledged, or null where it was refused. */
  readonly pull: (replica: number, tag: string) => Promise<string | null>
  /** By both people who it takes. */
  readonly release: (replica: number, id: string) => Promise<void>
  readonly holds: (replica: number, tag: string) => Promise<boolean>
  /** Resolves once every replica holds the tag. @throws {Error} if one never does. */
  readonly allHold: (tag: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** @param databaseUrl of a PostgreSQL; null for SQLite in the workspace that they share. */
export async function startReplicas(count: number, databaseUrl: string | null): Promise<Replicas> {
  const workspace = mkdtempSync(join(tmpdir(), 'firebreak-replicas-'))
  const env: Record<string, string> = databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }
  const key = async (role: string): Promise<string> => {
    const args = [PROGRAM, 'key', 'create', '--role', role, '--workspace', workspace, '--json']
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: { ...process.env, ...env },
    })
    const made: { key: string } = JSON.parse(stdout)
    return made.key
  }
  const [guard, lead, admin] = [await key('guard'), await key('lead'), await key('admin')]
  const servers: Server[] = []
  for (let i = 0; i < count; i++) servers.push(await startServer(workspace, { env }))

  const ask = async (replica: number, by: string, method: string, path: string, body?: object) => {
    const response = await fetch(servers[replica].url + path, {
      method,
      headers: {
        authorization: `Bearer ${by}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer: Record<string, any> = JSON.parse(await response.text()) // eslint-disable-line typescript/no-explicit-any
    return { status: response.status, answer }
  }

  const replicas: Replicas = {
    workspace,
    servers,
    async pull(replica, tag) {
      const pull = { scope: { tag }, reason: 'A test.', minutes: 60 }
      const { status, answer } = await ask(replica, lead, 'POST', '/v1/brakes', pull)
      if (status === 201) return answer['id']
      if (status === 503) return null
      throw new Error(`a pull was answered with ${status}: ${JSON.stringify(answer)}`)
    },
    async release(replica, id) {
      await ask(replica, lead, 'DELETE', `/v1/brakes/${id}`)
      const { status } = await ask(replica, admin, 'DELETE', `/v1/brakes/${id}`)
      if (status !== 200) throw new Error(`a release was answered with ${status}`)
    },
    async holds(replica, tag) {
      const body = { viewer: null, surface: 'feed', candidates: ['ada'], tag }
      const { status, answer } = await ask(
        replica,
        guard,
        'POST',
        '/v1/recommendations/filter',
        body,
      )
      if (status !== 200) throw new Error(`a list of candidates was answered with ${status}`)
      return answer['withheld'] === 1
    },
    async allHold(tag) {
      const deadline = performance.now() + GIVE_UP_MILLIS
      await Promise.all(
        servers.map(async (_, replica) => {
          while (!(await replicas.holds(replica, tag))) {
            if (performance.now() > deadline) throw new Error(`replica ${replica} never held`)
            await sleep(LOOK_MILLIS)
          }
        }),
      )
    },
    async close() {
      await Promise.all(servers.map((server) => killServer(server, 'SIGKILL')))
      rmSync(workspace, { recursive: true })
    },
  }
  return replicas
}

/** From the answer of each pull to the last replica that holds it, in milliseconds. */
export async function timesToHold(replicas: Replicas, pulls: number): Promise<Float64Array> {
  const times = new Float64Array(pulls)
  for (let i = 0; i < pulls; i++) {
    const replica = i % replicas.servers.length
    const tag = `tag-${i}`
    const id = await replicas.pull(replica, tag)
    const answeredMillis = performance.now()
    if (id === null) throw new Error('a pull was refused though nothing was broken')
    await replicas.allHold(tag)
    times[i] = performance.now() - answeredMillis
    await replicas.release(replica, id)
  }
  return times
}

/** Pull at every replica until `during` is done; the tags of the pulls that were acknowledged. */
export async function pullUnder(
  replicas: Replicas,
  name: string,
  during: () => Promise<void>,
): Promise<{ readonly acknowledged: string[]; readonly refused: number }> {
  const acknowledged: string[] = []
  let refused = 0
  const under = { way: true }
  const pulling = replicas.servers.map(async (_, replica) => {
    for (let i = 0; under.way; i++) {
      const tag = `${name}-${replica}-${i}`
      if ((await replicas.pull(replica, tag)) === null) refused++
      else acknowledged.push(tag)
    }
  })
  await during()
  under.way = false
  await Promise.all(pulling)
  return { acknowledged, refused }
}

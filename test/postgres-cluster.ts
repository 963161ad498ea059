/**
 * A PostgreSQL of a test's own that can be killed and started again: the machine's binaries, a folder
 * under /tmp, any free port on loopback.
 *
 * @module
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const VERSIONS = '/usr/lib/postgresql'
const READY_TRIES = 300

export interface Cluster {
  readonly url: string
  /** Of the server that runs now. */
  readonly pid: () => number
  /** As `pg_ctl stop -m immediate` does: nothing is written any more, the next start recovers. */
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  /** Stop and leave nothing behind. */
  readonly remove: () => Promise<void>
}

/** Where the machine has PostgreSQL, or null. */
export function postgresBinaries(): string | null {
  if (!existsSync(VERSIONS)) return null
  const [newest] = readdirSync(VERSIONS).toSorted((a, b) => Number(b) - Number(a))
  const path = join(VERSIONS, newest ?? 'none', 'bin')
  return existsSync(join(path, 'postgres')) ? path : null
}

/** @param binaries as `postgresBinaries` finds them. */
export async function startCluster(binaries: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-cluster-'))
  const data = join(folder, 'data')
  // it refuses to run as root
  const owner = process.getuid?.() === 0 ? ownerOf('postgres') : undefined
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const init = ['--auth=trust', '--username=postgres', '--no-instructions', `--pgdata=${data}`]
  execFileSync(join(binaries, 'initdb'), init, { ...owner, cwd: folder, stdio: 'ignore' })
  const port = await freePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const args = ['-D', data, '-c', `port=${port}`, '-c', 'listen_addresses=127.0.0.1']
  args.push('-c', `unix_socket_directories=${folder}`)
  let server: ChildProcess | null = null

  async function start(): Promise<void> {
    server = spawn(join(binaries, 'postgres'), args, { ...owner, cwd: folder, stdio: 'ignore' })
    for (let tries = 0; tries < READY_TRIES; tries++) {
      if (await answers(url)) return
      await sleep(50)
    }
    throw new Error(`the PostgreSQL in ${folder} does not answer`)
  }

  async function stop(): Promise<void> {
    if (!server) return
    const ended = once(server, 'exit')
    server.kill('SIGQUIT')
    await ended
    server = null
  }

  await start()
  return {
    url,
    pid: () => server!.pid!,
    start,
    stop,
    async remove() {
      await stop()
      rmSync(folder, { recursive: true })
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {}) // it never began
  }
}

function ownerOf(user: string): { readonly uid: number; readonly gid: number } {
  const idOf = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no port is free')
  return address.port
}

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { onCore } from './on-core.ts'

const VERSIONS = '/usr/lib/postgresql'
const PORT = 54399

/** A cluster of its own with one table of accounts; null where there is no PostgreSQL. */
export async function startPostgres(standings: number, folder: string) {
  const version = existsSync(VERSIONS) ? readdirSync(VERSIONS).toSorted().at(-1) : undefined
  if (version === undefined) return null
  const bin = join(VERSIONS, version, 'bin')
  mkdirSync(folder, { recursive: true })
  // it does not run as root, whose folder it is then let into
  const owner = process.getuid?.() === 0 ? ownerNamed('postgres') : null
  if (owner) chownSync(folder, owner.uid, owner.gid)
  chmodSync(dirname(folder), 0o755)
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['--auth=trust', '--username=postgres', `--pgdata=${data}`], {
    ...owner,
    stdio: 'ignore',
    cwd: folder,
  })
  const settings = ['listen_addresses=127.0.0.1', `port=${PORT}`, 'shared_buffers=2GB']
  settings.push(`unix_socket_directories=${folder}`, 'fsync=off', 'max_wal_size=8GB')
  const args = ['-D', data, ...settings.flatMap((each) => ['-c', each])]
  const [command, ...rest] = onCore(0, join(bin, 'postgres'), ...args)
  const child = spawn(command, rest, { ...owner, stdio: 'ignore', cwd: folder })
  await sleep(2000)
  const url = `postgres://postgres@127.0.0.1:${PORT}/postgres`
  const client = new Client(url)
  await client.connect()
  await client.query(
    `create table withheld as select 'account-' || lpad((i::bigint * 3)::text, 8, '0') as account from generate_series(0, ${standings - 1}) i`,
  )
  await client.query('alter table withheld add primary key (account)')
  await client.query('vacuum analyze withheld')
  await client.end()
  return {
    url,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGINT')
      await ended
    },
  }
}

function ownerNamed(name: string): { uid: number; gid: number } {
  const idOf = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

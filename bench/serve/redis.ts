import { createClient } from '@redis/client'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { nameOf } from './accounts.ts'
import { onCore } from './on-core.ts'

const PROGRAM = '/usr/bin/redis-server'
const PORT = 56379
const AT_ONCE = 10_000

/** A Redis of its own with one set of accounts; null where there is no Redis. */
export async function startRedis(standings: number, folder: string) {
  if (!existsSync(PROGRAM)) return null
  mkdirSync(folder, { recursive: true })
  const args = ['--port', String(PORT), '--bind', '127.0.0.1', '--save', '', '--dir', folder]
  const [command, ...rest] = onCore(0, PROGRAM, ...args)
  const child = spawn(command, rest, { stdio: 'ignore' })
  await sleep(500)
  const client = createClient({ url: `redis://127.0.0.1:${PORT}` })
  await client.connect()
  for (let from = 0; from < standings; from += AT_ONCE) {
    const length = Math.min(AT_ONCE, standings - from)
    await client.sAdd(
      'withheld',
      Array.from({ length }, (_, i) => nameOf((from + i) * 3)),
    )
  }
  client.destroy()
  return {
    port: PORT,
    async stop() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}

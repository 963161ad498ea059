import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Measured } from './serve/load.ts'
import { type Comparison } from './stopwatch.ts'

export const title = 'Service'

const STANDINGS = 1_000_000
const REQUESTS = 10_000
const ROUNDS = 3

/** Both servers in processes of their own, the client in another, each side in turn. */
export async function run(): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-bench-'))
  const ours = await start('firebreak-server.ts', String(STANDINGS), folder)
  const plain = await start('plain-server.ts', String(STANDINGS))
  try {
    const [mine, theirs]: [Measured[], Measured[]] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      mine.push(await ours.load())
      theirs.push(await plain.load())
    }
    const [own, other] = [middle(mine), middle(theirs)]
    return [
      {
        work: `${REQUESTS.toLocaleString('en-US')} requests of 500 candidates, JSON, ${STANDINGS.toLocaleString('en-US')} standings, 8 connections`,
        ours: `firebreak serve, ${latency(own)}`,
        alternative: `bare node:http with a Map, no keys and no checks, ${latency(other)}`,
        oursMillis: own.millis,
        alternativeMillis: other.millis,
        units: REQUESTS,
        unit: 'requests',
      },
    ]
  } finally {
    await Promise.all([ours.stop(), plain.stop()])
    rmSync(folder, { recursive: true })
  }
}

const path = (name: string) => join(import.meta.dirname, 'serve', name)

async function start(file: string, ...args: string[]) {
  const child = spawn(process.execPath, [path(file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line]: Buffer[] = await once(child.stdout, 'data')
  const { port, key }: { port: number; key: string } = JSON.parse(String(line))
  return {
    async load(): Promise<Measured> {
      const load = [path('load.ts'), String(port), key, String(REQUESTS), String(STANDINGS * 6)]
      const { stdout } = await promisify(execFile)(process.execPath, load)
      const measured: Measured = JSON.parse(stdout)
      return measured
    },
    async stop() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}

function middle(measured: readonly Measured[]): Measured {
  return measured.toSorted((a, b) => a.millis - b.millis)[measured.length >> 1]
}

function latency({ p50Millis, p99Millis }: Measured): string {
  return `p50 ${p50Millis.toFixed(2)} ms, p99 ${p99Millis.toFixed(2)} ms`
}

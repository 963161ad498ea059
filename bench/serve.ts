/**
 * The service under load, beside what a team would use instead: each server alone on one core, its
 * client in a process of its own on another, each side in turn.
 *
 * @module
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Measured } from './serve/drive.ts'
import { onCore } from './serve/on-core.ts'
import { startPostgres } from './serve/postgres.ts'
import { startRedis } from './serve/redis.ts'
import { type Comparison } from './stopwatch.ts'

export const title = 'Service'

const STANDINGS = Number(process.env['FIREBREAK_STANDINGS'] ?? 10_000_000)
const REQUESTS = 10_000
const ROUNDS = 3
/** Half of those asked for are in the range of the standings, and a third of that has one. */
const SPREAD = STANDINGS * 3

/** Something that was asked in each round; null where its program is missing. */
interface Side {
  readonly load: () => Promise<Measured>
}

export async function run(): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-bench-'))
  const ours = await startServer('firebreak-server.ts', [
    String(STANDINGS / 2),
    String(STANDINGS / 2),
    join(folder, 'workspace'),
  ])
  const plain = await startServer('plain-server.ts', [String(STANDINGS)])
  const redis = await startRedis(STANDINGS, join(folder, 'redis'))
  const postgres = await startPostgres(STANDINGS, join(folder, 'postgres'))
  try {
    const sides: Record<string, Side | null> = {
      json: { load: () => ours.load('json', REQUESTS) },
      numeric: { load: () => ours.load('numeric', REQUESTS) },
      plain: { load: () => plain.load('json', REQUESTS) },
      redis: redis && {
        load: () => measure('load-redis.ts', String(redis.port), String(REQUESTS), String(SPREAD)),
      },
      postgres: postgres && {
        load: () => measure('load-postgres.ts', postgres.url, String(REQUESTS / 5), String(SPREAD)),
      },
    }
    const rounds: Record<string, Measured[]> = {}
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, side] of Object.entries(sides)) {
        if (side) (rounds[name] ??= []).push(await side.load())
      }
    }
    const json = middle(rounds['json'])
    const numeric = middle(rounds['numeric'])
    const row = (own: Measured, body: string, against: string, name: string, missing: string) =>
      comparison(own, body, against, rounds[name] ? middle(rounds[name]) : null, missing)
    const redisName = 'Redis SMISMEMBER, its Node client'
    const postgresName = 'PostgreSQL = ANY, its Node client'
    return [
      row(json, 'JSON', 'bare node:http with a Map, no keys and no checks', 'plain', ''),
      row(json, 'JSON', redisName, 'redis', 'no redis-server here'),
      row(numeric, 'a binary body', redisName, 'redis', 'no redis-server here'),
      row(json, 'JSON', postgresName, 'postgres', 'no PostgreSQL here'),
      row(numeric, 'a binary body', postgresName, 'postgres', 'no PostgreSQL here'),
      {
        work: `${STANDINGS.toLocaleString('en-US')} standings read into memory`,
        ours: `firebreak serve, ${megabytes(ours.memoryBytes)}, to its first answer`,
        alternative: `a Map of strings, ${megabytes(plain.memoryBytes)}`,
        oursMillis: ours.loadMillis,
        alternativeMillis: plain.loadMillis,
        units: STANDINGS,
        unit: 'standings',
      },
    ]
  } finally {
    await Promise.all([ours.stop(), plain.stop(), redis?.stop(), postgres?.stop()])
    rmSync(folder, { recursive: true })
  }
}

const path = (name: string) => join(import.meta.dirname, 'serve', name)

async function measure(file: string, ...args: string[]): Promise<Measured> {
  const [command, ...rest] = onCore(1, process.execPath, path(file), ...args)
  const { stdout } = await promisify(execFile)(command, rest)
  const measured: Measured = JSON.parse(stdout)
  return measured
}

interface Started {
  readonly port: number
  readonly key: string
  readonly loadMillis: number
  readonly memoryBytes: number
}

async function startServer(file: string, args: string[]) {
  const [command, ...rest] = onCore(0, process.execPath, path(file), ...args)
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line]: Buffer[] = await once(child.stdout, 'data')
  const started: Started = JSON.parse(String(line))
  return {
    ...started,
    load: (kind: 'json' | 'numeric', requests: number) =>
      measure(
        'load-http.ts',
        kind,
        String(started.port),
        started.key,
        String(requests),
        String(SPREAD),
      ),
    async stop() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}

/** Of as many requests as each side was asked, so that the ratio is one of rates. */
function comparison(
  own: Measured,
  body: string,
  alternative: string,
  other: Measured | null,
  missing: string,
): Comparison {
  const millisOf = ({ millis, requests }: Measured) => (millis / requests) * REQUESTS
  return {
    work: `${REQUESTS.toLocaleString('en-US')} requests of 500 candidates, ${STANDINGS.toLocaleString('en-US')} standings, 8 connections, one core`,
    ours: `firebreak serve, ${body}, ${latency(own)}`,
    alternative: other ? `${alternative}, ${latency(other)}` : missing,
    oursMillis: millisOf(own),
    alternativeMillis: other ? millisOf(other) : NaN,
    units: REQUESTS,
    unit: 'requests',
  }
}

function middle(measured: readonly Measured[]): Measured {
  return measured.toSorted((a, b) => a.millis / a.requests - b.millis / b.requests)[
    measured.length >> 1
  ]
}

function latency({ p50Millis, p99Millis }: Measured): string {
  return `p50 ${p50Millis.toFixed(2)} ms, p99 ${p99Millis.toFixed(2)} ms`
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}

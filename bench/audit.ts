/**
 * What an audit costs beside the recommender that it asks: 1,000 test accounts and as many controls,
 * 100 slates each, over HTTP from another process, each slate a request.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { importPaths } from '../src/ingest/import.ts'
import { simulateWorld } from '../src/simulate/simulate-world.ts'
import { writeWorld } from '../src/simulate/write-world.ts'
import { timedCommand } from './command.ts'
import { type Comparison } from './stopwatch.ts'

const PROGRAM = fileURLToPath(new URL('../bin/firebreak.js', import.meta.url))
const ACCOUNTS = 20_000
const TEST_ACCOUNTS = 1_000
const SLATES = 100
const SCENARIO = {
  name: 'one-follow-long-look',
  slatesPerRefresh: 1,
  steps: [
    { kind: 'meet', by: 'follow' },
    { kind: 'look', slates: SLATES },
  ],
}

export const title = 'An audit over HTTP'

/** Once for each recommender: a cheap one, whose time is the audit's own, and one that walks the graph. */
export async function run(): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-bench-'))
  try {
    const workspace = join(folder, 'workspace')
    const scenario = join(folder, 'scenario.json')
    await writeWorld(simulateWorld({ accounts: ACCOUNTS, seed: 1 }), join(folder, 'files'))
    await importPaths([join(folder, 'files')], workspace)
    writeFileSync(scenario, JSON.stringify(SCENARIO))
    const rows: Comparison[] = []
    for (const name of ['popular', 'co-follow']) rows.push(await audited(name, workspace, scenario))
    return rows
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function audited(name: string, workspace: string, scenario: string): Promise<Comparison> {
  const server = await startServer(name, workspace)
  try {
    const asked = ['--scenario', scenario, '--recommender', server.address, '--guard', 'off']
    const size = ['--test-accounts', String(TEST_ACCOUNTS), '--budget', '1']
    const rest = ['--workspace', workspace, '--authorised-by', 'the benchmark', '--json']
    const command = [PROGRAM, 'audit', ...asked, ...size, ...rest]
    const { millis, peakMebibytes } = await timedCommand(command)
    const { answered, recommendMillis } = await server.stop()
    return {
      work: `${TEST_ACCOUNTS} test accounts and as many controls × ${SLATES} slates, ${answered.toLocaleString('en-US')} requests to ${name}`,
      ours: `the audit beyond the recommender's time, peak ${peakMebibytes} MiB`,
      alternative: "the recommender's own clock",
      oursMillis: millis - recommendMillis,
      alternativeMillis: recommendMillis,
      units: answered,
      unit: 'requests',
    }
  } finally {
    await server.stop()
  }
}

interface Answered {
  readonly answered: number
  readonly recommendMillis: number
}

async function startServer(name: string, workspace: string) {
  const server = spawn(
    process.execPath,
    [PROGRAM, 'recommend-server', '--workspace', workspace, '--recommender', name, '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const said = text(server.stdout)
  const ended = once(server, 'close')
  let address = ''
  for await (const line of createInterface(server.stderr)) {
    address = /http:\/\/[\d.:]+/.exec(line)?.[0] ?? ''
    if (address !== '') break
  }
  if (address === '') throw new Error(`recommend-server for ${name} did not start`)
  return {
    address,
    async stop(): Promise<Answered> {
      server.kill('SIGTERM')
      await ended
      return JSON.parse(await said)
    },
  }
}

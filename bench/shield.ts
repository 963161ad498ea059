/**
 * From a posted seed to its surroundings withheld by all replicas, on 10M follows.
 *
 * A server with its shield, three replicas that follow the same store, and this process, which posts:
 * five processes. Many small networks are known by three accounts each; a fourth of each is posted, one
 * after the other, and what counts is when the last replica withholds the last account for it.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKey } from '../src/casework/api-key.ts'
import { openCasework } from '../src/cli/open-casework.ts'
import { isInferred } from '../src/model/automation.ts'
import { saveWorkspace } from '../src/platform/workspace.ts'
import { type StoredStanding } from '../src/store/store.ts'
import { manyNetworks } from './shield/many-networks.ts'
import { type Comparison, median } from './stopwatch.ts'

export const title = 'Signal to shield'

const SIZE = { accounts: 985_000, follows: 10_000_000, networks: 200 }
const KNOWN = 3
const REPLICAS = 3
/** No further account for so long: what the seed shields is shielded. */
const QUIET_MILLIS = 700
const OPENING_MILLIS = 15_000

/** When a replica came to enforce which version. */
type Enforced = { readonly version: number; readonly atMillis: number }[]

export async function run(): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-bench-'))
  const children: ChildProcess[] = []
  const start = (...args: string[]) => {
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    children.push(child)
    return child
  }
  try {
    const { platform, networks, lookAlikes } = manyNetworks(SIZE, KNOWN)
    saveWorkspace(folder, platform)
    const follows = platform.follows.out.targets.length
    const casework = await openCasework(folder)
    const { key } = await createKey(casework, 'ingest', 'bench')
    const program = join(import.meta.dirname, '..', 'bin', 'firebreak.js')
    const quota = ['--automatic-changes', '1000000']
    const server = start(program, 'serve', '--workspace', folder, '--port', '0', '--json', ...quota)
    const { url } = await firstLine(server)
    const replicas = Array.from({ length: REPLICAS }, () =>
      enforcedBy(start(join(import.meta.dirname, 'shield', 'replica.ts'), folder)),
    )
    while ((await casework.store.automation()).holder === null) await sleep(100)
    // until the graph is read
    await sleep(OPENING_MILLIS)

    const first: number[] = []
    const last: number[] = []
    let shielded = 0
    let version = 0
    for (const [k, members] of networks.entries()) {
      const sentMillis = Date.now()
      const response = await fetch(`${url}/v1/signals`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ account: `a${members[KNOWN]}`, kind: 'hash-match' }),
      })
      if (response.status !== 200) throw new Error(`a signal was answered with ${response.status}`)
      const rows: StoredStanding[] = []
      for (let quietAt = Date.now() + QUIET_MILLIS; Date.now() < quietAt; await sleep(50)) {
        const page = await casework.store.standings({ after: version, limit: 5000 })
        if (page.length === 0) continue
        version = page.at(-1)!.version
        rows.push(...page.filter(isInferred))
        quietAt = Date.now() + QUIET_MILLIS
      }
      if (rows.length > 0) {
        const since = (row: StoredStanding) =>
          Math.max(...replicas.map((one) => enforcedAt(one, row.version))) - sentMillis
        first.push(since(rows[0]))
        last.push(since(rows.at(-1)!))
        shielded += rows.length
      }
      process.stderr.write(`  ${k + 1} of ${networks.length}: ${rows.length} accounts\n`)
    }
    const all = await casework.store.standings({ after: 0, limit: 1_000_000 })
    const near = all.filter(isInferred).map(({ account }) => Number(account.slice(1)))
    const isPlanted = new Set(networks.flatMap((members) => [...members]))
    const innocent = near.filter((row) => !isPlanted.has(row)).length
    const alike = near.filter((row) => lookAlikes.has(row)).length
    await casework.store.close()
    const of = `${(follows / 1e6).toFixed(1)}M follows, ${networks.length} seeds posted, ${last.length} of which shield ${(shielded / last.length).toFixed(0)} accounts each, ${REPLICAS} replicas`
    const quality = `innocent accounts among them: ${innocent}, look-alikes: ${alike}`
    return [
      row(`from the request to the first near account withheld by all, ${of}`, first, quality),
      row(`to the last near account, wider looks included`, last, quality),
    ]
  } finally {
    for (const child of children) child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  }
}

function row(work: string, millis: readonly number[], alternative: string): Comparison {
  const sorted = millis.toSorted((a, b) => a - b)
  return {
    work,
    ours: 'firebreak serve',
    oursMillis: median(sorted),
    oursP99Millis: sorted[Math.ceil(0.99 * sorted.length) - 1],
    oursMostMillis: sorted.at(-1)!,
    alternative,
    alternativeMillis: NaN,
    units: 0,
    unit: '',
  }
}

async function firstLine({ stdout }: ChildProcess): Promise<{ url: string }> {
  for await (const line of createInterface(stdout!)) {
    const said: { url: string } = JSON.parse(line)
    return said
  }
  throw new Error('the server ended before it listened')
}

function enforcedBy({ stdout }: ChildProcess): Enforced {
  const enforced: Enforced = []
  createInterface(stdout!).on('line', (line) => {
    const [version, atMillis] = line.split(' ').map(Number)
    enforced.push({ version, atMillis })
  })
  return enforced
}

/** @throws {Error} if it never did: what was quiet for so long must have arrived. */
function enforcedAt(enforced: Enforced, version: number): number {
  const found = enforced.find((one) => one.version >= version)
  if (!found) throw new Error(`a replica does not enforce version ${version}`)
  return found.atMillis
}

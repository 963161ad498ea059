import { execFileSync } from 'node:child_process'
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { parquetWriteFile } from 'hyparquet-writer'
import { createRandom } from '../src/util/random.ts'
import { compare, type Comparison } from './stopwatch.ts'

export const title = 'Import of 2M follows, the whole command'

const ROWS = 2_000_000
const ACCOUNTS = 200_000
const PROGRAM = fileURLToPath(new URL('../bin/firebreak.js', import.meta.url))

export async function run(): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-bench-'))
  try {
    const files = writeFollows(folder)
    const rows: Comparison[] = []
    for (const file of files) {
      rows.push(
        await compare({
          work: `${file}, start of the process and writing graph.fbk included`,
          ours: 'firebreak import',
          alternative: 'readline, split and two Maps, in this process, nothing written',
          run: () => importFile(folder, file),
          against: file === 'follows.csv' ? () => readPlainly(join(folder, file)) : null,
          units: ROWS,
          unit: 'rows',
          runs: 3,
        }),
      )
    }
    return rows
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function importFile(folder: string, file: string): void {
  const workspace = join(folder, 'workspace')
  rmSync(workspace, { recursive: true, force: true })
  execFileSync(
    process.execPath,
    [PROGRAM, 'import', join(folder, file), '--workspace', workspace, '--json'],
    { stdio: 'ignore' },
  )
}

/** What one would write first: a string for each id, a Map entry for each account and follow. */
async function readPlainly(path: string): Promise<number> {
  const accounts = new Map<string, number>()
  const follows = new Map<number, number[]>()
  const rowOf = (id: string) => {
    let row = accounts.get(id)
    if (row === undefined) accounts.set(id, (row = accounts.size))
    return row
  }
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [source, target] = line.split(',')
    const row = rowOf(source)
    const targets = follows.get(row)
    if (targets) targets.push(rowOf(target))
    else follows.set(row, [rowOf(target)])
  }
  return follows.size
}

function writeFollows(folder: string): string[] {
  const random = createRandom(1)
  // squared, so that some accounts come again and again
  const draw = () => idOf(Math.floor(random.next() ** 2 * ACCOUNTS))
  const source = Array.from({ length: ROWS }, draw)
  const target = Array.from({ length: ROWS }, draw)
  writeFileSync(
    join(folder, 'follows.csv'),
    `source,target\n${source.map((each, row) => `${each},${target[row]}`).join('\n')}\n`,
  )
  writeFileSync(join(folder, 'follows.csv.gz'), gzipSync(readFileSync(join(folder, 'follows.csv'))))
  parquetWriteFile({
    filename: join(folder, 'follows.parquet'),
    columnData: [
      { name: 'source', data: source, type: 'STRING' },
      { name: 'target', data: target, type: 'STRING' },
    ],
  })
  return ['follows.csv', 'follows.csv.gz', 'follows.parquet']
}

function idOf(row: number): string {
  return `account_${(row * 7919).toString(36)}`
}

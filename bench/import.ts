import { execFileSync } from 'node:child_process'
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createGunzip, gzipSync } from 'node:zlib'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
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
      const { name, read } = PLAIN[file]
      rows.push(
        await compare({
          work: `${file}, start of the process and writing graph.fbk included`,
          ours: 'firebreak import',
          alternative: `${name}, in this process, nothing written`,
          run: () => importFile(folder, file),
          against: () => read(join(folder, file)),
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

/** What one would write first for each: a string for each id, a Map entry for each account. */
const PLAIN: Readonly<Record<string, { name: string; read: (path: string) => Promise<number> }>> = {
  'follows.csv': {
    name: 'readline, split and Maps',
    read: (path) => readLines(createReadStream(path)),
  },
  'follows.csv.gz': {
    name: 'gunzip, readline, split and Maps',
    read: (path) => readLines(createReadStream(path).pipe(createGunzip())),
  },
  'follows.parquet': { name: 'hyparquet and Maps', read: readObjects },
}

async function readLines(input: NodeJS.ReadableStream): Promise<number> {
  const follows = createFollows()
  for await (const line of createInterface({ input })) {
    const [source, target] = line.split(',')
    follows.add(source, target)
  }
  return follows.size()
}

async function readObjects(path: string): Promise<number> {
  const follows = createFollows()
  for (const { source, target } of await parquetReadObjects({
    file: await asyncBufferFromFile(path),
    compressors,
  })) {
    follows.add(source, target)
  }
  return follows.size()
}

function createFollows() {
  const accounts = new Map<string, number>()
  const targetsOf = new Map<number, number[]>()
  const rowOf = (id: string) => {
    let row = accounts.get(id)
    if (row === undefined) accounts.set(id, (row = accounts.size))
    return row
  }
  return {
    add(source: string, target: string) {
      const row = rowOf(source)
      const targets = targetsOf.get(row)
      if (targets) targets.push(rowOf(target))
      else targetsOf.set(row, [rowOf(target)])
    },
    size: () => targetsOf.size,
  }
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

import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdtempSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { type CommandRun, timedCommand } from './command.ts'
import { connect } from './import/duckdb.ts'
import { createRandom } from '../src/util/random.ts'
import { type Comparison, median } from './stopwatch.ts'

const ROWS = Number(process.env.FIREBREAK_BENCH_ROWS ?? 20e6)
const ACCOUNTS = ROWS / 10
const RUNS = 3
/** Strings and Maps at the whole size would take minutes, and more memory than there may be. */
const SMALLER = 10
const PROGRAM = fileURLToPath(new URL('../bin/firebreak.js', import.meta.url))
const alternative = (name: string) => fileURLToPath(new URL(`import/${name}.ts`, import.meta.url))

export const title = `Import of ${ROWS / 1e6}M follows of ${ACCOUNTS / 1e6}M accounts, the whole command`

export async function run(): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-bench-'))
  try {
    const rows: Comparison[] = []
    for (const file of await writeFollows(folder, 'follows', ROWS)) {
      rows.push(await against('DuckDB, read and numbered', 'duckdb', folder, file, ROWS))
    }
    const [small] = await writeFollows(folder, 'follows-small', ROWS / SMALLER)
    rows.push(await against('readline, split and Maps', 'maps', folder, small, ROWS / SMALLER))
    return rows
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function against(
  name: string,
  script: string,
  folder: string,
  file: string,
  units: number,
): Promise<Comparison> {
  const path = join(folder, file)
  const workspace = join(folder, 'workspace')
  const ours: CommandRun[] = []
  const theirs: CommandRun[] = []
  for (let i = 0; i < RUNS; i++) {
    rmSync(workspace, { recursive: true, force: true })
    ours.push(await timedCommand([PROGRAM, 'import', path, '--workspace', workspace, '--json']))
    theirs.push(await timedCommand([alternative(script), path]))
  }
  return {
    work: `${file}, ${units / 1e6}M follows, start of the process included`,
    ours: `firebreak import, graph.fbk written (${mebibytes(ours)} MiB)`,
    alternative: `${name}, nothing written (${mebibytes(theirs)} MiB)`,
    oursMillis: median(ours.map(({ millis }) => millis)),
    alternativeMillis: median(theirs.map(({ millis }) => millis)),
    units,
    unit: 'rows',
  }
}

function mebibytes(runs: readonly CommandRun[]): number {
  return Math.max(...runs.map(({ peakMebibytes }) => peakMebibytes))
}

/** The same follows in every format; the names of the files. */
async function writeFollows(folder: string, stem: string, rows: number): Promise<string[]> {
  const [csv, packed, ndjson, parquet] = ['csv', 'csv.gz', 'ndjson', 'parquet'].map((ending) =>
    join(folder, `${stem}.${ending}`),
  )
  writeLines(csv, rows, 'source,target\n', ['', ',', '\n'])
  if (rows < ROWS) return [`${stem}.csv`]
  writeLines(ndjson, rows, '', ['{"source":"', '","target":"', '"}\n'])
  await pipeline(createReadStream(csv), createGzip({ level: 1 }), createWriteStream(packed))
  const database = await connect()
  await database.run(`COPY (FROM read_csv('${csv}')) TO '${parquet}' (FORMAT parquet)`)
  database.closeSync()
  return ['csv', 'csv.gz', 'ndjson', 'parquet'].map((ending) => `${stem}.${ending}`)
}

function writeLines(
  path: string,
  rows: number,
  header: string,
  [before, between, after]: readonly string[],
): void {
  const random = createRandom(1)
  // squared, so that some accounts come again and again
  const draw = () => `account_${(Math.floor(random.next() ** 2 * ACCOUNTS) * 7919).toString(36)}`
  const file = openSync(path, 'w')
  let pending = header
  for (let row = 0; row < rows; row++) {
    pending += before + draw() + between + draw() + after
    if (pending.length > 1 << 20) {
      writeSync(file, pending)
      pending = ''
    }
  }
  writeSync(file, pending)
  closeSync(file)
}

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CommandRun, timedCommand } from './command.ts'
import { type LoadedGraph } from './growth/loaded.ts'
import { type Comparison, type Footprint } from './stopwatch.ts'

const FOLLOWS = Number(process.env['FIREBREAK_BENCH_FOLLOWS'] ?? 100e6)
const SEEDS = 500
const PROGRAM = fileURLToPath(new URL('../bin/firebreak.js', import.meta.url))
const [WRITER, LOADER] = ['write-platform', 'loaded'].map((name) =>
  fileURLToPath(new URL(`growth/${name}.ts`, import.meta.url)),
)

export const title = `The whole way: ${FOLLOWS / 1e6}M follows of ${FOLLOWS / 1e7}M accounts from files to a map`

/** Once, since it takes minutes and gigabytes; made-up files in, both commands as anybody calls them. */
export async function run(): Promise<(Comparison | Footprint)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-bench-'))
  try {
    const files = join(folder, 'files')
    const workspace = join(folder, 'workspace')
    mkdirSync(files)
    execFileSync(process.execPath, [WRITER, String(FOLLOWS), String(SEEDS), files])
    const imported = await timedCommand([
      PROGRAM,
      'import',
      files,
      '--workspace',
      workspace,
      '--json',
    ])
    const mapped = await timedCommand([PROGRAM, 'map', '--workspace', workspace, '--json'])
    const loaded: LoadedGraph = JSON.parse(
      execFileSync(process.execPath, ['--expose-gc', LOADER, workspace], { encoding: 'utf8' }),
    )
    const { follows, accounts }: { follows: number; accounts: number } = JSON.parse(imported.stdout)
    const size = `${(follows / 1e6).toFixed(1)}M follows, ${(accounts / 1e6).toFixed(1)}M accounts`
    return [
      row(`import, ${size}`, imported, follows, 'follows'),
      row(`map from ${SEEDS} seeds`, mapped, 0, ''),
      ...memory(loaded),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function row(work: string, run: CommandRun, units: number, unit: string): Comparison {
  return {
    work,
    ours: `the command, peak ${run.peakMebibytes.toLocaleString('en-US')} MiB`,
    alternative: '',
    oursMillis: run.millis,
    alternativeMillis: NaN,
    units,
    unit,
  }
}

/** The graph itself, and all that is in its file as the process feels it. */
function memory(loaded: LoadedGraph): Footprint[] {
  const { accounts, entries, idBytes, graphBytes, residentBytes, fileBytes } = loaded
  const anEntry = (graphBytes - idBytes - 8 * accounts) / entries
  const alone = { alternative: '', alternativeBytes: NaN }
  return [
    {
      work: `the loaded graph: ${(entries / 1e6).toFixed(1)}M entries both ways, ${(accounts / 1e6).toFixed(1)}M accounts, ids`,
      ours: `the ids' bytes, 8 B an account and ${anEntry.toFixed(2)} B an entry`,
      oursBytes: graphBytes,
      ...alone,
    },
    {
      work: `the whole platform, tags and minors too: a file of ${Math.round(fileBytes / 2 ** 20).toLocaleString('en-US')} MiB`,
      ours: 'the process has grown by',
      oursBytes: residentBytes,
      ...alone,
    },
  ]
}

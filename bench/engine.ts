/**
 * The engine next to the GAP Benchmark Suite on Kronecker graphs of degree
 * 16, each entry both ways, as the suite makes them. Both sides get the same graph: as generated, and
 * with its rows by falling degree. FIREBREAK_SCALES=20 for a shorter run.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createArena } from '../src/graph/arena.ts'
import { layered } from '../src/graph/layers.ts'
import { createEngine } from '../src/engine/engine.ts'
import { kroneckerEntries } from './kronecker.ts'
import { kroneckerGraphs } from './suite/kronecker-graphs.ts'
import { type Comparison, median } from './stopwatch.ts'
import { gapFolder, gapTrialMillis, HOW_TO_BUILD } from './suite/gap.ts'

export const title = 'The engine, on Kronecker graphs'

const RUNS = 5
/** So many sweeps and trials are one measurement; from scale 22 on each of them takes long enough. */
const measured = (scale: number) =>
  scale < 22 ? { sweeps: 20, trials: 3 } : { sweeps: 5, trials: 1 }
const SCALES = (process.env['FIREBREAK_SCALES'] ?? '20,22').split(',').map(Number)

export async function run(): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-bench-'))
  try {
    const rows: Comparison[] = []
    for (const scale of SCALES) rows.push(...(await againstSuite(scale, folder)))
    return rows
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function againstSuite(scale: number, folder: string): Promise<Comparison[]> {
  const rows: Comparison[] = [await building(scale)]
  const suite = gapFolder() !== null
  using one = createEngine({ threads: 1 })
  using two = createEngine({ threads: 2 })
  await setTimeout(500) // until the threads are there
  const { graph, entries, generated, relabelled } = kroneckerGraphs(two, scale, folder, suite)
  const layers = layered([2 ** scale], [{ links: graph.out }])
  const { sweeps, trials } = measured(scale)
  const size = `scale ${scale}, ${(entries / 1e6).toFixed(1)}M entries`

  for (const engine of [one, two]) {
    const threads = engine.threads
    const prepared = engine.prepare(layers)
    if (!prepared) throw new Error('the graph is in no shared memory')
    const { layout } = prepared.steps[0]
    const seeds = Array.from({ length: 8 }, (_, k) => ({ rows: [k * 1000], weights: [1] }))
    const works = {
      sweep: () => {
        engine.pageRank(graph, { layout, sweeps, tolerance: 0 })
        return sweeps
      },
      eight: () => {
        let swept = 0
        engine.personalisedPageRanks(prepared, seeds, { progress: () => swept++ })
        return swept * 8
      },
      components: () => {
        engine.components(layers)
        return 1
      },
    }
    const pr = ['-i', String(sweeps), '-t', '0']
    const suites: Record<string, () => number> = suite
      ? {
          'pr, as generated': () => gapTrialMillis('pr', generated, threads, trials, pr) / sweeps,
          'pr, relabelled': () => gapTrialMillis('pr', relabelled, threads, trials, pr) / sweeps,
          'cc, as generated': () => gapTrialMillis('cc', generated, threads, trials),
          'cc, relabelled': () => gapTrialMillis('cc', relabelled, threads, trials),
        }
      : {}
    const millis: Record<string, number[]> = {}
    // all in turn, so that a busy moment meets each; the first round is the warm-up
    for (let round = 0; round <= RUNS; round++) {
      for (const [name, work] of Object.entries(works)) {
        const start = performance.now()
        const parts = work()
        if (round > 0) (millis[name] ??= []).push((performance.now() - start) / parts)
      }
      for (const [name, trial] of Object.entries(suites)) {
        const taken = trial()
        if (round > 0) (millis[name] ??= []).push(taken)
      }
    }
    const row = (what: string, name: string, anchor: string): Comparison => ({
      work: `${what}, ${size}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
      ours: 'engine, relabelled',
      alternative: suite ? `GAP ${anchor}` : HOW_TO_BUILD,
      oursMillis: median(millis[name]),
      alternativeMillis: suite ? median(millis[anchor]) : NaN,
      units: entries,
      unit: 'entries',
    })
    rows.push(
      row('one sweep of PageRank', 'sweep', 'pr, as generated'),
      row('one sweep of PageRank', 'sweep', 'pr, relabelled'),
      row('one sweep of eight, each', 'eight', 'pr, as generated'),
      row('components', 'components', 'cc, as generated'),
      row('components', 'components', 'cc, relabelled'),
    )
  }
  return rows
}

/** Relabelling and building both directions, without the entries' other way. */
async function building(scale: number): Promise<Comparison> {
  using engine = createEngine({ threads: 2 })
  const rows = 2 ** scale
  const chunks = [kroneckerEntries({ scale })]
  await setTimeout(500)
  const millis: number[] = []
  const arena = createArena(8 * chunks[0].sources.length + 32 * rows + (1 << 20))
  const mark = arena.mark()
  for (let round = 0; round <= RUNS; round++) {
    arena.release(mark)
    const start = performance.now()
    engine.buildDigraph({ rows, chunks }, { arena })
    if (round > 0) millis.push(performance.now() - start)
  }
  return {
    work: `relabel and build both directions, scale ${scale}, 2 threads`,
    ours: 'engine',
    alternative: '',
    oursMillis: median(millis),
    alternativeMillis: NaN,
    units: chunks[0].sources.length,
    unit: 'entries',
  }
}

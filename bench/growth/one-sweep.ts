/**
 * One sweep over the whole of a made-up graph, and the plain twin's, as a line of JSON:
 * `node bench/growth/one-sweep.ts FOLLOWS`. A process of its own, so that sizes do not meet.
 *
 * @module
 */
import { setTimeout } from 'node:timers/promises'
import { createEngine } from '../../src/engine/engine.ts'
import { csrInArena } from '../../src/engine/in-arena.ts'
import { createArena } from '../../src/graph/arena.ts'
import { spreadAll } from '../../src/graph/hop.ts'
import { layered } from '../../src/graph/layers.ts'
import { createRandom } from '../../src/util/random.ts'
import { liveGraph } from '../live-graph.ts'
import { median } from '../stopwatch.ts'

export interface SweepResult {
  readonly accounts: number
  readonly follows: number
  /** Of one sweep, on two threads. */
  readonly millis: number
  /** Of one pass of the plain twin over the same entries, on one. */
  readonly plainMillis: number
}

const FOLLOWS_EACH = 10
const SWEEPS = 10
const RUNS = 5

async function main(): Promise<void> {
  const wanted = Number(process.argv[2])
  const accounts = Math.round(wanted / FOLLOWS_EACH)
  const { follows } = liveGraph(createRandom(1), accounts, wanted)
  const entries = follows.out.targets.length
  const arena = createArena(13 * entries + 64 * accounts + (64 << 20))
  const graph = { out: csrInArena(arena, follows.out), in: csrInArena(arena, follows.in) }
  const layers = layered([accounts], [{ links: graph }])
  // only followers count in this sweep, as in the engine's
  const back = { ...layers, steps: layers.steps.filter(({ csr }) => csr === graph.in) }
  const values = new Float64Array(accounts).fill(1 / accounts)
  using engine = createEngine({ threads: 2 })
  await setTimeout(500) // until the thread is there
  const prepared = engine.prepare(back)
  if (!prepared) throw new Error('the graph is in no shared memory')
  const { layout } = prepared.steps[0]

  const millis: number[] = []
  const plainMillis: number[] = []
  // the first of each is the warm-up
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now()
    engine.pageRank(graph, { layout, sweeps: SWEEPS, tolerance: 0 })
    const between = performance.now()
    spreadAll(back, values, new Float64Array(accounts))
    if (run === 0) continue
    millis.push((between - start) / SWEEPS)
    plainMillis.push(performance.now() - between)
  }
  const result: SweepResult = {
    accounts,
    follows: entries,
    millis: median(millis),
    plainMillis: median(plainMillis),
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
}

if (import.meta.main) await main()

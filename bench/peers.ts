/**
 * The engine next to packages of Python and to graphology, each in a process of its own, over the same
 * Kronecker graphs: at the largest scale that the package does in a minute or two.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createEngine } from '../src/engine/engine.ts'
import { arenaOf } from '../src/graph/arena.ts'
import { layered } from '../src/graph/layers.ts'
import { type Comparison, type Footprint, median } from './stopwatch.ts'
import { kroneckerGraphs } from './suite/kronecker-graphs.ts'
import { type Peer, peerRun } from './suite/peers.ts'

export const title = 'The engine next to packages'

const RUNS = 5
/** At which scale, and how often. */
const PEERS: readonly (readonly [Peer, number, number])[] = [
  ['scipy', 20, 5],
  ['igraph', 20, 5],
  ['networkx', 18, 3],
  ['graphology', 16, 5],
]

export async function run(): Promise<(Comparison | Footprint)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-bench-'))
  try {
    const rows: (Comparison | Footprint)[] = []
    for (const [peer, scale, runs] of PEERS) {
      rows.push(...(await againstPeer(peer, scale, runs, folder)))
    }
    return rows
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function againstPeer(
  peer: Peer,
  scale: number,
  runs: number,
  folder: string,
): Promise<(Comparison | Footprint)[]> {
  using engine = createEngine({ threads: 2 })
  await setTimeout(500)
  const { graph, entries, relabelled } = kroneckerGraphs(engine, scale, folder, true)
  const layers = layered([2 ** scale], [{ links: graph.out }])
  const mark = arenaOf(graph.out.starts)!.mark()
  // graphology has no personalised PageRank
  const isPersonal = peer !== 'graphology'
  const layingOut: number[] = []
  const millis: number[] = []
  for (let round = 0; round <= RUNS; round++) {
    const start = performance.now()
    // once for many sets of seeds, as scipy's matrix and igraph's graph are there before the clock runs
    const prepared = engine.prepare(layers)
    if (!prepared) throw new Error('the graph is in no shared memory')
    const ready = performance.now()
    if (isPersonal) engine.personalisedPageRanks(prepared, [{ rows: [0], weights: [1] }])
    else engine.pageRank(graph, { layout: prepared.steps[0].layout, tolerance: 1e-6 })
    if (round > 0) {
      layingOut.push(ready - start)
      millis.push(performance.now() - ready)
    }
    prepared.arena.release(mark)
  }
  const taken = peerRun(peer, relabelled, runs)
  const isMissing = typeof taken === 'string'
  const size = `scale ${scale}, ${(entries / 1e6).toFixed(1)}M entries`
  const rows: (Comparison | Footprint)[] = [
    {
      work: `${isPersonal ? 'personalised PageRank' : 'PageRank'} to 1e-6, ${size}`,
      ours: `engine, 2 threads, laid out before in ${Math.round(median(layingOut))} ms`,
      alternative: isMissing ? taken : peer,
      oursMillis: median(millis),
      alternativeMillis: isMissing ? NaN : taken.millis,
      units: 0,
      unit: '',
    },
  ]
  if (!isMissing && taken.bytes !== null) {
    const { out } = graph
    rows.push({
      work: `memory an entry, ${size}, each entry both ways in the rows`,
      ours: 'engine, one direction',
      alternative: peer,
      oursBytes: (out.starts.byteLength + out.targets.byteLength) / entries,
      alternativeBytes: taken.bytes / entries,
    })
  }
  return rows
}

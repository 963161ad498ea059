import { type Csr } from '../src/graph/csr.ts'
import { buildCsr, digraph } from '../src/graph/csr.ts'
import { Ids } from '../src/graph/ids.ts'
import { layered } from '../src/graph/layers.ts'
import { personalisedPageRank } from '../src/graph/pagerank.ts'
import { Push } from '../src/graph/push.ts'
import { heavyTailedCsr } from '../src/graph/random-graphs.ts'
import { countUniqueNeighbours } from '../src/graph/union.ts'
import { createRandom } from '../src/util/random.ts'
import { compare, type Comparison } from './stopwatch.ts'

export const title = 'Graph kernels'

const ROWS = 200_000
const ENTRIES = 4_000_000
const SEEDS = 100

export async function run(): Promise<Comparison[]> {
  const random = createRandom(1)
  const csr = heavyTailedCsr(random, ROWS, ENTRIES)
  const graph = digraph(csr)
  const layers = layered([ROWS], [{ links: graph }])
  const size = `${(csr.targets.length / 1e6).toFixed(1)}M entries`
  const rows = Uint32Array.from({ length: SEEDS }, () => random.below(ROWS))
  const weights = new Float32Array(SEEDS).fill(1 / SEEDS)
  const sources = rowNumbers(csr)
  const lists = neighbourLists(csr)
  const encoder = new TextEncoder()
  const ids = Array.from({ length: 1e6 }, () => encoder.encode(`account-${random.below(3e5)}`))
  const decoder = new TextDecoder()

  return [
    await compare({
      work: '1M ids, 300,000 different, from bytes to rows',
      ours: 'Ids',
      alternative: 'TextDecoder and Map',
      run: () => {
        const table = new Ids()
        for (const id of ids) table.addBytes(id, 0, id.length)
        return table
      },
      against: () => {
        const table = new Map<string, number>()
        for (const bytes of ids) {
          const id = decoder.decode(bytes)
          if (!table.has(id)) table.set(id, table.size)
        }
        return table
      },
      units: 1e6,
      unit: 'ids',
    }),
    await compare({
      work: `build rows, ${size}`,
      ours: 'buildCsr',
      alternative: 'array of sorted sets',
      run: () => buildCsr(ROWS, ROWS, sources, csr.targets),
      against: () => {
        const sets = Array.from({ length: ROWS }, () => new Set<number>())
        for (let e = 0; e < sources.length; e++) sets[sources[e]].add(csr.targets[e])
        return sets.map((set) => [...set].toSorted((a, b) => a - b))
      },
      units: csr.targets.length,
      unit: 'entries',
      runs: 3,
    }),
    await compare({
      work: `closeness to ${SEEDS} seeds, ${size}, ε = 1e-6`,
      ours: 'Push',
      alternative: 'power iteration to 1e-4 in all',
      run: () => {
        const push = new Push(layers, { epsilon: 1e-6 })
        rows.forEach((row, k) => push.addSeed(row, weights[k]))
        push.run()
        return push.estimates
      },
      against: () => personalisedPageRank(layers, { rows, weights }, { tolerance: 1e-4 }),
    }),
    await compare({
      work: `unique followers of ${SEEDS} accounts, ${size}`,
      ours: 'countUniqueNeighbours',
      alternative: 'Set over neighbour lists',
      run: () => countUniqueNeighbours(csr, rows),
      against: () => {
        const seen = new Set<number>()
        for (const row of rows) for (const j of lists[row]) seen.add(j)
        return seen.size
      },
    }),
  ]
}

function rowNumbers({ rows, starts, targets }: Csr): Uint32Array {
  const sources = new Uint32Array(targets.length)
  for (let i = 0; i < rows; i++) sources.fill(i, starts[i], starts[i + 1])
  return sources
}

function neighbourLists({ rows, starts, targets }: Csr): number[][] {
  return Array.from({ length: rows }, (_, i) => [...targets.subarray(starts[i], starts[i + 1])])
}

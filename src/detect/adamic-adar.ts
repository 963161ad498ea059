/**
 * Two hops: how many neighbours an account shares with seeds, popular ones counting less.
 *
 * Adamic–Adar (L. Adamic, E. Adar, Friends and neighbors on the Web, Social Networks 25, 2003,
 * eq. 1): a shared neighbour with n entries says 1 / ln n. What the seeds give is gathered at their
 * neighbours and fetched from there by the accounts asked about; sent on, it would go to everybody
 * who follows somebody popular.
 *
 * @module
 */
import { type Layers } from '../graph/layers.ts'
import { SparseSums } from '../graph/sparse-sums.ts'
import { type Platform } from '../platform/platform.ts'
import { linkCounts, weightsAround } from './around-seeds.ts'
import { type Detector, type Seeds } from './detector.ts'
import { placeIn } from './every-row.ts'
import { followLayers } from './platform-layers.ts'

/**
 * Adamic–Adar over follows, both ways, divided by √degree, since an account that knows everybody
 * shares neighbours with everybody. Linear in the follows of the rows and of the seeds.
 */
export const adamicAdar: Detector = {
  id: 'adamic-adar',
  title: 'shares uncommon neighbours with seeds',
  score(platform, seeds, rows) {
    if (platform.follows.out.targets.length === 0 || seeds.rows.length === 0) return null
    const last = lastOf.get(seeds)
    if (last && last.platform === platform && last.rows === rows) return last.scores.slice()
    const scores = scoresOf(platform, seeds, rows)
    lastOf.set(seeds, { platform, rows, scores })
    return scores.slice()
  },
}

/** What was said of these seeds: `createdTogether` asks once more. */
const lastOf = new WeakMap<
  Seeds,
  { readonly platform: Platform; readonly rows: Uint32Array; readonly scores: Float64Array }
>()

function scoresOf(platform: Platform, seeds: Seeds, rows: Uint32Array): Float64Array {
  const layers = followLayers(platform)
  const { degrees } = layers
  const around = weightsAround(layers, seeds)
  const said = new SparseSums()
  for (const [z, weight] of around.entries()) said.add(z, weight / costOf(degrees[z]))

  const perRoot = (sum: number, row: number) =>
    degrees[row] > 0 ? sum / Math.sqrt(degrees[row]) : sum
  const scores = new Float64Array(rows.length)
  for (const [place, row] of rows.entries()) {
    scores[place] = perRoot(
      sumAround(layers, row, (z) => said.get(z)),
      row,
    )
  }
  // a seed's own weight came back to it: its score is summed anew, without
  for (const [k, seed] of seeds.rows.entries()) {
    const place = placeIn(rows, seed)
    if (place < 0) continue
    const links = linkCounts(layers, seed)
    const own = seeds.weights[k]
    const sum = sumAround(layers, seed, (z) => {
      const others = around.get(z) - own * links.get(z)
      return others === 0 ? 0 : others / costOf(degrees[z])
    })
    scores[place] = perRoot(sum, seed)
  }
  return scores
}

/** A neighbour with a single entry is shared with nobody. */
function costOf(entries: number): number {
  return entries < 2 ? Infinity : Math.log(entries)
}

function sumAround({ steps }: Layers, i: number, valueOf: (j: number) => number): number {
  let sum = 0
  for (const { csr } of steps) {
    for (let e = csr.starts[i], end = csr.starts[i + 1]; e < end; e++) {
      sum += valueOf(csr.targets[e])
    }
  }
  return sum
}

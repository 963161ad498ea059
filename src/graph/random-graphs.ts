/**
 * Seeded random graphs, for checking kernels and for measuring them.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { buildCsr, digraph, type Csr } from './csr.ts'
import { layered, type Layers } from './layers.ts'
import { undirected } from './undirected.ts'

/**
 * Up to `entries` entries anywhere in `rows` × `columns`; those drawn twice fold into one.
 * With `weighted`, weights are quarters from 0.25 to 2, so that sums of them are exact.
 */
export function randomCsr(
  random: Random,
  rows: number,
  columns: number,
  entries: number,
  weighted = false,
): Csr {
  const size = rows > 0 && columns > 0 ? entries : 0
  const sources = Uint32Array.from({ length: size }, () => random.below(rows))
  const targets = Uint32Array.from({ length: size }, () => random.below(columns))
  const weights = weighted
    ? Float32Array.from({ length: size }, () => (1 + random.below(8)) / 4)
    : null
  return buildCsr(rows, columns, sources, targets, weights)
}

/**
 * A digraph whose in- and out-degrees are heavy-tailed and go unrelated ways: both ends are drawn
 * by popularity that falls as rank^-exponent, the targets' ranks shuffled.
 * F. Chung, L. Lu, Connected components in random graphs with given expected degree sequences, 2002.
 *
 * @param exponent above 0 and below 1; near 1 a few rows have most of the entries.
 */
export function heavyTailedCsr(random: Random, rows: number, entries: number, exponent = 0.6): Csr {
  const rowOfRank = Uint32Array.from({ length: rows }, (_, i) => i)
  for (let i = rows - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = rowOfRank[i]
    rowOfRank[i] = rowOfRank[j]
    rowOfRank[j] = held
  }
  // the inverse of the sum of rank^-exponent is close to a power
  const rank = () => Math.floor(rows * random.next() ** (1 / (1 - exponent)))
  const sources = Uint32Array.from({ length: rows > 0 ? entries : 0 }, rank)
  const targets = Uint32Array.from({ length: rows > 0 ? entries : 0 }, () => rowOfRank[rank()])
  return buildCsr(rows, rows, sources, targets)
}

/**
 * Small layers of every sort: none to four parts, weighted or not, scaled or not, within a kind,
 * between two, and symmetric; kinds may be empty and rows without entries are common.
 */
export function randomLayers(random: Random, largestKind = 12): Layers {
  const sizes = [random.below(largestKind + 1), random.below(largestKind / 2 + 1)]
  const parts = Array.from({ length: random.below(5) }, () => {
    const from = random.below(2)
    const to = random.below(2)
    const entries = random.below(sizes[from] + sizes[to] + 4)
    const links = digraph(randomCsr(random, sizes[from], sizes[to], entries, random.next() < 0.5))
    const symmetric = from === to && random.next() < 0.3
    const scale = [1, 1, 0.5, 2][random.below(4)]
    return { links: symmetric ? undirected(links, 'sum') : links, from, to, scale }
  })
  return layered(sizes, parts)
}

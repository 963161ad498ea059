/**
 * How long the shortest telling of a graph is, if its rows are told by blocks: what a division into
 * blocks explains, less what it costs to say which it is.
 *
 * T. Peixoto, Nonparametric Bayesian inference of the microcanonical stochastic block model, PRE 95,
 * 012317 (2017): with m_rs follows from block r to block s, degrees being told either way, the graph is
 * one of
 *
 *     Π_r out_r! · Π_s in_s! / Π_rs m_rs!
 *
 * ways to tie the ends (directed, simple graphs; factors of single degrees left out). For large counts the
 * nats saved are those of the degree-corrected likelihood Σ m_rs ln (m_rs / (out_r in_s)) of B. Karrer,
 * M. Newman, PRE 83, 016107 (2011), directed by Y. Zhu, X. Yan, C. Moore, J. Complex Networks 2 (2014):
 * following much, or being followed by many, is no reason to be of a block.
 *
 * Unlike Peixoto, the m_rs are told knowing the degrees, as above: block by block, the ends of each
 * dealt to those left. A flat prior over all matrices makes small blocks dear beside large ones.
 *
 * @module
 */
import { logChoose, logFactorial } from './log-factorial.ts'

/** What must be known of a division: counts of follows between blocks, and of rows in them. */
export interface BlockCounts {
  readonly blocks: number
  /** Follows from block r to block s, at `r * blocks + s`. */
  readonly follows: ArrayLike<number>
  /** Rows of each block that are told one by one; 0 for the block of everybody else. */
  readonly sizes: ArrayLike<number>
}

/** Nats that the blocks save over telling follows by degrees alone, their own cost aside. O(blocks²). */
export function explainedNats({ blocks, follows }: BlockCounts): number {
  const outs = new Float64Array(blocks)
  const ins = new Float64Array(blocks)
  let total = 0
  let saved = 0
  for (let r = 0; r < blocks; r++) {
    for (let s = 0; s < blocks; s++) {
      const count = follows[r * blocks + s]
      outs[r] += count
      ins[s] += count
      total += count
      saved += logFactorial(count)
    }
  }
  for (let r = 0; r < blocks; r++) saved -= logFactorial(outs[r]) + logFactorial(ins[r])
  return saved + logFactorial(total)
}

/** Nats that it takes to say which blocks. O(blocks²). */
export function blockCost(counts: BlockCounts): number {
  return partitionCost(counts.sizes) + matrixCost(counts)
}

/** Which row is in which block: how many blocks, how many rows each has, and which (Peixoto, eq. 33). */
function partitionCost(sizes: ArrayLike<number>): number {
  let rows = 0
  let filled = 0
  let nats = 0
  for (let r = 0; r < sizes.length; r++) {
    rows += sizes[r]
    if (sizes[r] > 0) filled++
    nats -= logFactorial(sizes[r])
  }
  if (rows === 0) return 0
  return nats + logFactorial(rows) + logChoose(rows - 1, filled - 1) + Math.log(rows)
}

/** How many follows go from each block to each, told from the last but one down, the last being what is left. */
function matrixCost({ blocks, follows }: BlockCounts): number {
  let nats = 0
  const told = [...Array(blocks - 1).keys()].toReversed()
  for (const [k, r] of told.entries()) {
    const left = [...told.slice(k + 1), blocks - 1]
    let out = follows[r * blocks + r]
    let back = 0
    for (const s of left) {
      out += follows[r * blocks + s]
      back += follows[s * blocks + r]
    }
    nats += logChoose(out + left.length, left.length)
    nats += logChoose(back + left.length - 1, left.length - 1)
  }
  return nats
}

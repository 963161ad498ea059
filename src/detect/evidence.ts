/**
 * The paths that tie an account to the seeds, in words that a person can check.
 *
 * @module
 */
import { type EvidencePath, pathsFrom } from '../graph/paths.ts'
import { type Platform } from '../platform/platform.ts'
import { nodeOf, TIE_WORDS, type TieNode, tiesOf } from './ties.ts'

export interface Evidence {
  /** The seed where the path begins. */
  readonly seed: string
  readonly steps: readonly EvidenceStep[]
  /** 0 for a direct tie; the larger, the more ordinary the way is. */
  readonly cost: number
}

export interface EvidenceStep {
  /** What ties `from` to `to`: `follows`, `is used by`; several where several do. */
  readonly ties: readonly string[]
  readonly from: TieNode
  readonly to: TieNode
}

/**
 * A function that gives the most telling paths from the seeds to an account, the best first.
 * Linear in the ties to make; a call is usually far less.
 *
 * @throws {RangeError} if a row is not an account's, so does the function.
 */
export function evidenceFrom(
  platform: Platform,
  seeds: ArrayLike<number>,
  limit = 5,
): (row: number) => readonly Evidence[] {
  const pathsTo = pathsFrom(tiesOf(platform), seeds, { limit })
  return (row) => pathsTo(row).map((path) => inWords(platform, path))
}

function inWords(platform: Platform, { nodes, hops, cost }: EvidencePath): Evidence {
  const steps = hops.map((links, k) => ({
    ties: links.map(({ part, direction }) => TIE_WORDS[part][direction === 'in' ? 'in' : 'out']),
    from: nodeOf(platform, nodes[k]),
    to: nodeOf(platform, nodes[k + 1]),
  }))
  return { seed: platform.accounts.idOf(nodes[0]), steps, cost }
}

/**
 * A decision tree in typed arrays: what it says of a row.
 *
 * @module
 */
import { type Columns } from './bins.ts'

/** Node 0 is the root; the children of a node stand after it, so a walk always ends. */
export interface Tree {
  /** Feature that a node asks about, or −1 in a leaf. */
  readonly features: Int32Array
  /** A value of at most this goes left. */
  readonly thresholds: Float64Array
  /** 1 where a missing value goes left. */
  readonly missingLeft: Uint8Array
  readonly lefts: Uint32Array
  readonly rights: Uint32Array
  /** What a leaf says. */
  readonly values: Float64Array
}

/** What the tree says of one row. O(depth). */
export function treeValue(tree: Tree, columns: Columns, row: number): number {
  const { features, thresholds, missingLeft, lefts, rights, values } = tree
  let node = 0
  while (features[node] >= 0) {
    const value = columns[features[node]][row]
    const left = Number.isNaN(value) ? missingLeft[node] === 1 : value <= thresholds[node]
    node = left ? lefts[node] : rights[node]
  }
  return values[node]
}

/**
 * Grows one tree: greedy splits from histograms, for boosted trees and for forests alike.
 *
 * Each row has a pull and a weight; a leaf says Σ pull / (Σ weight + ridge), and a split gains what
 * it adds to Σ (Σ pull)² / (Σ weight + ridge) over its leaves. With pull = −gradient and weight =
 * curvature this is the second-order boosting of XGBoost (Chen, Guestrin, KDD 2016, equation 7);
 * with pull = weight × answer and no ridge it is the Gini gain of a classification tree, up to a
 * factor (Breiman 2001).
 *
 * Missing values are tried on either side of each cut and go where they help more.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { type Bins } from './bins.ts'
import { type Tree } from './tree.ts'

export interface GrowOptions {
  /** Splits on the longest way from the root. */
  readonly maxDepth: number
  /** Rows that a leaf has at the least. */
  readonly minRows: number
  /** Weight that a leaf has at the least. */
  readonly minWeight: number
  readonly ridge: number
  /** Features that may be asked about. */
  readonly features: Uint32Array
  /** How many of them are drawn anew for each split; all of them are tried when it is as many. */
  readonly featuresPerSplit: number
}

/** A gain that is only rounding is none. */
const LEAST_GAIN = 1e-10

interface Split {
  readonly gain: number
  readonly feature: number
  /** Rows with a code of 1..code go left. */
  readonly code: number
  readonly missingLeft: boolean
}

/**
 * Grow a tree on `rows` (reordered in place, so that each leaf's rows lie side by side).
 * O(rows × features tried) a level. The same input and random stream give the same tree.
 */
export function growTree(
  { codes, cuts }: Bins,
  rows: Uint32Array,
  pulls: Float64Array,
  weights: Float64Array,
  options: GrowOptions,
  random: Random,
): Tree {
  const { maxDepth, minRows, minWeight, ridge, featuresPerSplit } = options
  const candidates = options.features.slice()
  const drawn = Math.min(featuresPerSplit, candidates.length)
  const nodes = new Nodes()
  const spare = new Uint32Array(rows.length)
  const pullSums = new Float64Array(256)
  const weightSums = new Float64Array(256)
  const counts = new Uint32Array(256)

  const stack = [{ node: nodes.add(), from: 0, to: rows.length, depth: 0 }]
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, from, to, depth } = top
    let pull = 0
    let weight = 0
    for (let r = from; r < to; r++) {
      pull += pulls[rows[r]]
      weight += weights[rows[r]]
    }
    nodes.values[node] = weight + ridge > 0 ? pull / (weight + ridge) : 0
    if (depth >= maxDepth || to - from < 2 * minRows) continue
    const split = bestSplit(from, to, pull, weight)
    if (!split) continue
    const middle = divide(from, to, split)
    const left = nodes.add()
    const right = nodes.add()
    nodes.split(node, split, cuts[split.feature][split.code - 1], left, right)
    stack.push({ node: right, from: middle, to, depth: depth + 1 })
    stack.push({ node: left, from, to: middle, depth: depth + 1 })
  }
  return nodes.freeze()

  /** The split that gains most; of equal ones the first tried. Null when none gains anything. */
  function bestSplit(from: number, to: number, pull: number, weight: number): Split | null {
    const before = (pull * pull) / (weight + ridge)
    let best: Split | null = null
    for (let k = 0; k < candidates.length; k++) {
      // past the drawn ones only while nothing can be split: constant features do not count
      if (k >= drawn && best) break
      if (drawn < candidates.length) swap(candidates, k, k + random.below(candidates.length - k))
      const feature = candidates[k]
      const last = cuts[feature].length + 1
      count(codes[feature], last, from, to)
      const missing = counts[0] > 0
      let leftPull = 0
      let leftWeight = 0
      let leftCount = 0
      for (let code = 1; code <= last; code++) {
        if (counts[code] === 0 && code > 1) continue
        leftPull += pullSums[code]
        leftWeight += weightSums[code]
        leftCount += counts[code]
        if (code === last && !missing) break
        // the last code of all parts the known from the missing
        tryAt(feature, code, false, leftPull, leftWeight, leftCount)
        if (!missing) continue
        const pullWith = leftPull + pullSums[0]
        tryAt(feature, code, true, pullWith, leftWeight + weightSums[0], leftCount + counts[0])
      }
    }
    return best

    function tryAt(
      feature: number,
      code: number,
      missingLeft: boolean,
      leftPull: number,
      leftWeight: number,
      leftCount: number,
    ): void {
      const rightCount = to - from - leftCount
      const rightWeight = weight - leftWeight
      if (leftCount < minRows || rightCount < minRows) return
      if (leftWeight < minWeight || rightWeight < minWeight) return
      const rightPull = pull - leftPull
      const gain =
        (leftPull * leftPull) / (leftWeight + ridge) +
        (rightPull * rightPull) / (rightWeight + ridge) -
        before
      if (gain > LEAST_GAIN && (!best || gain > best.gain)) {
        best = { gain, feature, code, missingLeft }
      }
    }
  }

  function count(codesOfFeature: Uint8Array, last: number, from: number, to: number): void {
    pullSums.fill(0, 0, last + 1)
    weightSums.fill(0, 0, last + 1)
    counts.fill(0, 0, last + 1)
    for (let r = from; r < to; r++) {
      const row = rows[r]
      const code = codesOfFeature[row]
      pullSums[code] += pulls[row]
      weightSums[code] += weights[row]
      counts[code]++
    }
  }

  /** Left rows first, both sides in the order they had. Returns where the right ones begin. */
  function divide(from: number, to: number, { feature, code, missingLeft }: Split): number {
    let left = from
    let right = 0
    for (let r = from; r < to; r++) {
      const own = codes[feature][rows[r]]
      if (own === 0 ? missingLeft : own <= code) rows[left++] = rows[r]
      else spare[right++] = rows[r]
    }
    rows.set(spare.subarray(0, right), left)
    return left
  }
}

/** Nodes as they come; frozen into typed arrays at the end. */
class Nodes {
  readonly values: number[] = []
  readonly #features: number[] = []
  readonly #thresholds: number[] = []
  readonly #missingLeft: number[] = []
  readonly #lefts: number[] = []
  readonly #rights: number[] = []

  add(): number {
    this.#features.push(-1)
    this.#thresholds.push(0)
    this.#missingLeft.push(0)
    this.#lefts.push(0)
    this.#rights.push(0)
    return this.values.push(0) - 1
  }

  split(node: number, { feature, missingLeft }: Split, cut: number, left: number, right: number) {
    this.#features[node] = feature
    // a split of the known from the missing has no cut: every number is at most the largest
    this.#thresholds[node] = cut ?? Number.MAX_VALUE
    this.#missingLeft[node] = missingLeft ? 1 : 0
    this.#lefts[node] = left
    this.#rights[node] = right
    this.values[node] = 0
  }

  freeze(): Tree {
    return Object.freeze({
      features: Int32Array.from(this.#features),
      thresholds: Float64Array.from(this.#thresholds),
      missingLeft: Uint8Array.from(this.#missingLeft),
      lefts: Uint32Array.from(this.#lefts),
      rights: Uint32Array.from(this.#rights),
      values: Float64Array.from(this.values),
    })
  }
}

function swap(list: Uint32Array, a: number, b: number): void {
  const taken = list[a]
  list[a] = list[b]
  list[b] = taken
}

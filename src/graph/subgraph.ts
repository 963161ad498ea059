/**
 * The part of a graph among a set of rows, renumbered from 0, with the way back.
 *
 * @module
 */
import { type Csr } from './csr.ts'
import { checkNodes, entryCount, type Layers } from './layers.ts'

export interface Subgraph {
  /** Entries among the chosen rows, by local row. */
  readonly csr: Csr
  /** Row in the whole of each local row, rising. */
  readonly rows: Uint32Array
  /** Local row of each row in the whole; -1 for one that was not chosen. */
  readonly locals: Int32Array
}

/**
 * The entries of `csr` among `rows`, as they are: directed, with their weights. For an undirected
 * one: `undirected(digraph(inducedSubgraph(csr, rows).csr), 'sum')`.
 * Rows named twice count once. Linear in the entries of `rows`, plus one number a row of the whole.
 *
 * @throws {RangeError} if there is no such row, or rows and columns differ in number.
 */
export function inducedSubgraph(csr: Csr, rows: ArrayLike<number>): Subgraph {
  if (csr.rows !== csr.columns) {
    throw new RangeError(`"csr" expected as many columns as rows (${csr.rows}), got ${csr.columns}`)
  }
  const chosen = choose(rows, csr.rows)
  const { locals } = chosen
  const order = chosen.rows.length

  // pass 1: how many entries stay
  const starts = new Uint32Array(order + 1)
  for (let i = 0; i < order; i++) {
    const row = chosen.rows[i]
    let kept = 0
    for (let e = csr.starts[row], end = csr.starts[row + 1]; e < end; e++) {
      if (locals[csr.targets[e]] >= 0) kept++
    }
    starts[i + 1] = starts[i] + kept
  }

  // pass 2: local numbers rise as those of the whole do, so each row stays in order
  const targets = new Uint32Array(starts[order])
  const weights = csr.weights ? new Float32Array(starts[order]) : null
  let place = 0
  for (const row of chosen.rows) {
    for (let e = csr.starts[row], end = csr.starts[row + 1]; e < end; e++) {
      const local = locals[csr.targets[e]]
      if (local < 0) continue
      targets[place] = local
      if (weights) weights[place] = csr.weights![e]
      place++
    }
  }
  return freeze(chosen, starts, targets, weights)
}

/**
 * What all layers hold among `nodes`, of whatever kinds, as one symmetric matrix: the weight of a
 * pair is the sum of the scaled weights of all entries between the two.
 * Cost as above, and a sort of each row.
 *
 * @throws {RangeError} if there is no such node.
 */
export function mergedSubgraph(layers: Layers, nodes: ArrayLike<number>): Subgraph {
  const chosen = choose(nodes, layers.order)
  const { locals } = chosen
  const size = chosen.rows.length
  let most = 0
  for (const node of chosen.rows) most += entryCount(layers, node)

  const starts = new Uint32Array(size + 1)
  const targets = new Uint32Array(most)
  const weights = new Float32Array(most)
  const sums = new Float64Array(size)
  const seenBy = new Int32Array(size).fill(-1)
  for (let i = 0; i < size; i++) {
    let place = starts[i]
    for (const { csr, rowsAt, columnsAt, scale } of layers.steps) {
      const row = chosen.rows[i] - rowsAt
      if (row < 0 || row >= csr.rows) continue
      for (let e = csr.starts[row], end = csr.starts[row + 1]; e < end; e++) {
        const local = locals[csr.targets[e] + columnsAt]
        if (local < 0) continue
        if (seenBy[local] !== i) {
          seenBy[local] = i
          sums[local] = 0
          targets[place++] = local
        }
        sums[local] += scale * (csr.weights ? csr.weights[e] : 1)
      }
    }
    targets.subarray(starts[i], place).sort()
    for (let e = starts[i]; e < place; e++) weights[e] = sums[targets[e]]
    starts[i + 1] = place
  }
  return freeze(chosen, starts, targets.slice(0, starts[size]), weights.slice(0, starts[size]))
}

interface Chosen {
  readonly rows: Uint32Array
  readonly locals: Int32Array
}

function choose(rows: ArrayLike<number>, order: number): Chosen {
  checkNodes('rows', rows, order)
  const locals = new Int32Array(order).fill(-1)
  for (let k = 0; k < rows.length; k++) locals[rows[k]] = 0
  const kept = new Uint32Array(rows.length)
  let count = 0
  for (let row = 0; row < order; row++) {
    if (locals[row] < 0) continue
    kept[count] = row
    locals[row] = count++
  }
  return { rows: kept.subarray(0, count), locals }
}

function freeze(
  { rows, locals }: Chosen,
  starts: Uint32Array,
  targets: Uint32Array,
  weights: Float32Array | null,
): Subgraph {
  const order = rows.length
  const csr = Object.freeze({ rows: order, columns: order, starts, targets, weights })
  return Object.freeze({ csr, rows, locals })
}

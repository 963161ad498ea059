/**
 * Several sets of entries over one line of nodes: what most kernels walk on.
 *
 * Nodes come in kinds (accounts and tags, say), laid end to end; a part links two kinds, or a kind
 * with itself. Nothing is copied: a part given as a digraph is walked both ways through its two
 * directions, so that the whole is undirected at no cost in memory.
 *
 * A pair that is linked by several entries (both ways, or in several parts) is linked that many
 * times. Where each neighbour must count once, give the part as `undirected(links)`.
 *
 * A digraph over one kind may also be laid between two copies of it (`from: 0, to: 1`): then a walk
 * goes from a row to what it points at and back to who else points there, and never two steps on.
 *
 * @module
 */
import { type Csr, type Digraph } from './csr.ts'

export interface Part {
  /** Both directions of the entries, or a matrix that is symmetric already (not checked). */
  readonly links: Digraph | Csr
  /** Kind of the rows. */
  readonly from?: number // defaults to 0
  /** Kind of the columns. */
  readonly to?: number // defaults to 0
  /** What an entry of this part counts, next to the other parts; above 0. */
  readonly scale?: number // defaults to 1
}

/** One part seen from one side: node `rowsAt + i` has neighbours `columnsAt + csr.targets[…]`. */
export interface Step {
  readonly csr: Csr
  readonly rowsAt: number
  readonly columnsAt: number
  readonly scale: number
  /** Place of the part among the parts. */
  readonly part: number
  /** `out` along the entries, `in` against them, `both` in a part that was symmetric. */
  readonly direction: Direction
}

export type Direction = 'out' | 'in' | 'both'

export interface Layers {
  /** How many nodes there are, over all kinds. */
  readonly order: number
  /** First node of each kind; one more entry, so that the last kind ends too. */
  readonly kindStarts: Uint32Array
  readonly steps: readonly Step[]
  /** Sum of scaled weights of each node's entries, over all parts. */
  readonly degrees: Float64Array
}

/**
 * Lay `parts` over kinds of nodes of the given sizes. Linear in the nodes, and in the entries of
 * the weighted parts.
 *
 * @throws {RangeError} if a part does not fit its kinds, or a scale or weight is not a number ≥ 0.
 */
export function layered(sizes: readonly number[], parts: readonly Part[]): Layers {
  const kindStarts = new Uint32Array(sizes.length + 1)
  for (let kind = 0; kind < sizes.length; kind++) {
    const end = kindStarts[kind] + sizes[kind]
    if (end >>> 0 !== end || sizes[kind] < 0) {
      throw new RangeError(`"sizes" expected whole numbers below 2³² in all, got ${sizes[kind]}`)
    }
    kindStarts[kind + 1] = end
  }

  const steps: Step[] = []
  for (const [part, { links, from = 0, to = 0, scale = 1 }] of parts.entries()) {
    if (!(scale > 0 && scale < Infinity)) {
      throw new RangeError(`scale of part ${part} expected above 0, got ${scale}`)
    }
    const symmetric = !('out' in links)
    const csr = symmetric ? links : links.out
    if (csr.rows !== sizes[from] || csr.columns !== sizes[to] || (symmetric && from !== to)) {
      throw new RangeError(
        `part ${part} expected ${sizes[from]} × ${sizes[to]} (kinds ${from} and ${to}), ` +
          `got ${csr.rows} × ${csr.columns}`,
      )
    }
    const rowsAt = kindStarts[from]
    const columnsAt = kindStarts[to]
    const direction = symmetric ? 'both' : 'out'
    steps.push(Object.freeze({ csr, rowsAt, columnsAt, scale, part, direction }))
    if (symmetric) continue
    const back = { csr: links.in, rowsAt: columnsAt, columnsAt: rowsAt, scale, part }
    steps.push(Object.freeze({ ...back, direction: 'in' }))
  }

  const order = kindStarts[sizes.length]
  const degrees = new Float64Array(order)
  for (const step of steps) addDegrees(degrees, step)
  return Object.freeze({ order, kindStarts, steps: Object.freeze(steps), degrees })
}

/** How many entries `node` has over all parts, whatever they weigh. */
export function entryCount({ steps }: Layers, node: number): number {
  let count = 0
  for (const { csr, rowsAt } of steps) {
    const i = node - rowsAt
    if (i >= 0 && i < csr.rows) count += csr.starts[i + 1] - csr.starts[i]
  }
  return count
}

/** Refuses what is not a node; the name is for the message. @throws {RangeError} */
export function checkNodes(name: string, nodes: ArrayLike<number>, order: number): void {
  for (let k = 0; k < nodes.length; k++) {
    const node = nodes[k]
    if (node >>> 0 !== node || node >= order) {
      throw new RangeError(`"${name}" expected 0..${order - 1}, got ${node}`)
    }
  }
}

function addDegrees(degrees: Float64Array, { csr, rowsAt, scale, part }: Step): void {
  const { rows, starts, weights } = csr
  for (let i = 0; i < rows; i++) {
    let sum = weights ? 0 : starts[i + 1] - starts[i]
    if (weights) {
      for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
        if (!(weights[e] >= 0)) {
          throw new RangeError(
            `weight of entry ${e} in part ${part} expected ≥ 0, got ${weights[e]}`,
          )
        }
        sum += weights[e]
      }
    }
    degrees[rowsAt + i] += scale * sum
  }
}

/**
 * Connected components, and what can be reached at all.
 *
 * Breadth-first over one preallocated queue: recursion would overflow on long chains. Directions
 * are ignored, because layers are walked both ways; an entry of weight 0 still connects.
 *
 * @module
 */
import { checkNodes, type Layers } from './layers.ts'

/**
 * `labels[node]` is the smallest node in the component of `node`. Linear in nodes and entries.
 */
export function connectedComponents(layers: Layers): Uint32Array {
  const { order } = layers
  const labels = new Uint32Array(order)
  const seen = new Uint8Array(order)
  const queue = new Uint32Array(order)
  let filled = 0
  for (let root = 0; root < order; root++) {
    if (seen[root] !== 0) continue
    const first = filled
    seen[root] = 1
    queue[filled++] = root
    filled = flood(layers, seen, queue, first, filled)
    for (let k = first; k < filled; k++) labels[queue[k]] = root
  }
  return labels
}

/**
 * 1 for each node that some path connects with one of `nodes` (themselves included), else 0.
 * Linear in what is reached.
 *
 * @throws {RangeError} if one of `nodes` is not a node.
 */
export function reachableFrom(layers: Layers, nodes: ArrayLike<number>): Uint8Array {
  const { order } = layers
  checkNodes('nodes', nodes, order)
  const seen = new Uint8Array(order)
  const queue = new Uint32Array(order)
  let filled = 0
  for (let k = 0; k < nodes.length; k++) {
    if (seen[nodes[k]] !== 0) continue
    seen[nodes[k]] = 1
    queue[filled++] = nodes[k]
  }
  flood(layers, seen, queue, 0, filled)
  return seen
}

/** See everything connected with `queue[head..filled]`; returns how far the queue is filled then. */
function flood(
  { steps }: Layers,
  seen: Uint8Array,
  queue: Uint32Array,
  head: number,
  filled: number,
): number {
  while (head < filled) {
    const u = queue[head++]
    for (const { csr, rowsAt, columnsAt } of steps) {
      const i = u - rowsAt
      if (i < 0 || i >= csr.rows) continue
      const { starts, targets } = csr
      for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
        const v = targets[e] + columnsAt
        if (seen[v] !== 0) continue
        seen[v] = 1
        queue[filled++] = v
      }
    }
  }
  return filled
}

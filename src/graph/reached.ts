/**
 * What can be reached from some nodes, on graphs of which that is nearly everything.
 *
 * Flooding looks at every entry. Once a good part is reached it is cheaper to turn round: each node
 * that is not reached yet looks for one neighbour that is, and mostly finds it at once, so that a
 * few entries a node are looked at (S. Beamer, K. Asanović, D. Patterson, Direction-optimizing
 * breadth-first search, SC 2012). Here levels do not matter, so a node that a pass reaches counts
 * within the same pass.
 *
 * @module
 */
import { checkNodes, type Layers } from './layers.ts'

/** Turn round once this part of the nodes is reached… */
const TURN_AT = 1 / 20
/** …and back to flooding when a pass has reached less than this part. */
const TURN_BACK_AT = 1 / 100

/**
 * 1 for each node that some path connects with one of `nodes` (themselves included), else 0: what
 * `reachableFrom` says. Linear in what is reached, and usually far below its entries.
 *
 * @throws {RangeError} if one of `nodes` is not a node.
 */
export function reachedFrom(layers: Layers, nodes: ArrayLike<number>): Uint8Array {
  const { order, steps } = layers
  checkNodes('nodes', nodes, order)
  const seen = new Uint8Array(order)
  const queue = new Uint32Array(order)
  let filled = 0
  let head = 0
  for (let k = 0; k < nodes.length; k++) {
    if (seen[nodes[k]] !== 0) continue
    seen[nodes[k]] = 1
    queue[filled++] = nodes[k]
  }

  let mayTurn = true
  while (head < filled) {
    if (mayTurn && filled > TURN_AT * order) {
      // nobody waiting has to be looked at: its neighbours look at it
      for (let pass = TURN_AT * order; pass > TURN_BACK_AT * order; pass = filled - head) {
        head = filled
        filled = lookBack(layers, seen, queue, filled)
      }
      mayTurn = false
      continue
    }
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
  return seen
}

/** See each node that has a seen neighbour; returns how far the queue is filled then. */
function lookBack(
  { order, steps }: Layers,
  seen: Uint8Array,
  queue: Uint32Array,
  filled: number,
): number {
  for (let u = 0; u < order; u++) {
    if (seen[u] !== 0) continue
    for (const { csr, rowsAt, columnsAt } of steps) {
      const i = u - rowsAt
      if (i < 0 || i >= csr.rows) continue
      const { starts, targets } = csr
      let e = starts[i]
      const end = starts[i + 1]
      while (e < end && seen[targets[e] + columnsAt] === 0) e++
      if (e === end) continue
      seen[u] = 1
      queue[filled++] = u
      break
    }
  }
  return filled
}

/**
 * Copies of rows and layers in an arena: what the engine works on without copying again.
 *
 * @module
 */
import { type Arena } from '../graph/arena.ts'
import { type Csr } from '../graph/csr.ts'
import { type Layers } from '../graph/layers.ts'

/** @throws {RangeError} if the arena has no room. */
export function csrInArena(arena: Arena, { rows, columns, starts, targets, weights }: Csr): Csr {
  const copy = {
    rows,
    columns,
    starts: arena.uint32(starts.length),
    targets: arena.uint32(targets.length),
    weights: weights && arena.float32(weights.length),
  }
  copy.starts.set(starts)
  copy.targets.set(targets)
  if (weights) copy.weights!.set(weights)
  return Object.freeze(copy)
}

/** Steps that share rows share them in the copy too. @throws {RangeError} if there is no room. */
export function layersInArena(arena: Arena, layers: Layers): Layers {
  const copies = new Map<Csr, Csr>()
  const steps = layers.steps.map((step) => {
    const csr = copies.get(step.csr) ?? csrInArena(arena, step.csr)
    copies.set(step.csr, csr)
    return Object.freeze({ ...step, csr })
  })
  return Object.freeze({ ...layers, steps: Object.freeze(steps) })
}

/**
 * Layers that change: frozen ones, the entries that came or went since beside them, and nodes that
 * came at the end.
 *
 * Degrees are kept exact: a node whose last entry goes has degree 0 again, not some rounding. So the
 * weight of an entry that comes or goes is a multiple of 2⁻¹⁰, as whole numbers are, and sums of
 * such weights lose nothing.
 *
 * @module
 */
import { type Digraph } from './csr.ts'
import { Delta } from './delta.ts'
import { checkNodes, type Layers, type Step } from './layers.ts'

const GRAIN = 1 << 10
/** Room for new nodes before everything by node is copied: an eighth, and never few. */
const LEAST_ROOM = 1 << 12

export class LiveLayers implements Layers {
  /** Of the frozen nodes; those that came later are of no kind. */
  readonly kindStarts: Uint32Array
  #order: number
  #steps: readonly Step[]
  #degrees: Float64Array
  #delta: Delta

  /** Changes to these layers never reach `frozen`. */
  constructor(frozen: Layers) {
    this.kindStarts = frozen.kindStarts
    this.#order = frozen.order
    this.#steps = frozen.steps
    const capacity = frozen.order + Math.max(LEAST_ROOM, frozen.order >>> 3)
    this.#degrees = new Float64Array(capacity)
    this.#degrees.set(frozen.degrees)
    this.#delta = new Delta(capacity)
  }

  get order(): number {
    return this.#order
  }

  get steps(): readonly Step[] {
    return this.#steps
  }

  /** Of all nodes, and 0 for as many as there is room for. */
  get degrees(): Float64Array {
    return this.#degrees
  }

  get delta(): Delta {
    return this.#delta
  }

  /** A new node without entries; its number. Constant time, and now and then linear. */
  addNode(): number {
    const node = this.#order++
    if (node === this.#degrees.length) {
      const degrees = new Float64Array(node + Math.max(LEAST_ROOM, node >>> 3))
      degrees.set(this.#degrees)
      this.#degrees = degrees
      this.#delta.makeRoom(degrees.length)
    }
    return node
  }

  /**
   * The entry (source, target), walked both ways, weighs `change` more, or less. A `Push` over these
   * layers must hear of it first: see `Push.change`.
   *
   * @throws {RangeError} if there is no such node, the change is no multiple of 2⁻¹⁰, or a degree
   * would fall below 0. That there is such an entry to take from is the caller's to know.
   */
  change(source: number, target: number, change: number): void {
    checkNodes('entry', [source, target], this.#order)
    if (!Number.isSafeInteger(change * GRAIN)) {
      throw new RangeError(`"change" expected a multiple of 1 / ${GRAIN}, got ${change}`)
    }
    const degrees = this.#degrees
    const least = Math.min(degrees[source], degrees[target])
    if (least + (source === target ? 2 * change : change) < 0) {
      throw new RangeError(`"change" expected at least -${least}, got ${change}`)
    }
    degrees[source] += change
    degrees[target] += change
    this.#delta.add(source, target, change)
  }

  /**
   * Put rows with the first changes in them in the place of one part's rows. `folded[r]` is as much
   * of record r as is in them; what came since stays beside. Linear in the changes.
   */
  refreeze(part: number, links: Digraph, folded: Float64Array): void {
    this.#steps = this.#steps.map((step) =>
      step.part === part
        ? Object.freeze({ ...step, csr: step.direction === 'in' ? links.in : links.out })
        : step,
    )
    const { sources, targets, changes, size } = this.#delta
    const rest = new Delta(this.#degrees.length)
    for (let record = 1; record <= size; record++) {
      const change = changes[record] - (record < folded.length ? folded[record] : 0)
      if (change !== 0) rest.add(sources[record], targets[record], change)
    }
    this.#delta = rest
  }
}

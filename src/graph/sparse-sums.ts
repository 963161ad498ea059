/**
 * Sums for a few of very many nodes: what a full-size array holds, without the full size.
 *
 * Open addressing over two typed arrays. The few stay in the processor's cache, so a look-up costs
 * less than one in an array over all nodes, and nothing has to be cleared.
 *
 * @module
 */

const EMPTY = 0xffffffff
/** The golden ratio of 2³²: neighbouring nodes are spread over the slots. */
const SPREAD = 0x9e3779b1

export class SparseSums {
  #keys = new Uint32Array(64).fill(EMPTY)
  #sums = new Float64Array(64)
  /** 32 less the binary logarithm of the number of slots. */
  #shift = 26
  #size = 0

  /** How many nodes have a sum. */
  get size(): number {
    return this.#size
  }

  /** Add `value` to the sum of `node`, a whole number below 2³² − 1 (not checked). */
  add(node: number, value: number): void {
    let slot = this.#slotOf(node)
    if (this.#keys[slot] === EMPTY) {
      // at most half full, so that a probe stays short
      if (2 * (this.#size + 1) > this.#keys.length) {
        this.#grow()
        slot = this.#slotOf(node)
      }
      this.#keys[slot] = node
      this.#size++
    }
    this.#sums[slot] += value
  }

  /** The sum of `node`, 0 if nothing was added. */
  get(node: number): number {
    // the sum of an empty slot is 0
    return this.#sums[this.#slotOf(node)]
  }

  has(node: number): boolean {
    return this.#keys[this.#slotOf(node)] === node
  }

  /** Each node with its sum, in no particular order. */
  *entries(): Generator<readonly [node: number, sum: number]> {
    for (const [slot, node] of this.#keys.entries()) {
      if (node !== EMPTY) yield [node, this.#sums[slot]]
    }
  }

  #slotOf(node: number): number {
    const keys = this.#keys
    const mask = keys.length - 1
    let slot = Math.imul(node, SPREAD) >>> this.#shift
    while (keys[slot] !== node && keys[slot] !== EMPTY) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const keys = this.#keys
    const sums = this.#sums
    this.#keys = new Uint32Array(2 * keys.length).fill(EMPTY)
    this.#sums = new Float64Array(2 * keys.length)
    this.#shift--
    for (let slot = 0; slot < keys.length; slot++) {
      if (keys[slot] === EMPTY) continue
      const place = this.#slotOf(keys[slot])
      this.#keys[place] = keys[slot]
      this.#sums[place] = sums[slot]
    }
  }
}

/**
 * Entries that came or went since a graph was frozen, kept beside it.
 *
 * A record says by how much the weight of one entry (source, target) changed: the weight of a new
 * entry, minus the weight of a deleted one, 0 where both came to pass. Each node has a list of the
 * records that leave it and one of those that come to it, so that a kernel walks the frozen row and
 * then the lists. There is one record for each pair: an open-addressing table finds it, and a record
 * is changed but never taken out, so its number means the same for as long as the delta lives.
 *
 * @module
 */

/** The columns of a delta, for kernels; valid until the next change. Record 0 is no record. */
export interface DeltaColumns {
  readonly sources: Uint32Array
  readonly targets: Uint32Array
  /** What each entry weighs more than it did. */
  readonly changes: Float64Array
  /** By node, the first record that leaves it; 0 for none. */
  readonly outHeads: Uint32Array
  /** By record, the next one with the same source; 0 at the end. */
  readonly outNexts: Uint32Array
  readonly inHeads: Uint32Array
  readonly inNexts: Uint32Array
}

const FIRST_CAPACITY = 1 << 10

export class Delta implements DeltaColumns {
  sources: Uint32Array = new Uint32Array(FIRST_CAPACITY)
  targets: Uint32Array = new Uint32Array(FIRST_CAPACITY)
  changes: Float64Array = new Float64Array(FIRST_CAPACITY)
  outNexts: Uint32Array = new Uint32Array(FIRST_CAPACITY)
  inNexts: Uint32Array = new Uint32Array(FIRST_CAPACITY)
  outHeads: Uint32Array
  inHeads: Uint32Array
  /** Record numbers by hash; at most half full; 0 is empty. */
  #slots: Uint32Array = new Uint32Array(2 * FIRST_CAPACITY)
  #last = 0

  /** Empty, with room for `nodes` nodes. */
  constructor(nodes: number) {
    this.outHeads = new Uint32Array(nodes)
    this.inHeads = new Uint32Array(nodes)
  }

  /** Records are numbered 1 to `size`. */
  get size(): number {
    return this.#last
  }

  /** How much more the entry weighs than in the frozen graph. */
  changeOf(source: number, target: number): number {
    return this.changes[this.#slots[this.#slotOf(source, target)]]
  }

  /** The entry weighs `change` more, or less. Constant time, and now and then a doubling. */
  add(source: number, target: number, change: number): void {
    let slot = this.#slotOf(source, target)
    let record = this.#slots[slot]
    if (record === 0) {
      if (this.#last + 1 === this.sources.length) {
        this.#grow()
        slot = this.#slotOf(source, target)
      }
      record = ++this.#last
      this.#slots[slot] = record
      this.sources[record] = source
      this.targets[record] = target
      this.outNexts[record] = this.outHeads[source]
      this.outHeads[source] = record
      this.inNexts[record] = this.inHeads[target]
      this.inHeads[target] = record
    }
    this.changes[record] += change
  }

  /** Make room for `nodes` nodes. Linear, so ask for more than the next one. */
  makeRoom(nodes: number): void {
    this.outHeads = grown(this.outHeads, nodes)
    this.inHeads = grown(this.inHeads, nodes)
  }

  /** The slot that holds the pair, or the empty one where it belongs. */
  #slotOf(source: number, target: number): number {
    const mask = this.#slots.length - 1
    let hash = Math.imul(source, 0x9e3779b1) ^ Math.imul(target, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
    let slot = (hash ^ (hash >>> 13)) & mask
    for (;;) {
      const record = this.#slots[slot]
      if (record === 0) return slot
      if (this.sources[record] === source && this.targets[record] === target) return slot
      slot = (slot + 1) & mask
    }
  }

  #grow(): void {
    const capacity = 2 * this.sources.length
    this.sources = grown(this.sources, capacity)
    this.targets = grown(this.targets, capacity)
    this.outNexts = grown(this.outNexts, capacity)
    this.inNexts = grown(this.inNexts, capacity)
    const changes = new Float64Array(capacity)
    changes.set(this.changes)
    this.changes = changes
    this.#slots = new Uint32Array(2 * capacity)
    for (let record = 1; record <= this.#last; record++) {
      this.#slots[this.#slotOf(this.sources[record], this.targets[record])] = record
    }
  }
}

function grown(column: Uint32Array, length: number): Uint32Array {
  const longer = new Uint32Array(length)
  longer.set(column)
  return longer
}

/**
 * Ranks of scores that change a few at a time, without sorting everybody.
 *
 * A score is counted in one of 2²⁰ bins, which are the leading bits of its single-precision form:
 * they rise with the score and tell apart what differs by more than one part in 4,096. A rank is one
 * more than the count in all higher bins, so scores of one bin share a rank. Bins lie in blocks of
 * 1,024, and a block is added up again only when it changed: setting a score takes constant time, a
 * rank hardly more.
 *
 * The highest few are found among a list of all those above a floor. It is gathered from everybody
 * once in a while, with room to spare, and whoever rises above the floor later is put on it.
 *
 * @module
 */

const BLOCK_BITS = 10
const BLOCK = 1 << BLOCK_BITS
/** Sign and exponent take 9 bits of 32; of the rest 12 are kept. */
const SHIFT = 32 - 9 - 12
const BLOCKS = 1 << (31 - SHIFT - BLOCK_BITS)
/** How many times more than asked for are put on the list, and how few never. */
const SPARE = 4
const LEAST_LISTED = 1024

export class ScoreRanks {
  #scores: Float32Array
  /** The same memory as `#scores`. */
  #bits: Uint32Array
  readonly #least: number
  readonly #counts = new Uint32Array(BLOCKS * BLOCK)
  readonly #blockCounts = new Uint32Array(BLOCKS)
  /** Within its block, how many are in the bins above each. */
  readonly #above = new Uint32Array(BLOCKS * BLOCK)
  readonly #blocksAbove = new Uint32Array(BLOCKS)
  readonly #isStale = new Uint8Array(BLOCKS)
  #anyStale = false
  #ranked = 0
  #listed: number[] = []
  #isListed: Uint8Array
  #floor = Infinity

  /** Nobody has a score yet. Scores below `least`, above 0, do not count. */
  constructor(nodes: number, least = 1e-12) {
    if (!(least > 0)) throw new RangeError(`"least" expected above 0, got ${least}`)
    this.#scores = new Float32Array(nodes)
    this.#bits = new Uint32Array(this.#scores.buffer)
    this.#isListed = new Uint8Array(nodes)
    this.#least = least
  }

  /** How many have a score that counts. */
  get ranked(): number {
    return this.#ranked
  }

  /** The score as it was set, in single precision; 0 where it does not count. */
  scoreOf(node: number): number {
    return this.#scores[node]
  }

  /** @throws {RangeError} if there is no such node. */
  set(node: number, score: number): void {
    if (!(node < this.#scores.length)) {
      throw new RangeError(`"node" expected 0..${this.#scores.length - 1}, got ${node}`)
    }
    const before = this.#bits[node] >>> SHIFT
    this.#scores[node] = score >= this.#least ? score : 0
    const after = this.#bits[node] >>> SHIFT
    if (after === before) return
    if (before !== 0) this.#count(before, -1)
    if (after === 0) return
    this.#count(after, 1)
    if (after >= this.#floor) this.#list(node)
  }

  /** One more than how many score clearly higher; 0 for a node whose score does not count. */
  rankOf(node: number): number {
    const bin = this.#bits[node] >>> SHIFT
    if (bin === 0) return 0
    const block = bin >>> BLOCK_BITS
    if (this.#anyStale) this.#addUpBlocks()
    if (this.#isStale[block] !== 0) this.#addUp(block)
    return this.#blocksAbove[block] + this.#above[bin] + 1
  }

  /** The nodes with the `count` highest scores, highest first; equal ones in the order of nodes. */
  top(count: number): Uint32Array {
    const scores = this.#scores
    const floor = this.#floorFor(count)
    if (floor < this.#floor || this.#listed.length > SPARE * SPARE * (count + LEAST_LISTED)) {
      this.#gather(SPARE * count + LEAST_LISTED)
    }
    const found = this.#listed.filter((node) => this.#bits[node] >>> SHIFT >= floor)
    found.sort((a, b) => scores[b] - scores[a] || a - b)
    return Uint32Array.from(found.slice(0, count))
  }

  /** Make room for `nodes` nodes. Linear. */
  makeRoom(nodes: number): void {
    if (nodes <= this.#scores.length) return
    const scores = new Float32Array(nodes)
    scores.set(this.#scores)
    this.#scores = scores
    this.#bits = new Uint32Array(scores.buffer)
    const isListed = new Uint8Array(nodes)
    isListed.set(this.#isListed)
    this.#isListed = isListed
  }

  #count(bin: number, more: 1 | -1): void {
    const block = bin >>> BLOCK_BITS
    this.#counts[bin] += more
    this.#blockCounts[block] += more
    this.#ranked += more
    this.#isStale[block] = 1
    this.#anyStale = true
  }

  #addUpBlocks(): void {
    let sum = 0
    for (let block = BLOCKS - 1; block >= 0; block--) {
      this.#blocksAbove[block] = sum
      sum += this.#blockCounts[block]
    }
    this.#anyStale = false
  }

  #addUp(block: number): void {
    let sum = 0
    for (let bin = (block + 1) * BLOCK - 1; bin >= block * BLOCK; bin--) {
      this.#above[bin] = sum
      sum += this.#counts[bin]
    }
    this.#isStale[block] = 0
  }

  /** The highest bin with `count` nodes in it and above; 1 if there are not so many. */
  #floorFor(count: number): number {
    let sum = 0
    for (let block = BLOCKS - 1; block >= 0; block--) {
      if (sum + this.#blockCounts[block] < count) {
        sum += this.#blockCounts[block]
        continue
      }
      for (let bin = (block + 1) * BLOCK - 1; bin >= Math.max(1, block * BLOCK); bin--) {
        sum += this.#counts[bin]
        if (sum >= count) return bin
      }
    }
    return 1
  }

  #gather(count: number): void {
    for (const node of this.#listed) this.#isListed[node] = 0
    this.#listed = []
    this.#floor = this.#floorFor(count)
    for (let node = 0; node < this.#bits.length; node++) {
      if (this.#bits[node] >>> SHIFT >= this.#floor) this.#list(node)
    }
  }

  #list(node: number): void {
    if (this.#isListed[node] !== 0) return
    this.#isListed[node] = 1
    this.#listed.push(node)
  }
}

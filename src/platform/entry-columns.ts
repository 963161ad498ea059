/**
 * Growable parallel columns of (source, target, weight): what is collected before it is a graph.
 *
 * @module
 */
import { buildCsr, type Csr } from '../graph/csr.ts'

const FIRST_CAPACITY = 1 << 10

export class EntryColumns {
  #size = 0
  #sources = new Uint32Array(FIRST_CAPACITY)
  #targets = new Uint32Array(FIRST_CAPACITY)
  #weights: Float32Array | null

  constructor(options: { readonly weighted: boolean }) {
    this.#weights = options.weighted ? new Float32Array(FIRST_CAPACITY) : null
  }

  /** Takes in all entries of `csr`. */
  addCsr({ rows, starts, targets, weights }: Csr): void {
    for (let i = 0; i < rows; i++) {
      for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
        this.add(i, targets[e], weights ? weights[e] : 1)
      }
    }
  }

  add(source: number, target: number, weight: number): void {
    const place = this.#size++
    if (place === this.#sources.length) this.#grow()
    this.#sources[place] = source
    this.#targets[place] = target
    if (this.#weights) this.#weights[place] = weight
  }

  /** @throws {RangeError} if an entry lies outside the rows or columns. */
  toCsr(rows: number, columns: number): Csr {
    return buildCsr(
      rows,
      columns,
      this.#sources.subarray(0, this.#size),
      this.#targets.subarray(0, this.#size),
      this.#weights && this.#weights.subarray(0, this.#size),
    )
  }

  #grow(): void {
    const capacity = this.#sources.length * 2
    const sources = new Uint32Array(capacity)
    const targets = new Uint32Array(capacity)
    sources.set(this.#sources)
    targets.set(this.#targets)
    this.#sources = sources
    this.#targets = targets
    if (this.#weights) {
      const weights = new Float32Array(capacity)
      weights.set(this.#weights)
      this.#weights = weights
    }
  }
}

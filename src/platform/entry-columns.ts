/**
 * Entries (source, target, weight) as they are collected, in chunks: nothing is copied to grow.
 *
 * @module
 */
import { type Csr } from '../graph/csr.ts'
import { type EntryChunk } from '../graph/fold-entries.ts'

const CHUNK_SIZE = 1 << 16

export class EntryColumns {
  readonly weighted: boolean
  #chunks: EntryChunk[] = []
  /** The chunk that single entries go to. */
  #open: EntryChunk | null = null
  #size = 0

  constructor(options: { readonly weighted: boolean }) {
    this.weighted = options.weighted
  }

  add(source: number, target: number, weight: number): void {
    this.#open ??= newChunk(this.weighted)
    const { sources, targets, weights } = this.#open
    sources[this.#size] = source
    targets[this.#size] = target
    if (weights) weights[this.#size] = weight
    if (++this.#size === CHUNK_SIZE) this.#close()
  }

  /** Takes in many entries at once. The arrays are kept, not copied, and never written. */
  addChunk(chunk: EntryChunk): void {
    if (chunk.sources.length > 0) this.#chunks.push(chunk)
  }

  /** Takes in all entries of `csr`, its rows and columns being called what the lists say. */
  addCsr(csr: Csr, rowNumbers: Uint32Array | null, columnNumbers: Uint32Array | null): void {
    const { rows, starts, targets, weights } = csr
    const sources = new Uint32Array(targets.length)
    for (let i = 0; i < rows; i++) {
      sources.fill(rowNumbers ? rowNumbers[i] : i, starts[i], starts[i + 1])
    }
    const numbered = columnNumbers ? targets.map((target) => columnNumbers[target]) : targets
    this.addChunk({ sources, targets: numbered, weights })
  }

  /** All entries so far, as a list of the caller's own. */
  chunks(): EntryChunk[] {
    this.#close()
    return [...this.#chunks]
  }

  /** The same, and nothing of them is kept here. */
  takeChunks(): EntryChunk[] {
    const chunks = this.chunks()
    this.#chunks = []
    return chunks
  }

  #close(): void {
    if (this.#open && this.#size > 0) {
      const { sources, targets, weights } = this.#open
      this.#chunks.push({
        sources: sources.subarray(0, this.#size),
        targets: targets.subarray(0, this.#size),
        weights: weights && weights.subarray(0, this.#size),
      })
    }
    this.#open = null
    this.#size = 0
  }
}

function newChunk(weighted: boolean): EntryChunk {
  return {
    sources: new Uint32Array(CHUNK_SIZE),
    targets: new Uint32Array(CHUNK_SIZE),
    weights: weighted ? new Float32Array(CHUNK_SIZE) : null,
  }
}

/**
 * Kronecker graphs as Graph500 and the GAP Benchmark Suite draw them: A = 0.57, B = C = 0.19, `degree`
 * entries a row, rows shuffled so that their numbers say nothing.
 *
 * J. Leskovec et al., Kronecker graphs: an approach to modeling networks, 2010; graph500.org.
 *
 * @module
 */
import { type EntryChunk } from '../src/engine/build-jobs.ts'
import { createRandom } from '../src/util/random.ts'

export interface KroneckerOptions {
  /** 2^scale rows. */
  readonly scale: number
  readonly degree?: number // defaults to 16
  readonly seed?: number // defaults to 1
  /** Whether rows are shuffled; without, the numbers of rows that belong together are alike. */
  readonly shuffled?: boolean // defaults to true
}

/** Columns in shared memory; with `both`, each entry once more the other way. */
export function kroneckerEntries(
  { scale, degree = 16, seed = 1, shuffled = true }: KroneckerOptions,
  both = false,
): EntryChunk {
  const rows = 2 ** scale
  const size = rows * degree
  const column = () => new Uint32Array(new SharedArrayBuffer(4 * (both ? 2 * size : size)))
  const sources = column()
  const targets = column()
  const next = xorshift(seed)
  for (let e = 0; e < size; e++) {
    let s = 0
    let t = 0
    for (let bit = 0; bit < scale; bit++) {
      // three corners of the square, in 32 bits: A, A + B, A + B + C
      const point = next()
      s = (s << 1) | (point >= 3264175145 ? 1 : 0)
      t = (t << 1) | ((point >= 2448131359 && point < 3264175145) || point >= 4080218931 ? 1 : 0)
    }
    sources[e] = s
    targets[e] = t
  }
  if (shuffled) shuffle(rows, seed, size, sources, targets)
  if (both) {
    sources.set(targets.subarray(0, size), size)
    targets.set(sources.subarray(0, size), size)
  }
  return { sources, targets }
}

function shuffle(
  rows: number,
  seed: number,
  size: number,
  sources: Uint32Array,
  targets: Uint32Array,
): void {
  const random = createRandom(seed)
  const numbers = Uint32Array.from({ length: rows }, (_, i) => i)
  for (let i = rows - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = numbers[i]
    numbers[i] = numbers[j]
    numbers[j] = held
  }
  for (let e = 0; e < size; e++) {
    sources[e] = numbers[sources[e]]
    targets[e] = numbers[targets[e]]
  }
}

/** 32 random bits a call, many of them fast. G. Marsaglia, Xorshift RNGs, 2003: xor128. */
function xorshift(seed: number): () => number {
  const random = createRandom(seed)
  let x = random.below(2 ** 31) + 1
  let y = random.below(2 ** 31)
  let z = random.below(2 ** 31)
  let w = random.below(2 ** 31)
  return () => {
    const t = x ^ (x << 11)
    x = y
    y = z
    z = w
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8)
    return w >>> 0
  }
}

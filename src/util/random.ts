/**
 * Seeded random numbers: everything made up here can be made again.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand), seeded through splitmix32 so that
 * neighbouring seeds give unrelated streams.
 *
 * @module
 */

export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform whole number in 0..bound-1. */
  below(bound: number): number
  /** A stream of its own, so that adding a draw in one place does not move every later one. */
  fork(label: number): Random
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const splitmix = () => {
    state = (state + 0x9e3779b9) | 0
    let z = state ^ (state >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z ^= z >>> 15
    z = Math.imul(z, 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
  let a = splitmix()
  let b = splitmix()
  let c = splitmix()
  let d = 1

  const uint32 = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 12; i++) uint32()

  return {
    next: () => uint32() / 4294967296,
    below: (bound) => Math.floor((uint32() / 4294967296) * bound),
    fork: (label) => createRandom((uint32() ^ Math.imul(label + 1, 0x9e3779b9)) >>> 0),
  }
}

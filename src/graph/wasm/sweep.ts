/**
 * Sweep kernels: every row gathers what its entries' columns hold. AssemblyScript, see README.md.
 *
 * They walk the sweep layout (src/graph/sweep-layout.ts): columns in blocks of 2¹⁶, so that what is
 * gathered stays in the second-level cache and a column is 16 bits; and within a block the pieces of
 * rows sorted by length, so that the loop over a piece ends where the branch predictor expects it.
 *
 * One tile of one block: `counts[length]` pieces of each length from 1 to 32, then the longer ones.
 * `pieces` holds the row of each, and of the longer ones the row and the length; `offsets` the
 * columns, less the block's first.
 */

const LONGEST: u32 = 32

/** sums[row] += scale · Σ values[column], one vector. */
export function sweepOne(
  counts: usize,
  pieces: usize,
  offsets: usize,
  values: usize,
  sums: usize,
  scale: f32,
): void {
  let piece = pieces
  let at = offsets
  let end = piece + ((<usize>load<u32>(counts, 4)) << 2)
  for (; piece < end; piece += 4, at += 2) {
    const sum = sums + ((<usize>load<u32>(piece)) << 2)
    store<f32>(sum, load<f32>(sum) + scale * load<f32>(values + ((<usize>load<u16>(at)) << 2)))
  }
  end = piece + ((<usize>load<u32>(counts, 8)) << 2)
  for (; piece < end; piece += 4, at += 4) {
    const a = load<f32>(values + ((<usize>load<u16>(at)) << 2))
    const b = load<f32>(values + ((<usize>load<u16>(at, 2)) << 2))
    const sum = sums + ((<usize>load<u32>(piece)) << 2)
    store<f32>(sum, load<f32>(sum) + scale * (a + b))
  }
  end = piece + ((<usize>load<u32>(counts, 12)) << 2)
  for (; piece < end; piece += 4, at += 6) {
    const a = load<f32>(values + ((<usize>load<u16>(at)) << 2))
    const b = load<f32>(values + ((<usize>load<u16>(at, 2)) << 2))
    const c = load<f32>(values + ((<usize>load<u16>(at, 4)) << 2))
    const sum = sums + ((<usize>load<u32>(piece)) << 2)
    store<f32>(sum, load<f32>(sum) + scale * (a + b + c))
  }
  for (let length: u32 = 4; length <= LONGEST; length++) {
    const bytes = (<usize>length) << 1
    end = piece + ((<usize>load<u32>(counts + ((<usize>length) << 2))) << 2)
    for (; piece < end; piece += 4, at += bytes) {
      const sum = sums + ((<usize>load<u32>(piece)) << 2)
      store<f32>(sum, load<f32>(sum) + scale * gather(values, at, at + bytes))
    }
  }
  const long = load<u32>(counts, 4 * 33)
  end = piece + ((<usize>long) << 3)
  while (piece < end) {
    const sum = sums + ((<usize>load<u32>(piece)) << 2)
    const bytes = (<usize>load<u32>(piece, 4)) << 1
    store<f32>(sum, load<f32>(sum) + scale * gather(values, at, at + bytes))
    piece += 8
    at += bytes
  }
}

/** Σ values[offset] over the offsets in at..end; at least four of them. */
function gather(values: usize, at: usize, end: usize): f32 {
  let a: f32 = 0
  let b: f32 = 0
  let c: f32 = 0
  let d: f32 = 0
  const last = end - 6
  for (; at < last; at += 8) {
    a += load<f32>(values + ((<usize>load<u16>(at)) << 2))
    b += load<f32>(values + ((<usize>load<u16>(at, 2)) << 2))
    c += load<f32>(values + ((<usize>load<u16>(at, 4)) << 2))
    d += load<f32>(values + ((<usize>load<u16>(at, 6)) << 2))
  }
  for (; at < end; at += 2) a += load<f32>(values + ((<usize>load<u16>(at)) << 2))
  return a + b + (c + d)
}

/** As sweepOne for eight vectors, whose values of one column lie side by side. */
export function sweepEight(
  counts: usize,
  pieces: usize,
  offsets: usize,
  values: usize,
  sums: usize,
  scale: f32,
): void {
  const scales = f32x4.splat(scale)
  let piece = pieces
  let at = offsets
  for (let length: u32 = 1; length <= LONGEST + 1; length++) {
    const long = length > LONGEST
    const step: usize = long ? 8 : 4
    const end = piece + <usize>load<u32>(counts + ((<usize>length) << 2)) * step
    for (; piece < end; piece += step) {
      const last = at + ((<usize>(long ? load<u32>(piece, 4) : length)) << 1)
      let a = f32x4.splat(0)
      let b = f32x4.splat(0)
      for (; at < last; at += 2) {
        const value = values + ((<usize>load<u16>(at)) << 5)
        a = f32x4.add(a, v128.load(value))
        b = f32x4.add(b, v128.load(value, 16))
      }
      const sum = sums + ((<usize>load<u32>(piece)) << 5)
      v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(scales, a)))
      v128.store(sum, f32x4.add(v128.load(sum, 16), f32x4.mul(scales, b)), 16)
    }
  }
}

/** As sweepOne for sixteen vectors, whose values of one column lie side by side. */
export function sweepSixteen(
  counts: usize,
  pieces: usize,
  offsets: usize,
  values: usize,
  sums: usize,
  scale: f32,
): void {
  const scales = f32x4.splat(scale)
  let piece = pieces
  let at = offsets
  for (let length: u32 = 1; length <= LONGEST + 1; length++) {
    const long = length > LONGEST
    const step: usize = long ? 8 : 4
    const end = piece + <usize>load<u32>(counts + ((<usize>length) << 2)) * step
    for (; piece < end; piece += step) {
      const last = at + ((<usize>(long ? load<u32>(piece, 4) : length)) << 1)
      let a = f32x4.splat(0)
      let b = f32x4.splat(0)
      let c = f32x4.splat(0)
      let d = f32x4.splat(0)
      for (; at < last; at += 2) {
        const value = values + ((<usize>load<u16>(at)) << 6)
        a = f32x4.add(a, v128.load(value))
        b = f32x4.add(b, v128.load(value, 16))
        c = f32x4.add(c, v128.load(value, 32))
        d = f32x4.add(d, v128.load(value, 48))
      }
      const sum = sums + ((<usize>load<u32>(piece)) << 6)
      v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(scales, a)))
      v128.store(sum, f32x4.add(v128.load(sum, 16), f32x4.mul(scales, b)), 16)
      v128.store(sum, f32x4.add(v128.load(sum, 32), f32x4.mul(scales, c)), 32)
      v128.store(sum, f32x4.add(v128.load(sum, 48), f32x4.mul(scales, d)), 48)
    }
  }
}

/**
 * Close a sweep over rows first..end of one vector: the new score is base + damping · sum, and what
 * the next sweep gathers is score · inverse. Sums are left zero. Returns Σ |new − old|.
 */
export function finishOne(
  first: u32,
  end: u32,
  sums: usize,
  scores: usize,
  inverses: usize,
  next: usize,
  base: f32,
  damping: f32,
): f64 {
  const bases = f32x4.splat(base)
  const dampings = f32x4.splat(damping)
  const zeroes = f32x4.splat(0)
  let moved = f64x2.splat(0)
  let at = (<usize>first) << 2
  const last = (<usize>end) << 2
  for (; at + 16 <= last; at += 16) {
    const score = f32x4.add(bases, f32x4.mul(dampings, v128.load(sums + at)))
    v128.store(sums + at, zeroes)
    const change = f32x4.abs(f32x4.sub(score, v128.load(scores + at)))
    v128.store(scores + at, score)
    v128.store(next + at, f32x4.mul(score, v128.load(inverses + at)))
    moved = f64x2.add(moved, f64x2.promote_low_f32x4(change))
    const high = v128.shuffle<i32>(change, change, 2, 3, 2, 3)
    moved = f64x2.add(moved, f64x2.promote_low_f32x4(high))
  }
  let total = f64x2.extract_lane(moved, 0) + f64x2.extract_lane(moved, 1)
  for (; at < last; at += 4) {
    const score = base + damping * load<f32>(sums + at)
    store<f32>(sums + at, 0)
    total += <f64>abs<f32>(score - load<f32>(scores + at))
    store<f32>(scores + at, score)
    store<f32>(next + at, score * load<f32>(inverses + at))
  }
  return total
}

/**
 * As finishOne for `lanes` vectors side by side (a multiple of four); `moved` gets Σ |new − old| of
 * each, in single precision.
 */
export function finishMany(
  first: u32,
  end: u32,
  sums: usize,
  scores: usize,
  inverses: usize,
  next: usize,
  base: f32,
  damping: f32,
  lanes: u32,
  moved: usize,
): void {
  const bases = f32x4.splat(base)
  const dampings = f32x4.splat(damping)
  const zeroes = f32x4.splat(0)
  const bytes = (<usize>lanes) << 2
  for (let lane: usize = 0; lane < bytes; lane += 16) v128.store(moved + lane, zeroes)
  let at = <usize>first * bytes
  let inverse = inverses + ((<usize>first) << 2)
  for (let row = first; row < end; row++, inverse += 4) {
    const factor = v128.load32_splat(inverse)
    for (let lane: usize = 0; lane < bytes; lane += 16, at += 16) {
      const score = f32x4.add(bases, f32x4.mul(dampings, v128.load(sums + at)))
      v128.store(sums + at, zeroes)
      const change = f32x4.abs(f32x4.sub(score, v128.load(scores + at)))
      v128.store(moved + lane, f32x4.add(v128.load(moved + lane), change))
      v128.store(scores + at, score)
      v128.store(next + at, f32x4.mul(score, factor))
    }
  }
}

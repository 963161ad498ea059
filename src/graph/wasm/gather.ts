/**
 * Gathering and marking over plain rows, in double precision or one bit. AssemblyScript, see
 * README.md.
 */

/** sums[row] += scale · Σ weight · values[column], rows first..end; `weights` 0 counts each as 1. */
export function gatherWide(
  starts: usize,
  targets: usize,
  weights: usize,
  first: u32,
  end: u32,
  values: usize,
  sums: usize,
  scale: f64,
): void {
  for (let row = first; row < end; row++) {
    const start = starts + ((<usize>row) << 2)
    const from = (<usize>load<u32>(start)) << 2
    let at = targets + from
    const last = targets + ((<usize>load<u32>(start, 4)) << 2)
    let a: f64 = 0
    let b: f64 = 0
    if (weights) {
      for (let weight = weights + from; at < last; at += 4, weight += 4) {
        a += <f64>load<f32>(weight) * load<f64>(values + ((<usize>load<u32>(at)) << 3))
      }
    } else {
      for (; at + 4 < last; at += 8) {
        a += load<f64>(values + ((<usize>load<u32>(at)) << 3))
        b += load<f64>(values + ((<usize>load<u32>(at, 4)) << 3))
      }
      if (at < last) a += load<f64>(values + ((<usize>load<u32>(at)) << 3))
    }
    const sum = sums + ((<usize>row) << 3)
    store<f64>(sum, load<f64>(sum) + scale * (a + b))
  }
}

/** Set the bits of all columns of `count` rows. */
export function markColumns(
  starts: usize,
  targets: usize,
  rows: usize,
  count: u32,
  bits: usize,
): void {
  const lastRow = rows + ((<usize>count) << 2)
  for (; rows < lastRow; rows += 4) {
    const start = starts + ((<usize>load<u32>(rows)) << 2)
    let at = targets + ((<usize>load<u32>(start)) << 2)
    const last = targets + ((<usize>load<u32>(start, 4)) << 2)
    for (; at < last; at += 4) {
      const column = load<u32>(at)
      const byte = bits + <usize>(column >> 3)
      store<u8>(byte, load<u8>(byte) | (<u8>((<u32>1) << (column & 7))))
    }
  }
}

/** How many bits are set in `bytes` bytes, a multiple of 16. */
export function countBits(bits: usize, bytes: usize): u32 {
  let count: u32 = 0
  for (const end = bits + bytes; bits < end; bits += 16) {
    count += <u32>(popcnt<u64>(load<u64>(bits)) + popcnt<u64>(load<u64>(bits, 8)))
  }
  return count
}

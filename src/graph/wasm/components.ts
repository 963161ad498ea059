/**
 * Connected components by Afforest, over a forest of parents in shared memory: every thread links
 * and compresses at once. AssemblyScript, see README.md.
 *
 * M. Sutton, T. Ben-Nun, A. Barak, Optimizing parallel graph connectivity computation via subgraph
 * sampling, IPDPS 2018.
 */

/** Make one tree of the trees of u and v; the lower root stays a root. */
function link(u: u32, v: u32, parents: usize): void {
  let a = load<u32>(parents + ((<usize>u) << 2))
  let b = load<u32>(parents + ((<usize>v) << 2))
  while (a != b) {
    const high = a > b ? a : b
    const low = a > b ? b : a
    const slot = parents + ((<usize>high) << 2)
    const parent = load<u32>(slot)
    if (parent == low) return
    if (parent == high && atomic.cmpxchg<u32>(slot, high, low) == high) return
    a = load<u32>(parents + ((<usize>load<u32>(slot)) << 2))
    b = load<u32>(parents + ((<usize>low) << 2))
  }
}

/** Point each of rows first..end at its first column or, where that is no smaller, at itself. */
export function plantFirst(
  starts: usize,
  targets: usize,
  rowsAt: u32,
  columnsAt: u32,
  first: u32,
  end: u32,
  parents: usize,
): void {
  let start = load<u32>(starts + ((<usize>first) << 2))
  for (let row = first; row < end; row++) {
    const next = load<u32>(starts + ((<usize>row) << 2), 4)
    let parent = rowsAt + row
    if (start < next) {
      parent = min<u32>(parent, columnsAt + load<u32>(targets + ((<usize>start) << 2)))
    }
    store<u32>(parents + ((<usize>(rowsAt + row)) << 2), parent)
    start = next
  }
}

/**
 * Point each of rows first..end at its first column, where that is smaller than what it points at: a
 * plain store, since nobody else writes there before the first compression.
 */
export function hookFirst(
  starts: usize,
  targets: usize,
  rowsAt: u32,
  columnsAt: u32,
  first: u32,
  end: u32,
  parents: usize,
): void {
  let start = load<u32>(starts + ((<usize>first) << 2))
  for (let row = first; row < end; row++) {
    const next = load<u32>(starts + ((<usize>row) << 2), 4)
    if (start < next) {
      const column = columnsAt + load<u32>(targets + ((<usize>start) << 2))
      const slot = parents + ((<usize>(rowsAt + row)) << 2)
      if (column < load<u32>(slot)) store<u32>(slot, column)
    }
    start = next
  }
}

/** Link rows first..end with their `nth` column, those that have one. */
export function linkNth(
  starts: usize,
  targets: usize,
  rowsAt: u32,
  columnsAt: u32,
  first: u32,
  end: u32,
  nth: u32,
  parents: usize,
): void {
  for (let row = first; row < end; row++) {
    const start = starts + ((<usize>row) << 2)
    const entry = load<u32>(start) + nth
    if (entry >= load<u32>(start, 4)) continue
    link(rowsAt + row, columnsAt + load<u32>(targets + ((<usize>entry) << 2)), parents)
  }
}

/** Link rows first..end with all their columns from the `skipped`th on, those outside `giant`. */
export function linkRest(
  starts: usize,
  targets: usize,
  rowsAt: u32,
  columnsAt: u32,
  first: u32,
  end: u32,
  skipped: u32,
  giant: u32,
  parents: usize,
): void {
  for (let row = first; row < end; row++) {
    if (load<u32>(parents + ((<usize>(rowsAt + row)) << 2)) == giant) continue
    const start = starts + ((<usize>row) << 2)
    let at = targets + ((<usize>(load<u32>(start) + skipped)) << 2)
    const last = targets + ((<usize>load<u32>(start, 4)) << 2)
    for (; at < last; at += 4) link(rowsAt + row, columnsAt + load<u32>(at), parents)
  }
}

/** Point nodes first..end at their roots. */
export function compress(first: u32, end: u32, parents: usize): void {
  for (let node = first; node < end; node++) {
    const slot = parents + ((<usize>node) << 2)
    let parent = load<u32>(slot)
    let above = load<u32>(parents + ((<usize>parent) << 2))
    if (parent == above) continue
    while (parent != above) {
      parent = above
      above = load<u32>(parents + ((<usize>parent) << 2))
    }
    store<u32>(slot, parent)
  }
}

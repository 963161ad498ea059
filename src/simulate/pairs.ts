/**
 * Growing columns of pairs, and the sorted columns that they become.
 *
 * @module
 */

export interface Pairs {
  sources: Uint32Array
  targets: Uint32Array
  size: number
}

/** Pairs sorted by source and then target, each once. */
export interface PairColumns {
  readonly sources: Uint32Array
  readonly targets: Uint32Array
  /** How often the pair was added. */
  readonly counts: Uint32Array
}

export function createPairs(capacity = 1 << 16): Pairs {
  return { sources: new Uint32Array(capacity), targets: new Uint32Array(capacity), size: 0 }
}

export function addPair(pairs: Pairs, source: number, target: number): void {
  if (pairs.size === pairs.sources.length) {
    pairs.sources = doubled(pairs.sources)
    pairs.targets = doubled(pairs.targets)
  }
  pairs.sources[pairs.size] = source
  pairs.targets[pairs.size] = target
  pairs.size++
}

/** Sort and fold: two counting sorts, by target and then by source. Time and memory are linear. */
export function foldPairs(pairs: Pairs, rows: number, columns: number): PairColumns {
  const { size } = pairs
  const byTarget = createPairs(size)
  countingSort(pairs.targets, pairs.sources, size, columns, byTarget.targets, byTarget.sources)
  const sources = new Uint32Array(size)
  const targets = new Uint32Array(size)
  countingSort(byTarget.sources, byTarget.targets, size, rows, sources, targets)

  const counts = new Uint32Array(size)
  let kept = 0
  for (let e = 0; e < size; e++) {
    if (kept > 0 && sources[kept - 1] === sources[e] && targets[kept - 1] === targets[e]) {
      counts[kept - 1]++
      continue
    }
    sources[kept] = sources[e]
    targets[kept] = targets[e]
    counts[kept++] = 1
  }
  return Object.freeze({
    sources: sources.slice(0, kept),
    targets: targets.slice(0, kept),
    counts: counts.slice(0, kept),
  })
}

/** Offsets of each row's run in a sorted column: `rows + 1` of them. */
export function rowStarts(sorted: Uint32Array, rows: number): Uint32Array {
  const starts = new Uint32Array(rows + 1)
  for (let e = 0; e < sorted.length; e++) starts[sorted[e] + 1]++
  for (let i = 0; i < rows; i++) starts[i + 1] += starts[i]
  return starts
}

function countingSort(
  keys: Uint32Array,
  values: Uint32Array,
  size: number,
  bound: number,
  sortedKeys: Uint32Array,
  sortedValues: Uint32Array,
): void {
  const cursor = new Uint32Array(bound + 1)
  for (let e = 0; e < size; e++) cursor[keys[e] + 1]++
  for (let i = 0; i < bound; i++) cursor[i + 1] += cursor[i]
  for (let e = 0; e < size; e++) {
    const place = cursor[keys[e]]++
    sortedKeys[place] = keys[e]
    sortedValues[place] = values[e]
  }
}

function doubled(column: Uint32Array): Uint32Array {
  const grown = new Uint32Array(Math.max(16, column.length * 2))
  grown.set(column)
  return grown
}

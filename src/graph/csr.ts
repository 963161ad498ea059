/**
 * Compressed sparse rows: the one layout that every kernel reads.
 *
 * The neighbours of row `i` are `targets[starts[i] .. starts[i + 1]]`, in rising order and each
 * once; `starts` has one extra entry so that a kernel never tests for the last row. Rows and
 * columns are counted apart, because accounts × tags is as much a graph as accounts × accounts.
 *
 * @module
 */

export interface Csr {
  readonly rows: number
  readonly columns: number
  /** `rows + 1` offsets into `targets`. */
  readonly starts: Uint32Array
  /** Columns, rising within each row. */
  readonly targets: Uint32Array
  /** One weight for each entry of `targets`, or null when every entry counts 1. */
  readonly weights: Float32Array | null
}

/** Both directions of the same entries: `in` is `out` transposed. */
export interface Digraph {
  readonly out: Csr
  readonly in: Csr
}

/**
 * Build rows from parallel columns. Parallel entries are folded into one and the largest weight
 * stands, so that adding the same entries a second time changes nothing.
 * Entries of a row with itself are kept: whether they mean anything is the caller's to say.
 * Weights are kept in single precision, and what they may be is the caller's to say too.
 * Time and memory are linear: two counting sorts, first by column and then by row.
 *
 * @throws {RangeError} if an entry lies outside the rows or columns, the lengths differ, or there
 * are more rows or columns than 32 bits count.
 */
export function buildCsr(
  rows: number,
  columns: number,
  sources: ArrayLike<number>,
  targets: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
): Csr {
  checkCount('rows', rows)
  checkCount('columns', columns)
  const size = sources.length
  checkLength('targets', targets, size)
  if (weights) checkLength('weights', weights, size)

  // pass 1: by column, so that pass 2 meets each row's columns in rising order
  const columnStarts = new Uint32Array(columns + 1)
  for (let e = 0; e < size; e++) {
    const s = sources[e]
    const t = targets[e]
    // `>>> 0` also refuses negatives, fractions and NaN
    if (s >>> 0 !== s || t >>> 0 !== t || s >= rows || t >= columns) {
      throw new RangeError(`entry ${e}: (${s}, ${t}) outside ${rows} rows × ${columns} columns`)
    }
    columnStarts[t + 1]++
  }
  for (let j = 0; j < columns; j++) columnStarts[j + 1] += columnStarts[j]
  const byColumn: Csr = {
    rows: columns,
    columns: rows,
    starts: columnStarts,
    targets: new Uint32Array(size),
    weights: weights ? new Float32Array(size) : null,
  }
  const cursor = columnStarts.slice(0, columns)
  for (let e = 0; e < size; e++) {
    const place = cursor[targets[e]]++
    byColumn.targets[place] = sources[e]
    if (weights) byColumn.weights![place] = weights[e]
  }

  // pass 2: by row, then fold what now lies side by side
  return foldParallel(transpose(byColumn))
}

/**
 * The same entries seen from the columns, each row of the result in rising order, whatever the
 * order was. Linear: one counting sort.
 */
export function transpose({ rows, columns, starts, targets, weights }: Csr): Csr {
  const size = starts[rows]
  const outStarts = new Uint32Array(columns + 1)
  for (let e = 0; e < size; e++) outStarts[targets[e] + 1]++
  for (let j = 0; j < columns; j++) outStarts[j + 1] += outStarts[j]

  const cursor = outStarts.slice(0, columns)
  const outTargets = new Uint32Array(size)
  const outWeights = weights ? new Float32Array(size) : null
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const place = cursor[targets[e]]++
      outTargets[place] = i
      if (outWeights) outWeights[place] = weights![e]
    }
  }
  return freeze(columns, rows, outStarts, outTargets, outWeights)
}

/** Both directions of `csr`; its own arrays serve as `out`. */
export function digraph(csr: Csr): Digraph {
  return Object.freeze({ out: csr, in: transpose(csr) })
}

/** How many entries row `i` has. */
export function degree({ starts }: Csr, i: number): number {
  return starts[i + 1] - starts[i]
}

/** Whether row `i` has column `j`, by binary search. */
export function hasEntry({ starts, targets }: Csr, i: number, j: number): boolean {
  let low = starts[i]
  let high = starts[i + 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (targets[middle] < j) low = middle + 1
    else high = middle
  }
  return low < starts[i + 1] && targets[low] === j
}

function foldParallel({ rows, columns, starts, targets, weights }: Csr): Csr {
  const outStarts = new Uint32Array(rows + 1)
  let kept = 0
  for (let i = 0; i < rows; i++) {
    const first = kept
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      if (kept > first && targets[kept - 1] === targets[e]) {
        if (weights && weights[e] > weights[kept - 1]) weights[kept - 1] = weights[e]
        continue
      }
      targets[kept] = targets[e]
      if (weights) weights[kept] = weights[e]
      kept++
    }
    outStarts[i + 1] = kept
  }
  if (kept === targets.length) return freeze(rows, columns, outStarts, targets, weights)
  return freeze(rows, columns, outStarts, targets.slice(0, kept), weights && weights.slice(0, kept))
}

function freeze(
  rows: number,
  columns: number,
  starts: Uint32Array,
  targets: Uint32Array,
  weights: Float32Array | null,
): Csr {
  return Object.freeze({ rows, columns, starts, targets, weights })
}

function checkCount(name: string, count: number): void {
  if (count >>> 0 !== count) {
    throw new RangeError(`"${name}" expected a whole number below 2³², got ${count}`)
  }
}

function checkLength(name: string, column: ArrayLike<number>, length: number): void {
  if (column.length !== length) {
    throw new RangeError(`"${name}" expected length ${length}, got ${column.length}`)
  }
}

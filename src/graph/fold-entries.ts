/**
 * From entries as they were collected to both directions of a graph whose rows are numbered anew.
 *
 * The new numbers rest on degrees, and degrees on entries of which each pair counts once. So the
 * entries are laid by row and folded first, in any order within a row, which takes one counting sort
 * and one mark for each column; numbering and sorting then take the two that any digraph takes.
 *
 * @module
 */
import { type Csr, type Digraph, transpose } from './csr.ts'

/** Entries side by side; several of them are one list. */
export interface EntryChunk {
  readonly sources: Uint32Array
  readonly targets: Uint32Array
  /** Null when every entry counts 1. */
  readonly weights: Float32Array | null
}

/** Entries by row, each pair once, in any order within a row. */
export interface Folded extends Csr {
  /** How many entries each column has. */
  readonly columnDegrees: Uint32Array
}

/**
 * Each pair once, the largest weight standing. Takes `chunks` apart: each goes as soon as it is laid,
 * so that entries are in memory once and a half at most.
 *
 * @throws {RangeError} if an entry lies outside the rows or columns.
 */
export function foldEntries(
  rows: number,
  columns: number,
  chunks: EntryChunk[],
  options: { readonly loops: boolean; readonly weighted: boolean },
): Folded {
  const { loops, weighted } = options
  const starts = new Uint32Array(rows + 1)
  for (const { sources, targets } of chunks) {
    for (let e = 0; e < sources.length; e++) {
      const s = sources[e]
      const t = targets[e]
      if (s >= rows || t >= columns) {
        throw new RangeError(`entry (${s}, ${t}) outside ${rows} rows × ${columns} columns`)
      }
      if (s !== t || loops) starts[s + 1]++
    }
  }
  for (let i = 0; i < rows; i++) starts[i + 1] += starts[i]
  // many a platform has follows and nothing else
  if (starts[rows] === 0) {
    chunks.length = 0
    return noEntries(rows, columns, starts, weighted)
  }
  const laid = new Uint32Array(starts[rows])
  const laidWeights = weighted ? new Float32Array(starts[rows]) : null
  const cursors = starts.slice(0, rows)
  for (let chunk = chunks.pop(); chunk; chunk = chunks.pop()) {
    const { sources, targets, weights } = chunk
    for (let e = 0; e < sources.length; e++) {
      const s = sources[e]
      const t = targets[e]
      if (s === t && !loops) continue
      const place = cursors[s]++
      laid[place] = t
      if (laidWeights) laidWeights[place] = weights ? weights[e] : 1
    }
  }
  return foldLaid(rows, columns, starts, laid, laidWeights)
}

function noEntries(rows: number, columns: number, starts: Uint32Array, weighted: boolean): Folded {
  return {
    rows,
    columns,
    starts,
    targets: new Uint32Array(),
    weights: weighted ? new Float32Array() : null,
    columnDegrees: new Uint32Array(columns),
  }
}

/** Entries that are laid by row already. In place: what is kept never lies behind what is read. */
export function foldLaid(
  rows: number,
  columns: number,
  starts: Uint32Array,
  targets: Uint32Array,
  weights: Float32Array | null,
): Folded {
  // of each column one more than where it was kept last (beyond the start of a row: in this row) and
  // how often it was kept, side by side, so that both are one wait for memory
  const seen = new Uint32Array(columns * 2)
  let kept = 0
  for (let i = 0, e = 0; i < rows; i++) {
    const rowStart = kept
    for (const end = starts[i + 1]; e < end; e++) {
      const t = targets[e]
      const before = seen[t * 2]
      if (before > rowStart) {
        if (weights && weights[e] > weights[before - 1]) weights[before - 1] = weights[e]
        continue
      }
      targets[kept] = t
      if (weights) weights[kept] = weights[e]
      seen[t * 2] = ++kept
      seen[t * 2 + 1]++
    }
    starts[i + 1] = kept
  }
  return {
    rows,
    columns,
    starts,
    targets: targets.subarray(0, kept),
    weights: weights && weights.subarray(0, kept),
    columnDegrees: everySecond(seen),
  }
}

/** How many entries name each row of a square graph, at either end. */
export function degreesOf({ rows, starts, columnDegrees }: Folded): Uint32Array {
  const degrees = columnDegrees.slice()
  for (let i = 0; i < rows; i++) degrees[i] += starts[i + 1] - starts[i]
  return degrees
}

/**
 * Both directions of folded entries, row `i` being what was row `rowOrder[i]` and column `j` what was
 * column `columnOrder[j]`.
 */
export function renumbered(
  folded: Folded,
  rowOrder: Uint32Array,
  columnOrder: Uint32Array,
): Digraph {
  const { rows, columns, starts, targets, weights, columnDegrees } = folded
  const inStarts = new Uint32Array(columns + 1)
  if (targets.length === 0) {
    const none = { rows: columns, columns: rows, starts: inStarts, targets, weights }
    return Object.freeze({
      out: Object.freeze({ rows, columns, starts, targets, weights }),
      in: Object.freeze(none),
    })
  }
  // where the next entry of a column goes, by its old number: the new one is not looked up
  const cursors = new Uint32Array(columns)
  for (let j = 0; j < columns; j++) {
    const column = columnOrder[j]
    cursors[column] = inStarts[j]
    inStarts[j + 1] = inStarts[j] + columnDegrees[column]
  }
  const inTargets = new Uint32Array(targets.length)
  const inWeights = weights ? new Float32Array(targets.length) : null
  for (let i = 0; i < rows; i++) {
    const row = rowOrder[i]
    for (let e = starts[row], end = starts[row + 1]; e < end; e++) {
      const place = cursors[targets[e]]++
      inTargets[place] = i
      if (inWeights) inWeights[place] = weights![e]
    }
  }
  const back: Csr = Object.freeze({
    rows: columns,
    columns: rows,
    starts: inStarts,
    targets: inTargets,
    weights: inWeights,
  })
  return Object.freeze({ out: transpose(back), in: back })
}

function everySecond(pairs: Uint32Array): Uint32Array {
  const seconds = new Uint32Array(pairs.length / 2)
  for (let i = 0; i < seconds.length; i++) seconds[i] = pairs[i * 2 + 1]
  return seconds
}

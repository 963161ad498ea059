/**
 * The follows of a large platform, folded and laid out both ways on all threads of an import.
 *
 * @module
 */
import { type Csr, type Digraph } from '../graph/csr.ts'
import { type EntryChunk } from '../graph/fold-entries.ts'
import { type FoldedSlice, type Slice } from '../graph/slice-passes.ts'
import { type FoldedFollows } from '../platform/platform-columns.ts'
import { type Hand } from './crew.ts'
import { shared } from './shared.ts'

/** Takes `chunks` apart. */
export async function foldFollows(
  crew: readonly Hand[],
  accounts: number,
  chunks: EntryChunk[],
): Promise<FoldedFollows> {
  const inShared = chunks.splice(0).map(({ sources, targets }) => {
    return { sources: shared(sources), targets: shared(targets) }
  })
  const cut = (h: number) => Math.floor((accounts / crew.length) * h)
  const slices = await Promise.all(
    crew.map((hand, h) =>
      hand.fold({ first: cut(h), end: cut(h + 1), columns: accounts, chunks: inShared }),
    ),
  )
  const degrees = new Uint32Array(accounts)
  for (const { first, starts, columnDegrees } of slices) {
    for (let i = 0; i < accounts; i++) degrees[i] += columnDegrees[i]
    for (let i = 0; i + 1 < starts.length; i++) degrees[first + i] += starts[i + 1] - starts[i]
  }
  return { degrees, renumbered: (order) => renumbered(crew, slices, order) }
}

async function renumbered(
  crew: readonly Hand[],
  slices: readonly FoldedSlice[],
  order: Uint32Array,
): Promise<Digraph> {
  const rows = order.length
  const outStarts = zeros(rows + 1)
  const outDegrees = new Uint32Array(rows)
  for (const { first, starts } of slices) {
    for (let i = 0; i + 1 < starts.length; i++) outDegrees[first + i] = starts[i + 1] - starts[i]
  }
  for (let i = 0; i < rows; i++) outStarts[i + 1] = outStarts[i] + outDegrees[order[i]]
  const inStarts = zeros(rows + 1)
  const inTargets = await transposed(crew, slices, shared(order), outStarts, inStarts)
  const back: Csr = { rows, columns: rows, starts: inStarts, targets: inTargets, weights: null }

  const whole: Slice = { first: 0, starts: inStarts, targets: inTargets }
  const outTargets = await transposed(crew, [whole], null, inStarts, zeros(rows + 1))
  const out: Csr = { rows, columns: rows, starts: outStarts, targets: outTargets, weights: null }
  return Object.freeze({ out: Object.freeze(out), in: Object.freeze(back) })
}

/**
 * The rows of `slices` in `order` seen from their columns, which that order numbers too. `starts` are
 * those of the rows in order; those of the columns go to `columnStarts`.
 */
async function transposed(
  crew: readonly Hand[],
  slices: readonly Slice[],
  order: Uint32Array | null,
  starts: Uint32Array,
  columnStarts: Uint32Array,
): Promise<Uint32Array> {
  const size = starts.length - 1
  const bounds = crew.map((_, h) => firstFrom(starts, (starts[size] / crew.length) * h))
  const rowsOf = (h: number) => ({ slices, order, from: bounds[h], to: bounds[h + 1] ?? size })
  const cursors = crew.map(() => zeros(size))
  await Promise.all(crew.map((hand, h) => hand.count({ rows: rowsOf(h), counts: cursors[h] })))
  // from how many entries each thread has of a column to where they go
  for (let j = 0, place = 0; j < size; j++) {
    const column = order ? order[j] : j
    for (const each of cursors) {
      const count = each[column]
      each[column] = place
      place += count
    }
    columnStarts[j + 1] = place
  }
  const into = zeros(starts[size])
  await Promise.all(
    crew.map((hand, h) => hand.scatter({ rows: rowsOf(h), cursors: cursors[h], into })),
  )
  return into
}

/** The first row that starts at `entry` or later. */
function firstFrom(starts: Uint32Array, entry: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (starts[middle] < entry) low = middle + 1
    else high = middle
  }
  return low
}

function zeros(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4))
}

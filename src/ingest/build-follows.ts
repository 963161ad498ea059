/**
 * The follows of a large platform, folded and laid out both ways on all threads of an import.
 *
 * @module
 */
import { type Csr, type Digraph } from '../graph/csr.ts'
import { type EntryChunk } from '../graph/fold-entries.ts'
import { type FoldedSlice, type SliceRows } from '../graph/slice-passes.ts'
import { type FoldedFollows } from '../platform/platform-columns.ts'
import { type Hand } from './crew.ts'
import { shared, sharedZeros } from './shared.ts'
import { type ScatterJob } from './tasks.ts'

/** Takes `chunks` apart; two hands at least. */
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
  const inDegrees = new Uint32Array(accounts)
  const outDegrees = new Uint32Array(accounts)
  for (const { first, starts, columnDegrees } of slices) {
    for (let i = 0; i < accounts; i++) inDegrees[i] += columnDegrees[i]
    for (let i = 0; i + 1 < starts.length; i++) outDegrees[first + i] = starts[i + 1] - starts[i]
  }
  return {
    degrees: inDegrees.map((degree, i) => degree + outDegrees[i]),
    renumbered: (order) => renumbered(crew, slices, { inDegrees, outDegrees }, shared(order)),
  }
}

async function renumbered(
  crew: readonly Hand[],
  slices: readonly FoldedSlice[],
  { inDegrees, outDegrees }: { readonly inDegrees: Uint32Array; readonly outDegrees: Uint32Array },
  order: Uint32Array,
): Promise<Digraph> {
  const rows = order.length
  const outStarts = sharedZeros(rows + 1)
  const inStarts = sharedZeros(rows + 1)
  // slices name columns by their old numbers
  const nexts = sharedZeros(rows)
  const ends = sharedZeros(rows)
  for (let i = 0; i < rows; i++) {
    const row = order[i]
    outStarts[i + 1] = outStarts[i] + outDegrees[row]
    nexts[row] = inStarts[i]
    ends[row] = inStarts[i + 1] = inStarts[i] + inDegrees[row]
  }
  const inTargets = await scattered(crew, { slices, order }, outStarts, nexts, ends)
  const back: Csr = { rows, columns: rows, starts: inStarts, targets: inTargets, weights: null }

  nexts.set(outStarts.subarray(0, rows))
  ends.set(outStarts.subarray(1))
  const whole = { first: 0, starts: inStarts, targets: inTargets }
  const outTargets = await scattered(crew, { slices: [whole], order: null }, inStarts, nexts, ends)
  const out: Csr = { rows, columns: rows, starts: outStarts, targets: outTargets, weights: null }
  return Object.freeze({ out: Object.freeze(out), in: Object.freeze(back) })
}

/**
 * Rows in an order, of which `starts` says how long each is, seen from their columns, which begin and
 * end where `nexts` and `ends` say. Two threads see to a share of the columns, each to half the rows.
 */
async function scattered(
  crew: readonly Hand[],
  rows: Pick<SliceRows, 'slices' | 'order'>,
  starts: Uint32Array,
  nexts: Uint32Array,
  ends: Uint32Array,
): Promise<Uint32Array> {
  const size = starts.length - 1
  const into = sharedZeros(starts[size])
  const middle = firstFrom(starts, starts[size] / 2)
  const front = { ...rows, from: 0, to: middle }
  const back = { ...rows, from: middle, to: size }
  const shares = 2 ** Math.floor(Math.log2(crew.length / 2))
  const jobs = Array.from({ length: shares }, (_, share): ScatterJob[] => [
    { rows: front, columns: { share, shares }, from: 'start', cursors: nexts, into },
    { rows: back, columns: { share, shares }, from: 'end', cursors: ends, into },
  ])
  await Promise.all(jobs.flat().map((job, h) => crew[h].scatter(job)))
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

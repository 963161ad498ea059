/**
 * Connected components on all threads: Afforest (see src/graph/wasm/components.ts).
 *
 * One neighbour of every node links most of a graph into one tree; the nodes of that tree need not
 * look at the rest of their entries, since an entry that leads out of it is met from its other end.
 * Different from the paper, the first neighbour is the smallest, as rows rise, so that the first
 * round is a plain store that nobody contests; and a second is only gone where the first did not link
 * enough. A root is the smallest of its tree, so the labels are those of the plain twin,
 * src/graph/components.ts.
 *
 * @module
 */
import { type Arena } from '../graph/arena.ts'
import { type Layers, type Step } from '../graph/layers.ts'
import { type Crew, type JobProgress } from './crew.ts'
import { workplace } from './workplace.ts'

const SAMPLES = 1024
/** This share of the nodes with entries in one tree makes a second round superfluous. */
const ENOUGH = 0.9
const ROWS_A_TICKET = 1 << 14

export function sharedComponents(
  crew: Crew,
  arena: Arena,
  { order, steps }: Layers,
  progress: JobProgress | null,
): Uint32Array {
  const place = workplace(arena.memory!)
  const mark = arena.mark()
  const parents = arena.uint32(order)
  const labels = new Uint32Array(new SharedArrayBuffer(order * 4))
  const link = (kernel: Link, { csr, rowsAt, columnsAt }: Step, after: number[]) => {
    const bounds = ranges(csr.rows)
    const before = [csr.starts.byteOffset, csr.targets.byteOffset, rowsAt, columnsAt]
    after = [...after, parents.byteOffset]
    crew.run({ kind: 'rows', place, kernel, before, bounds, after }, bounds.length - 1, progress)
  }
  const compress = (into: Uint32Array | null) => {
    const bounds = ranges(order)
    const job = { kind: 'compress', place, parents: parents.byteOffset, bounds, into } as const
    crew.run(job, bounds.length - 1, progress)
  }
  try {
    plantRest(parents, steps)
    for (const [s, step] of steps.entries()) link(s === 0 ? 'plantFirst' : 'hookFirst', step, [])
    compress(null)
    let giant = largestOf(parents, steps)
    if (giant.share < ENOUGH) {
      for (const step of steps) link('linkNth', step, [1])
      compress(null)
      giant = largestOf(parents, steps)
    }
    for (const step of steps) link('linkRest', step, [0, giant.label])
    compress(labels)
    return labels
  } finally {
    arena.release(mark)
  }
}

type Link = 'plantFirst' | 'hookFirst' | 'linkNth' | 'linkRest'

/** Make a root of each node that the first step has no row for; of the others their kernel does. */
function plantRest(parents: Uint32Array, [first]: readonly Step[]): void {
  const [from, to] = first ? [first.rowsAt, first.rowsAt + first.csr.rows] : [0, 0]
  for (let node = 0; node < from; node++) parents[node] = node
  for (let node = to; node < parents.length; node++) parents[node] = node
}

/**
 * The label that most of some nodes with entries have, and the share of these that have it: a guess,
 * which only costs time if it is wrong.
 */
function largestOf(labels: Uint32Array, steps: readonly Step[]): { label: number; share: number } {
  const counts = new Map<number, number>()
  let sampled = 0
  let label = 0
  let most = 0
  // half of the nodes may have no entries: try a few times as many
  for (let k = 0; k < 4 * SAMPLES && sampled < SAMPLES; k++) {
    // Fibonacci hashing spreads over all nodes, in any numbering
    const node = Math.floor(((Math.imul(k, 0x9e3779b1) >>> 0) / 2 ** 32) * labels.length)
    if (!steps.some((step) => hasEntries(step, node))) continue
    sampled++
    const count = (counts.get(labels[node]) ?? 0) + 1
    counts.set(labels[node], count)
    if (count <= most) continue
    most = count
    label = labels[node]
  }
  return { label, share: sampled > 0 ? most / sampled : 1 }
}

function hasEntries({ csr, rowsAt }: Step, node: number): boolean {
  const i = node - rowsAt
  return i >= 0 && i < csr.rows && csr.starts[i] < csr.starts[i + 1]
}

function ranges(count: number): Uint32Array {
  const tickets = Math.ceil(count / ROWS_A_TICKET)
  return Uint32Array.from({ length: tickets + 1 }, (_, k) => Math.min(count, k * ROWS_A_TICKET))
}

/**
 * Connected components on all threads: Afforest (see src/graph/wasm/components.ts).
 *
 * Two neighbours of every node link most of a graph into one tree; the nodes of that tree need not
 * look at the rest of their entries. Where rows are numbered by falling degree the first neighbours
 * are the best connected ones. A root is the smallest of its tree, so the labels are those of the
 * plain twin, src/graph/components.ts.
 *
 * @module
 */
import { type Arena } from '../graph/arena.ts'
import { type Layers, type Step } from '../graph/layers.ts'
import { type Kernels } from '../graph/kernels.ts'
import { type Crew, type JobProgress } from './crew.ts'
import { workplace } from './workplace.ts'

const SAMPLED_NEIGHBOURS = 2
const SAMPLES = 1024
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
  for (let node = 0; node < order; node++) parents[node] = node
  const run = (
    kernel: keyof Kernels & RowKernel,
    count: number,
    before: number[],
    after: number[],
  ) => {
    const bounds = ranges(count)
    crew.run({ kind: 'rows', place, kernel, before, bounds, after }, bounds.length - 1, progress)
  }
  const link = (kernel: 'linkNth' | 'linkRest', step: Step, after: number[]) => {
    const { csr, rowsAt, columnsAt } = step
    const before = [csr.starts.byteOffset, csr.targets.byteOffset, rowsAt, columnsAt]
    run(kernel, csr.rows, before, [...after, parents.byteOffset])
  }
  try {
    for (let nth = 0; nth < SAMPLED_NEIGHBOURS; nth++) {
      for (const step of steps) link('linkNth', step, [nth])
      run('compress', order, [], [parents.byteOffset])
    }
    const giant = mostFrequent(parents)
    for (const step of steps) link('linkRest', step, [SAMPLED_NEIGHBOURS, giant])
    run('compress', order, [], [parents.byteOffset])
    return parents.slice()
  } finally {
    arena.release(mark)
  }
}

type RowKernel = 'linkNth' | 'linkRest' | 'compress'

/** The label that most of some evenly spread nodes have: a guess, which only costs time if wrong. */
function mostFrequent(labels: Uint32Array): number {
  const counts = new Map<number, number>()
  let best = 0
  const stride = Math.max(1, Math.floor(labels.length / SAMPLES))
  for (let node = 0; node < labels.length; node += stride) {
    const label = labels[node]
    const count = (counts.get(label) ?? 0) + 1
    counts.set(label, count)
    if (count > (counts.get(best) ?? 0)) best = label
  }
  return best
}

function ranges(count: number): Uint32Array {
  const tickets = Math.ceil(count / ROWS_A_TICKET)
  return Uint32Array.from({ length: tickets + 1 }, (_, k) => Math.min(count, k * ROWS_A_TICKET))
}

/**
 * The usual PageRank of a directed graph, by the same iteration as the GAP Benchmark Suite's `pr`:
 * base + damping · Σ score / out-degree over who points here. It is what engines are compared by.
 *
 * @module
 */
import { arenaOf } from '../graph/arena.ts'
import { type Csr, type Digraph } from '../graph/csr.ts'
import { type Crew } from './crew.ts'
import { sweepLayout, type SweepLayout } from './sweep-plan.ts'
import { iterate, sweepVectors } from './sweeper.ts'

export interface GlobalOptions {
  readonly damping?: number // defaults to 0.85
  /** Ends when Σ |new − old| is not above; 0 never ends early. */
  readonly tolerance?: number // defaults to 1e-6
  readonly sweeps?: number // defaults to 100
  /** Of `graph.in`, when there is one already. */
  readonly layout?: SweepLayout
  readonly onSweep?: (sweep: number, moved: number) => void
}

export interface GlobalPageRank {
  /** Adds up to less than 1 where rows without entries let mass go, as in the GAP suite. */
  readonly scores: Float32Array
  readonly sweeps: number
  /** Σ |new − old| of the last sweep. */
  readonly moved: number
}

/**
 * Sweeps over `graph.in` until less than `tolerance` moves. Layout and vectors lie in the graph's
 * arena meanwhile, unless the layout is given.
 *
 * @throws {RangeError} if the graph does not lie in an arena of shared memory, or that has no room.
 */
export function globalPageRank(
  crew: Crew,
  { out, in: back }: Digraph,
  { damping = 0.85, tolerance = 1e-6, sweeps = 100, layout: given, onSweep }: GlobalOptions,
): GlobalPageRank {
  const arena = arenaOf(back.starts)
  if (!arena?.memory || arenaOf(back.targets) !== arena) {
    throw new RangeError('"graph" expected in an arena of shared memory, got one elsewhere')
  }
  const order = out.rows
  const mark = arena.mark()
  try {
    const layout = given ?? sweepLayout(crew, arena, back)
    const step = { layout, rowsAt: 0, columnsAt: 0, scale: 1 }
    const vectors = sweepVectors(arena, order, 1)
    const { scores, inverses, values } = vectors
    for (let i = 0; i < order; i++) {
      const degree = out.starts[i + 1] - out.starts[i]
      if (degree !== 0) inverses[i] = 1 / degree
      scores[i] = 1 / order
      values[0][i] = inverses[i] / order
    }
    // rows that nobody points at never change again: their score is what one sweep makes of it
    const base = (1 - damping) / order
    const end = lastRow(back)
    scores.fill(base, end)
    let turn = 0
    let moved = Infinity
    while (turn < sweeps && moved > tolerance) {
      moved = iterate(crew, arena, [step], vectors, turn, { base, damping, end })[0]
      if (turn === 0) {
        moved += (order - end) * Math.abs(base - 1 / order)
        for (const value of values) {
          for (let i = end; i < order; i++) value[i] = base * inverses[i]
        }
      }
      turn++
      onSweep?.(turn, moved)
    }
    return { scores: scores.slice(), sweeps: turn, moved }
  } finally {
    arena.release(mark)
  }
}

function lastRow({ rows, starts }: Csr): number {
  let end = rows
  while (end > 0 && starts[end] === starts[end - 1]) end--
  return end
}

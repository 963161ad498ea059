/**
 * One hop on all threads, in double precision: each node gathers over its own entries.
 *
 * @module
 */
import { arenaOf, type Arena } from '../graph/arena.ts'
import { type Csr } from '../graph/csr.ts'
import { spreadAll, type Hop } from '../graph/hop.ts'
import { type Layers } from '../graph/layers.ts'
import { type Crew } from './crew.ts'
import { evenRows } from './sweep-plan.ts'
import { workplace } from './workplace.ts'

/** Gathering reads every entry; spreading only those of nodes that hold something. */
const SPREAD_BELOW = 1 / 8

/**
 * The way a hop over `layers` is best made: by gathering where they lie in one arena, unless few
 * entries take part.
 */
export function gatherHop(crew: Crew, layers: Layers): Hop {
  const arena = commonArena(layers)
  if (!arena) return spreadAll
  return (layers, shares, into) => {
    if (shareOfEntries(layers, shares) < SPREAD_BELOW) spreadAll(layers, shares, into)
    else gather(crew, arena, layers, shares, into)
  }
}

/** The arena that all arrays of `layers` lie in, or null. */
export function commonArena({ steps }: Layers): Arena | null {
  const arena = steps.length > 0 ? arenaOf(steps[0].csr.starts) : null
  return arena?.memory && steps.every(({ csr }) => inArena(csr, arena)) ? arena : null
}

function inArena({ starts, targets, weights }: Csr, arena: Arena): boolean {
  return [starts, targets, weights].every((array) => array === null || arenaOf(array) === arena)
}

function shareOfEntries({ steps }: Layers, shares: Float64Array): number {
  let all = 0
  let taking = 0
  for (const { csr, rowsAt } of steps) {
    all += csr.starts[csr.rows]
    for (let i = 0; i < csr.rows; i++) {
      if (shares[rowsAt + i] !== 0) taking += csr.starts[i + 1] - csr.starts[i]
    }
  }
  return all === 0 ? 0 : taking / all
}

function gather(
  crew: Crew,
  arena: Arena,
  { steps }: Layers,
  shares: Float64Array,
  into: Float64Array,
): void {
  const mark = arena.mark()
  try {
    const values = arena.float64(shares.length)
    const sums = arena.float64(into.length)
    values.set(shares)
    sums.set(into)
    for (const { csr, rowsAt, columnsAt, scale } of steps) {
      const { rows, starts, targets, weights } = csr
      const bounds = evenRows(starts, rows, crew.threads * 8)
      crew.run(
        {
          kind: 'rows',
          place: workplace(arena.memory!),
          kernel: 'gatherWide',
          before: [starts.byteOffset, targets.byteOffset, weights ? weights.byteOffset : 0],
          bounds,
          after: [values.byteOffset + 8 * columnsAt, sums.byteOffset + 8 * rowsAt, scale],
        },
        bounds.length - 1,
      )
    }
    into.set(sums)
  } finally {
    arena.release(mark)
  }
}

/**
 * The engine: kernels over graphs in shared memory, on several threads.
 *
 * Everything is synchronous: the caller is one of the threads, and waits for the others. A graph that
 * does not lie in one arena of shared memory is worked on by the plain twins, on one thread.
 *
 * Progress is told after each ticket that the caller does; to cancel, throw there, and that is
 * thrown on once the other threads have stopped.
 *
 * @example
 *     using engine = createEngine()
 *     const { graph } = engine.buildDigraph({ rows, chunks: [{ sources, targets }] })
 *     const layers = layered([rows], [{ links: graph }])
 *     const [closeness] = engine.personalisedPageRanks(layers, [{ rows: [3], weights: [1] }])
 *
 * @module
 */
import {
  ALIGNMENT,
  arenaOf,
  createArena,
  LARGEST_ARENA,
  RESERVED_BYTES,
  type Arena,
} from '../graph/arena.ts'
import { connectedComponents } from '../graph/components.ts'
import { type Csr, type Digraph } from '../graph/csr.ts'
import { checkNodes, type Layers } from '../graph/layers.ts'
import { personalisedPageRank, type Masses, type PageRankOptions } from '../graph/pagerank.ts'
import { reachedFrom } from '../graph/reached.ts'
import { twoHopScores, type SharedNeighbourCost } from '../graph/two-hop.ts'
import { countUniqueNeighbours } from '../graph/union.ts'
import { buildBytes, buildDigraph, type BuildOptions, type BuiltDigraph } from './build-digraph.ts'
import { sharedComponents } from './components.ts'
import { Crew, type JobProgress } from './crew.ts'
import { commonArena, gatherHop } from './gather-hop.ts'
import { countMarked } from './neighbours.ts'
import { globalPageRank, type GlobalOptions, type GlobalPageRank } from './global-page-rank.ts'
import { checkPageRank, sweepPageRanks, type SweepOptions } from './page-rank.ts'
import { sweepLayout } from './sweep-plan.ts'
import { type SweepStep } from './sweeper.ts'
import { kernelsAt, workplace } from './workplace.ts'

export interface EngineOptions {
  /** Threads that work, the caller's among them. */
  readonly threads?: number // defaults to the cores there are
}

/** Layers that are laid out for sweeping; good until their arena is released below them. */
export interface Prepared {
  readonly layers: Layers
  readonly arena: Arena
  readonly steps: readonly SweepStep[]
}

/** @throws {RangeError} if `threads` is not 1..64. */
export function createEngine({ threads }: EngineOptions = {}): Engine {
  return new Engine(new Crew(threads))
}

export class Engine {
  readonly #crew: Crew

  constructor(crew: Crew) {
    this.#crew = crew
  }

  get threads(): number {
    return this.#crew.threads
  }

  /**
   * Both directions of a graph, its rows numbered by falling degree or as `newRowOf` says, in `arena`
   * or in one of their own with `spareBytes` left for scratch.
   *
   * @throws {RangeError} as buildDigraph() in build-digraph.ts does.
   */
  buildDigraph(
    options: BuildOptions,
    { arena, spareBytes = 0 }: { arena?: Arena; spareBytes?: number } = {},
  ): BuiltDigraph {
    const entries = options.chunks.reduce((sum, { sources }) => sum + sources.length, 0)
    const bytes = buildBytes(options.rows, entries, this.threads) + spareBytes
    const place = arena ?? createArena(Math.min(bytes, LARGEST_ARENA - RESERVED_BYTES))
    return buildDigraph(this.#crew, place, options)
  }

  /**
   * Lay `layers` out for sweeping, once for many sweeps, in the arena that they lie in; null when
   * they do not lie in one, or have weights. Costs about four sweeps, and about 3 bytes an entry.
   */
  prepare(layers: Layers): Prepared | null {
    const arena = commonArena(layers)
    if (!arena || layers.steps.some(({ csr }) => csr.weights !== null)) return null
    const steps = layers.steps.map(({ csr, rowsAt, columnsAt, scale }) => ({
      layout: sweepLayout(this.#crew, arena, csr),
      rowsAt,
      columnsAt,
      scale,
    }))
    return { layers, arena, steps }
  }

  /**
   * Closeness of all nodes to each of 1 to 16 sets of seeds, in single precision; by the plain twin,
   * one after the other, where layers cannot be prepared.
   *
   * @param layers may be prepared, when they are to be swept more than once.
   * @throws {RangeError} if a seed is not a node, an option is out of range, or the arena has no room
   * for the vectors (see vectorBytes() in sweeper.ts).
   */
  personalisedPageRanks(
    layers: Layers | Prepared,
    seeds: readonly Masses[],
    options: SweepOptions = {},
  ): Float32Array[] {
    const given = 'layers' in layers ? layers : null
    const plain = 'layers' in layers ? layers.layers : layers
    checkPageRank(plain.order, seeds, options)
    const arena = commonArena(plain)
    const mark = arena?.mark() ?? 0
    try {
      const prepared = given ?? this.prepare(plain)
      if (prepared) {
        return sweepPageRanks(this.#crew, prepared.arena, plain, prepared.steps, seeds, options)
      }
      return seeds.map((masses) =>
        Float32Array.from(personalisedPageRank(plain, masses, { tolerance: 1e-6, ...options })),
      )
    } finally {
      arena?.release(mark)
    }
  }

  /**
   * As personalisedPageRank() of src/graph/pagerank.ts, in double precision and with weights, its
   * sweeps on all threads.
   */
  personalisedPageRank(layers: Layers, seeds: Masses, options: PageRankOptions = {}): Float64Array {
    return personalisedPageRank(layers, seeds, options, gatherHop(this.#crew, layers))
  }

  /** PageRank of a directed graph over its follows; see GlobalOptions. */
  pageRank(graph: Digraph, options: GlobalOptions = {}): GlobalPageRank {
    return globalPageRank(this.#crew, graph, options)
  }

  /** `labels[node]` is the smallest node in the component of `node`. */
  components(layers: Layers, progress: JobProgress | null = null): Uint32Array {
    const arena = commonArena(layers)
    return arena && arena.free > 4 * layers.order + ALIGNMENT
      ? sharedComponents(this.#crew, arena, layers, progress)
      : connectedComponents(layers)
  }

  /**
   * 1 for each node that some path connects with one of `nodes`, else 0; by reachedFrom() of
   * src/graph/reached.ts where the layers lie in no arena.
   *
   * @throws {RangeError} if one of `nodes` is not a node.
   */
  reachedFrom(layers: Layers, nodes: ArrayLike<number>): Uint8Array {
    if (!commonArena(layers)) return reachedFrom(layers, nodes)
    checkNodes('nodes', nodes, layers.order)
    const labels = this.components(layers)
    const isReached = new Uint8Array(layers.order)
    for (let k = 0; k < nodes.length; k++) isReached[labels[nodes[k]]] = 1
    const reached = new Uint8Array(layers.order)
    for (let node = 0; node < layers.order; node++) reached[node] = isReached[labels[node]]
    return reached
  }

  /** How many different columns `rows` have between them, those in `exclude` not counted. */
  countUniqueNeighbours(
    csr: Csr,
    rows: ArrayLike<number>,
    exclude: ArrayLike<number> = [],
  ): number {
    const arena = arenaOf(csr.starts)
    return arena?.memory && arenaOf(csr.targets) === arena
      ? countMarked(kernelsAt(workplace(arena.memory)), arena, csr, rows, exclude)
      : countUniqueNeighbours(csr, rows, exclude)
  }

  /** As twoHopScores() of src/graph/two-hop.ts, its second hop on all threads. */
  twoHopScores(layers: Layers, seeds: Masses, cost?: SharedNeighbourCost): Float64Array {
    return twoHopScores(layers, seeds, cost, gatherHop(this.#crew, layers))
  }

  /** End the threads. The engine must not be used afterwards. */
  close(): void {
    this.#crew.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }
}

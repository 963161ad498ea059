/**
 * What walk detectors share: personalised PageRank from the seeds, without what a seed sent itself.
 *
 * Asked about everybody it is solved by sweeps over the whole graph; asked about some, by pushing
 * mass out from the seeds until too little is left to matter, at a cost that the size of the graph
 * has no part in.
 *
 * @module
 */
import { arenaOf } from '../graph/arena.ts'
import { type Layers } from '../graph/layers.ts'
import { personalisedPageRank } from '../graph/pagerank.ts'
import { Push } from '../graph/push.ts'
import { type Seeds } from './detector.ts'

const ALPHA = 0.15
/** Sum of all errors, of a mass of 1: places far from any seed may swap, the top does not. */
const TOLERANCE = 1e-4
/** Degree that a push from all seeds may touch; an error is at most ε·degree, ε = 1 / (α·2·10⁷). */
const ALL_WORK = 2e7
/** Degree that the pushes from the single seeds may touch in all; 2M take about 20 ms. */
const OWN_WORK = 2e6

export interface WalkCloseness {
  /**
   * Mass at each node, 1 in all, a seed's own still in it. Live: good until the next walk over the
   * same layers, and to be read, not written.
   */
  readonly masses: Float64Array
  /** Nodes that may have mass; null for all of them. */
  readonly touched: Uint32Array | null
  /** For each seed, the mass at it without what it sent itself. */
  readonly atSeeds: Float64Array
}

/** One walk over each layers is kept, since several detectors ask for the same. */
interface Bench {
  seeds: Seeds | null
  everywhere: boolean
  walk: WalkCloseness | null
  push: Push | null
  readonly own: Push
}

const benches = new WeakMap<Layers, Bench>()

/**
 * PageRank personalised to the seeds, whose mass is 1 in all. At a seed the mass that it sent out
 * itself is taken off again, with its restart, to within ε·degree, ε = 1 / (α·2·10⁶): a seed is as
 * close as it is to the other seeds.
 */
export function walkCloseness(layers: Layers, seeds: Seeds, everywhere: boolean): WalkCloseness {
  const bench = benchOf(layers)
  if (bench.walk && bench.seeds === seeds && bench.everywhere === everywhere) return bench.walk
  bench.walk = null
  const { masses, touched } = everywhere ? swept(layers, seeds) : pushed(bench, layers, seeds)
  const atSeeds = new Float64Array(seeds.rows.length)
  forEachOwn(layers, seeds, (k, own) => {
    const seed = seeds.rows[k]
    atSeeds[k] = Math.max(0, masses[seed] - own[seed])
  })
  bench.seeds = seeds
  bench.everywhere = everywhere
  bench.walk = Object.freeze({ masses, touched, atSeeds })
  return bench.walk
}

/**
 * Tells `visit` for each seed where its own mass went, by push. The array is live and good for the
 * duration of the call only.
 */
export function forEachOwn(
  layers: Layers,
  seeds: Seeds,
  visit: (k: number, own: Float64Array) => void,
): void {
  const masses = massesOf(seeds)
  const { own } = benchOf(layers)
  own.reset()
  for (const [k, seed] of seeds.rows.entries()) {
    own.addSeed(seed, masses[k])
    own.run()
    visit(k, own.estimates)
    own.reset()
  }
}

/**
 * Where the seeds' mass goes in their surroundings: coarser than `walkCloseness` by ten, and as much cheaper, so for a
 * few seeds. Live: good until the next walk over the same layers.
 */
export function walkNear(
  layers: Layers,
  seeds: Seeds,
): { readonly masses: Float64Array; readonly touched: Uint32Array } {
  const masses = massesOf(seeds)
  const { own } = benchOf(layers)
  own.reset()
  for (const [k, seed] of seeds.rows.entries()) own.addSeed(seed, masses[k])
  own.run()
  return { masses: own.estimates, touched: own.touched }
}

/** Every sweep a pass over the whole graph. */
function swept(layers: Layers, seeds: Seeds): Pick<WalkCloseness, 'masses' | 'touched'> {
  const restart = { rows: seeds.rows, weights: massesOf(seeds) }
  const options = { alpha: ALPHA, tolerance: TOLERANCE }
  return { masses: personalisedPageRank(layers, restart, options), touched: null }
}

/** A push from all seeds at once, in arrays that are made once for the layers. */
function pushed(
  bench: Bench,
  layers: Layers,
  seeds: Seeds,
): Pick<WalkCloseness, 'masses' | 'touched'> {
  bench.push ??= pushOver(layers, 1 / (ALPHA * ALL_WORK))
  bench.push.reset()
  const masses = massesOf(seeds)
  for (const [k, seed] of seeds.rows.entries()) bench.push.addSeed(seed, masses[k])
  bench.push.run()
  return { masses: bench.push.estimates, touched: bench.push.touched }
}

/** The seeds' weights, scaled to 1 in all. */
function massesOf({ weights }: Seeds): Float64Array {
  let sum = 0
  for (const weight of weights) sum += weight
  return Float64Array.from(weights, (weight) => weight / sum)
}

/**
 * Where the rows lie in an arena the push lies there too, and is a kernel. It stays as long as its
 * layers do: nobody takes room in a platform's arena back below what they took themselves.
 */
function pushOver(layers: Layers, epsilon: number): Push {
  const arena = layers.steps.length > 0 ? arenaOf(layers.steps[0].csr.starts) : null
  return new Push(layers, { alpha: ALPHA, epsilon, arena })
}

function benchOf(layers: Layers): Bench {
  let bench = benches.get(layers)
  if (!bench) {
    const own = pushOver(layers, 1 / (ALPHA * OWN_WORK))
    bench = { seeds: null, everywhere: false, walk: null, push: null, own }
    benches.set(layers, bench)
  }
  return bench
}

/**
 * Walk closeness: how often a walk that starts at the seeds and follows follows comes by.
 *
 * Personalised PageRank over follows, both ways, divided by √degree. Undivided it ranks the
 * popular first, divided by the degree the unconnected (Chen, Zhang, Rohe, Targeted sampling from
 * massive block model graphs with personalized PageRank, JRSS B 2020); the root is the middle that
 * does not depend on the graph.
 *
 * @module
 */
import { type Layers } from '../graph/layers.ts'
import { type Detector, type Seeds } from './detector.ts'
import { isEveryRow, placeIn } from './every-row.ts'
import { followLayers, tagLayers } from './platform-layers.ts'
import { walkCloseness } from './walk-closeness.ts'

/** Time: for everybody some forty sweeps over all follows, for some rows a push from the seeds. */
export const walk: Detector = {
  id: 'walk',
  title: 'walks from the seeds along follows come by often',
  score(platform, seeds, rows) {
    if (platform.follows.out.targets.length === 0 || seeds.rows.length === 0) return null
    return perRootDegree(followLayers(platform), seeds, rows, isEveryRow(platform, rows))
  },
}

/** The same walk over accounts and the tags they use. */
export const tagWalk: Detector = {
  id: 'tag-walk',
  title: 'walks from the seeds along shared tags come by often',
  score(platform, seeds, rows) {
    if (platform.tagUses.out.targets.length === 0 || seeds.rows.length === 0) return null
    return perRootDegree(tagLayers(platform), seeds, rows, isEveryRow(platform, rows))
  },
}

function perRootDegree(
  layers: Layers,
  seeds: Seeds,
  rows: Uint32Array,
  everywhere: boolean,
): Float64Array {
  const { degrees } = layers
  const { masses, atSeeds } = walkCloseness(layers, seeds, everywhere)
  const perRoot = (mass: number, row: number) =>
    degrees[row] > 0 ? mass / Math.sqrt(degrees[row]) : mass
  const scores = Float64Array.from(rows, (row) => perRoot(masses[row], row))
  for (const [k, seed] of seeds.rows.entries()) {
    const place = placeIn(rows, seed)
    if (place >= 0) scores[place] = perRoot(atSeeds[k], seed)
  }
  return scores
}

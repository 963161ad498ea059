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
import { followLayers, tagLayers } from './platform-layers.ts'
import { walkCloseness } from './walk-closeness.ts'

/** Time: some forty sweeps over all follows. */
export const walk: Detector = {
  id: 'walk',
  title: 'walks from the seeds along follows come by often',
  score(platform, seeds) {
    if (platform.follows.out.targets.length === 0 || seeds.rows.length === 0) return null
    return perRootDegree(followLayers(platform), seeds, platform.accounts.size)
  },
}

/** The same walk over accounts and the tags they use. */
export const tagWalk: Detector = {
  id: 'tag-walk',
  title: 'walks from the seeds along shared tags come by often',
  score(platform, seeds) {
    if (platform.tagUses.out.targets.length === 0 || seeds.rows.length === 0) return null
    return perRootDegree(tagLayers(platform), seeds, platform.accounts.size)
  },
}

function perRootDegree(layers: Layers, seeds: Seeds, accounts: number): Float64Array {
  const scores = walkCloseness(layers, seeds).slice(0, accounts)
  for (let i = 0; i < accounts; i++) {
    if (layers.degrees[i] > 0) scores[i] /= Math.sqrt(layers.degrees[i])
  }
  return scores
}

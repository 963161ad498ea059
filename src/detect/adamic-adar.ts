/**
 * Two hops: how many neighbours an account shares with seeds, popular ones counting less.
 *
 * @module
 */
import { twoHopScores } from '../graph/two-hop.ts'
import { type Detector } from './detector.ts'
import { followLayers } from './platform-layers.ts'

/**
 * Adamic–Adar over follows, both ways, divided by √degree, since an account that knows everybody
 * shares neighbours with everybody. Linear in the follows.
 */
export const adamicAdar: Detector = {
  id: 'adamic-adar',
  title: 'shares uncommon neighbours with seeds',
  score(platform, seeds) {
    if (platform.follows.out.targets.length === 0 || seeds.rows.length === 0) return null
    const layers = followLayers(platform)
    const scores = twoHopScores(layers, seeds)
    for (let i = 0; i < scores.length; i++) {
      if (layers.degrees[i] > 0) scores[i] /= Math.sqrt(layers.degrees[i])
    }
    return scores
  },
}

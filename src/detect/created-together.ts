/**
 * Created together: tied to the same accounts as seeds, and created when seeds were.
 *
 * Time alone says nothing: whoever shares no neighbour with a seed scores 0, whenever they were created,
 * and where seeds were created at any time, nobody is told anything.
 *
 * @module
 */
import { adamicAdar } from './adamic-adar.ts'
import { creationRanks } from './creation-ranks.ts'
import { fitBursts } from './creation-bursts.ts'
import { type Detector } from './detector.ts'

/**
 * Adamic–Adar, times 1 + ln of how much likelier seeds are at that time than everybody is. The ratio itself
 * can be a hundred: whoever joins in the very days of the network and follows one idol of its
 * camouflage would come before members of another time. Linear in the follows of the rows and of the seeds.
 */
export const createdTogether: Detector = {
  id: 'created-together',
  title: 'shares uncommon neighbours with seeds, and was created when they were',
  score(platform, seeds, rows) {
    const rankOf = creationRanks(platform)
    if (!rankOf) return null
    const bursts = fitBursts(Float64Array.from(seeds.rows, rankOf))
    if (!bursts) return null
    const ties = adamicAdar.score(platform, seeds, rows)
    if (!ties) return null
    const isSeed = new Set(seeds.rows)
    return ties.map((tie, place) => {
      const row = rows[place]
      const ratio = bursts.likelihoodRatio(rankOf(row), isSeed.has(row))
      return tie * (1 + Math.log(Math.max(1, ratio)))
    })
  },
}

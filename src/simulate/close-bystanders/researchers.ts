import { type Random } from '../../util/random.ts'
import { drawWhole, pick } from '../draws.ts'
import { claimGroup, type Draft, follow, setAgeBand } from '../draft.ts'
import { groupSize } from '../look-alikes/look-alike.ts'
import { type PlantedNetwork } from '../planted.ts'

/** Journalists and researchers: they follow some sources, to watch them, and a great many others. */
export function plantResearchers(draft: Draft, { sources }: PlantedNetwork, random: Random): void {
  const members = claimGroup(draft, 'researchers-1', groupSize(draft, 12, 60))
  for (const member of members) {
    setAgeBand(draft, member, 'adult')
    draft.degrees.activity[member] = drawWhole(random, 60, 200)
    draft.degrees.popularity[member] = 6
    for (let k = drawWhole(random, 2, 6); k > 0; k--) follow(draft, member, pick(random, sources))
    for (let k = drawWhole(random, 3, 12); k > 0; k--) follow(draft, member, pick(random, members))
  }
}

/**
 * Innocents who stand closer to a planted network than any look-alike: they are tied to it.
 *
 * @module
 */
import { type Random } from '../../util/random.ts'
import { type Draft } from '../draft.ts'
import { settleLanguages } from '../languages.ts'
import { type PlantedNetwork } from '../planted.ts'
import { plantResearchers } from './researchers.ts'
import { plantSurvivors } from './survivors.ts'
import { plantWordSharers } from './word-sharers.ts'

/** After the network is planted and before anybody makes ordinary follows. */
export function addCloseBystanders(draft: Draft, network: PlantedNetwork, random: Random): void {
  plantWordSharers(draft, network, random.fork(0))
  plantSurvivors(draft, network, random.fork(1))
  plantResearchers(draft, network, random.fork(2))
  settleLanguages(draft, network.members, random.fork(3))
}

/**
 * When accounts are created: a network in bursts, and innocents who are created in bursts as well.
 *
 * @module
 */
import { type Random } from '../../util/random.ts'
import { shuffle } from '../draws.ts'
import { type Draft } from '../draft.ts'
import { type PlantedNetwork } from '../planted.ts'
import { createWithin, drawBurstStart } from './burst.ts'
import { joinAsClubs } from './fan-clubs.ts'
import { plantInflux } from './influx.ts'
import { plantSchoolClasses } from './school-classes.ts'

/** The rest of a network was there before, or came one by one. */
const SHARE_IN_BURSTS = 0.8

/**
 * After the network is planted and before anybody makes ordinary follows. Every burst has a share of
 * all roles, as it has when few hands set a network up. One class and one club join in the very days
 * of the network's first burst.
 */
export function createInBursts(draft: Draft, network: PlantedNetwork, random: Random): void {
  const { createdWithinDays, creationBursts } = draft.options
  const drawn = random.fork(0)
  const starts = Array.from({ length: creationBursts }, () =>
    drawBurstStart(drawn, createdWithinDays),
  )
  const members = shuffle(drawn, network.members.slice())
  const inBursts = Math.round(members.length * SHARE_IN_BURSTS)
  for (const [k, start] of starts.entries()) {
    const from = Math.floor((inBursts * k) / starts.length)
    const to = Math.floor((inBursts * (k + 1)) / starts.length)
    createWithin(draft, members.subarray(from, to), start, createdWithinDays, drawn)
  }
  plantSchoolClasses(draft, starts[0], random.fork(1))
  joinAsClubs(draft, starts[0], random.fork(2))
  plantInflux(draft, random.fork(3))
}

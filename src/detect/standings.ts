/**
 * From a map to the standings that software alone may set: reversible, and invisible to the person.
 *
 * @module
 */
import { AGE_BANDS } from '../model/age-band.ts'
import { ROLES } from '../model/role.ts'
import { type Standing, standingFor, type StandingRule } from '../model/standing.ts'
import { type Platform } from '../platform/platform.ts'
import { placeIn } from './every-row.ts'
import { likeliestParts } from './likeliest-parts.ts'
import { type NetworkMap } from './map.ts'
import { boundsOfObservers } from './observers.ts'

type MapForStandings = Pick<
  NetworkMap,
  'rows' | 'members' | 'logOdds' | 'roles' | 'roleProbabilities' | 'seeds'
>

export interface AutomaticStanding {
  readonly account: string
  readonly standing: Standing
}

/**
 * A standing for every member of the map, and for everybody who states to be a minor, whom the
 * policy must know even where nothing was found: a minor is never shown to seekers. Only a member
 * is shielded further: hiding every minor whom a network's camouflage has touched would take them
 * from their friends, and put a network in charge of whom nobody sees. What a person has decided about an account stands
 * above what is said here: the caller applies it only where nobody has.
 */
export function standingsOf(
  platform: Platform,
  { rows, members, logOdds, roles, roleProbabilities, seeds }: MapForStandings,
  rule?: StandingRule,
): AutomaticStanding[] {
  const { accounts, ageBands } = platform
  const isSeed = new Set(seeds.rows)
  const isMember = new Set(members)
  const parts = likeliestParts(members, roles, roleProbabilities)
  const mostOf = boundsOfObservers(platform, members, parts, isSeed)
  const standings: AutomaticStanding[] = []
  for (let row = 0; row < accounts.size; row++) {
    const ageBand = AGE_BANDS[ageBands[row]]
    const mapped = isMember.has(row)
    if (!mapped && ageBand !== 'minor') continue
    const role = mapped ? ROLES[parts[row]] : 'bystander'
    const place = placeIn(rows, row)
    const evidence = {
      logOdds: place < 0 ? -Infinity : Math.min(logOdds[place], mostOf(row)),
      role,
      ageBand,
      seed: isSeed.has(row),
    }
    standings.push({ account: accounts.idOf(row), standing: standingFor(evidence, rule) })
  }
  return standings
}

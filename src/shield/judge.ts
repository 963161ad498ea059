/**
 * Who around one seed takes part in its network: the map's own question, asked of a neighbourhood.
 *
 * Closeness only says whom to look at. Who is near a seed without being of its network, a popular
 * account or a friend, is told apart by the two-role mixture, the one detector whose scale means
 * something; and from its log-odds on the same rule gives a standing as after a whole map. One seed alone says
 * nothing: its network must explain a second one. That is how no innocent account is ever withheld for
 * a single seed that it happens to stand next to.
 *
 * A pure function of the follows and the seeds among those looked at: in whatever order seeds came,
 * the answer is the same.
 *
 * @module
 */
import { surroundingsOf } from '../detect/candidates.ts'
import { placeIn } from '../detect/every-row.ts'
import { likeliestParts } from '../detect/likeliest-parts.ts'
import { fitOnce } from '../detect/mixture.ts'
import { memberEvidence } from '../detect/member-evidence.ts'
import { boundsOfObservers } from '../detect/observers.ts'
import { assignRoles } from '../detect/roles.ts'
import { seedsAt } from '../detect/seeds.ts'
import { AGE_BANDS } from '../model/age-band.ts'
import { ROLES } from '../model/role.ts'
import { packStanding, standingFor } from '../model/standing.ts'
import { type Platform } from '../platform/platform.ts'

/**
 * How many accounts are looked at, one look after the other. A small network is seen best among few
 * others, within 0.1 s; of a large one more members must be seen than the first look has.
 */
export const LOOKS: readonly number[] = [2_000, 5_000, 20_000]
/** Seeds that a network must explain, this one among them. */
const FEWEST_SEEDS = 2

export interface Judgement {
  /** Who was looked at, as rows, rising: another seed among them changes the answer. */
  readonly rows: Uint32Array
  /** The standing of each account that has one for it, by its row. Seeds have their own. */
  readonly standings: ReadonlyMap<number, number>
}

const NOBODY: ReadonlyMap<number, number> = new Map()

/**
 * @param seed its row; it is among `seeds`.
 * @param seeds every seed by its row, with its weight in 0.5..1.
 * @param most of accounts to look at.
 */
export function judgeAround(
  platform: Platform,
  seed: number,
  seeds: ReadonlyMap<number, number>,
  most: number,
): Judgement {
  const rows = surroundingsOf(platform, seedsAt([seed]), most)
  const near = rows.filter((row) => seeds.has(row))
  if (near.length < FEWEST_SEEDS) return { rows, standings: NOBODY }
  const weights = Float32Array.from(near, (row) => seeds.get(row)!)
  const fit = fitOnce(platform, { rows: near, weights }, rows)
  const network = fit.networkOf[placeIn(rows, seed)]
  if (network < 0 || fit.networks[network].seeds.length < FEWEST_SEEDS) {
    return { rows, standings: NOBODY }
  }
  const members = rows.filter((_row, place) => fit.networkOf[place] === network)
  const { roles, probabilities } = assignRoles(platform, members, (row) =>
    memberEvidence(fit, placeIn(rows, row), seeds.get(row)),
  )
  const parts = likeliestParts(members, roles, probabilities)
  const mostOf = boundsOfObservers(platform, members, parts, seeds)
  const standings = new Map<number, number>()
  for (const row of members) {
    if (seeds.has(row)) continue
    const standing = standingFor({
      logOdds: Math.min(fit.logOdds[placeIn(rows, row)], mostOf(row)),
      role: ROLES[parts[row]],
      ageBand: AGE_BANDS[platform.ageBands[row]],
      seed: false,
    })
    if (standing.level !== 'clear' || standing.protected) standings.set(row, packStanding(standing))
  }
  return { rows, standings }
}

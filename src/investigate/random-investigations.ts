/**
 * Small random platforms with a random map over them: for checking what is said of networks against
 * plain twins. Roles and ranks come from no detector, so that every combination occurs.
 *
 * @module
 */
import { rank } from '../detect/map.ts'
import { everyRow } from '../detect/every-row.ts'
import { findNetworks } from '../detect/networks.ts'
import { randomPlatform, randomSeeds } from '../detect/random-platforms.ts'
import { tagCensus } from '../detect/tag-census.ts'
import { ROLES } from '../model/role.ts'
import { platformOf } from '../platform/platform-of.ts'
import { type Random } from '../util/random.ts'
import { type Investigation, openInvestigation } from './investigation.ts'

/** Up to `most` accounts; about half of them are members, and most networks have some. */
export function randomInvestigation(random: Random, most = 24): Investigation {
  const platform = randomPlatform(random, most)
  const size = platform.accounts.size
  const seeds = randomSeeds(random, platform)
  const rows = everyRow(platform)
  const scores = Float64Array.from(rows, () => Math.round(random.next() * 8) / 8)
  const roles = Uint8Array.from(rows, () => random.below(ROLES.length))
  const isSeed = new Set(seeds.rows)
  const members = rows.filter((row) => isSeed.has(row) || random.below(2) === 0)
  const part = { id: 'walk', weight: 1, heldOutFound: null, scores, typical: 0.25 }
  // every tag is new, and some are many
  const tagsBefore = { census: tagCensus(platformOf({})), atMillis: 0 }
  const map = {
    seeds,
    rows,
    fused: { scores, parts: [part] },
    logOdds: new Float64Array(size),
    ranking: rank(size, rows, scores, seeds.rows),
    reachable: new Uint8Array(size).fill(1),
    members,
    roles,
    roleProbabilities: new Float32Array(ROLES.length * members.length).fill(1 / ROLES.length),
    networks: findNetworks(platform, members, roles, { tagsBefore }),
    tags: tagCensus(platform),
    tagsBefore,
  }
  return openInvestigation(platform, map, `map-${size}`)
}

/** Some accounts of it by their ids, and one that nobody has. */
export function someAccounts(random: Random, { platform }: Investigation, most: number): string[] {
  const count = 1 + random.below(most)
  const ids = Array.from({ length: count }, () =>
    platform.accounts.idOf(random.below(platform.accounts.size)),
  )
  return random.below(4) === 0 ? [...ids, 'zorblax'] : ids
}

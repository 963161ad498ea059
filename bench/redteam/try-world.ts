/**
 * One made-up world as a platform, mapped, and judged with the truth that the map does not see.
 *
 * @module
 */
import { doubtedSeeds } from '../../src/detect/doubted-seeds.ts'
import { followLayers } from '../../src/detect/platform-layers.ts'
import { mapNetworks, type NetworkMap } from '../../src/detect/map.ts'
import { standingsOf } from '../../src/detect/standings.ts'
import { personalisedPageRank } from '../../src/graph/pagerank.ts'
import { AGE_BANDS } from '../../src/model/age-band.ts'
import { PlatformBuilder } from '../../src/platform/builder.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { reportedCommunity } from '../../src/simulate/evasions/false-signals.ts'
import { isPlanted } from '../../src/simulate/planted.ts'
import { type World } from '../../src/simulate/world.ts'

const PRECISION = 0.9

export interface Outcome {
  /** Of the members that are not known, those found at a precision of 0.9. */
  readonly plain: number
  readonly fused: number
  /** Average precision of the same two rankings. */
  readonly plainAp: number
  readonly fusedAp: number
  /** Of the seeds that are wrong, and of those that are right, the share in doubt. */
  readonly wrongDoubted: number
  readonly rightDoubted: number
  /** Follows among members. */
  readonly within: number
  /** Of the members that are not known, those above even odds. */
  readonly claimed: number
  /** Innocents above even odds. */
  readonly claimedInnocents: number
  /** Of one fan club, those above even odds, and those that a guard on this map would withhold. */
  readonly clubClaimed: number
  readonly clubWithheld: number
}

/** Rows stay as they are. @param believeAll takes reports for what an investigator says. */
export function platformOfWorld(world: World, believeAll = false): Platform {
  const builder = new PlatformBuilder()
  for (const [row, id] of world.accountIds.entries()) {
    builder.accounts.add(id)
    builder.describe(row, {
      ageBand: AGE_BANDS[world.ageBands[row]],
      createdAtMillis: world.createdAtMillis[row],
    })
  }
  for (const tag of world.tagNames) builder.tags.add(tag)
  builder.followMany(world.follows.sources, world.follows.targets)
  const { sources, targets, counts } = world.tagUses
  builder.useTags(sources, targets, Float32Array.from(counts))
  for (const signal of world.signals) {
    const kind = believeAll && signal.kind === 'report' ? 'investigator' : signal.kind
    builder.signal({ ...signal, kind })
  }
  return builder.build()
}

/**
 * @param before how many accounts there were: those made since are nobody's to find.
 * @param hijacked neither.
 */
export function tryWorld(
  world: World,
  before: number,
  hijacked: Uint32Array,
  believeAll: boolean,
): Outcome {
  return tryPlatform(platformOfWorld(world, believeAll), world, before, hijacked)
}

/** @param platform has the accounts of `world` in its rows. */
export function tryPlatform(
  platform: Platform,
  world: World,
  before: number,
  hijacked: Uint32Array,
): Outcome {
  const map = mapNetworks(platform)
  const isSeed = new Set(map.seeds.rows)
  const isHijacked = new Set(hijacked)
  const judged = Array.from({ length: before }, (_, row) => row).filter(
    (row) => !isSeed.has(row) && !isHijacked.has(row),
  )
  const isWanted = (row: number) => isPlanted(world.roles[row])
  const wanted = judged.filter(isWanted).length
  const claimed = new Set(map.members)
  const claims = judged.filter((row) => claimed.has(row))
  const rightly = claims.filter(isWanted).length
  const club = reportedCommunity(world)
  const withheld = new Set(
    standingsOf(platform, map)
      .filter(({ standing }) => standing.level === 'withhold')
      .map(({ account }) => platform.accounts.find(account)),
  )
  const masses = personalisedPageRank(followLayers(platform), map.seeds)
  const plain = qualityOf(judged, (row) => masses[row], isWanted, wanted)
  const fused = qualityOf(judged, fusedScores(map, before), isWanted, wanted)
  return {
    plain: plain.recall,
    fused: fused.recall,
    plainAp: plain.averagePrecision,
    fusedAp: fused.averagePrecision,
    ...doubts(map, isWanted),
    within: followsWithin(world),
    claimed: rightly / wanted,
    claimedInnocents: claims.length - rightly,
    clubClaimed: club.filter((row) => claimed.has(row)).length / club.length,
    clubWithheld: club.filter((row) => withheld.has(row)).length / club.length,
  }
}

export function fusedScores(
  { rows, fused }: NetworkMap,
  accounts: number,
): (row: number) => number {
  const scores = new Float64Array(accounts)
  for (const [place, row] of rows.entries()) if (row < accounts) scores[row] = fused.scores[place]
  return (row) => scores[row]
}

function doubts(map: NetworkMap, isRight: (row: number) => boolean) {
  const doubted = doubtedSeeds(map)
  const { rows } = map.seeds
  const right = rows.filter(isRight).length
  const rightly = doubted.filter(isRight).length
  return {
    wrongDoubted: (doubted.length - rightly) / Math.max(1, rows.length - right),
    rightDoubted: rightly / right,
  }
}

function followsWithin({ follows: { sources, targets }, roles }: World): number {
  let within = 0
  for (let e = 0; e < sources.length; e++) {
    if (isPlanted(roles[sources[e]]) && isPlanted(roles[targets[e]])) within++
  }
  return within
}

/**
 * Recall is the most that can be found with nine in ten of those looked at being right. Among equal
 * scores the innocent stand first.
 */
export function qualityOf(
  rows: readonly number[],
  scoreOf: (row: number) => number,
  isWanted: (row: number) => boolean,
  wanted: number,
): { readonly recall: number; readonly averagePrecision: number } {
  const ranked = rows.toSorted(
    (a, b) => scoreOf(b) - scoreOf(a) || Number(isWanted(a)) - Number(isWanted(b)),
  )
  let found = 0
  let most = 0
  let precisions = 0
  for (const [place, row] of ranked.entries()) {
    if (!isWanted(row)) continue
    const precision = ++found / (place + 1)
    precisions += precision
    if (precision >= PRECISION) most = found
  }
  return { recall: most / wanted, averagePrecision: precisions / wanted }
}

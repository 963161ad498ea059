/**
 * The block model as a second look at seeds that two roles do not explain: networks of equals, and of
 * sources and seekers behind many innocent followers or in thin data.
 *
 * It is asked only where the mixture explains less than four fifths of the seeds clearly, so that a map
 * on which that speaks takes no longer; and among the accounts closest to the seeds, so that the
 * platform's size has no part in its time.
 *
 * @module
 */
import { type Platform } from '../platform/platform.ts'
import { type BlockFit, fitBlocks } from './block-model/fit.ts'
import { NOT_AROUND } from './block-model/marginals.ts'
import { surroundingsOf } from './candidates.ts'
import { type Detector, type Seeds } from './detector.ts'
import { everyRow, placeIn } from './every-row.ts'
import { fitOnce } from './mixture.ts'
import { softplus } from './mixture/evidence.ts'
import { clearlyExplained } from './mixture/outcome.ts'
import { localFollows, wholeFollows } from './mixture/local-follows.ts'

/** Accounts that it looks at. */
const MOST_ACCOUNTS = 20_000
/**
 * Part of the seeds that the mixture explains clearly without need of a second look: in made-up worlds
 * it claims four members in five where it does, and where it does not mostly half or fewer.
 */
const CLEARLY_ENOUGH = 0.8

/** A fit, and the accounts that it is to. */
interface Blocks {
  readonly rows: Uint32Array
  readonly fit: BlockFit
}

const known = new WeakMap<Seeds, { readonly platform: Platform; readonly blocks: Blocks | null }>()

/**
 * For each of `rows`, the log odds that it is of the network of the block model; null where the mixture
 * explains the seeds, or no block does. Done once for the same seeds.
 */
export function blockLogOdds(
  platform: Platform,
  seeds: Seeds,
  rows: Uint32Array,
): Float64Array | null {
  const { logOdds: mixtureOdds } = fitOnce(platform, seeds, rows)
  const asked = seeds.rows.filter((row) => placeIn(rows, row) >= 0)
  const clearly = clearlyExplained(
    asked.map((row) => placeIn(rows, row)),
    mixtureOdds,
  )
  if (clearly >= CLEARLY_ENOUGH * asked.length) return null
  const blocks = blocksOnce(platform, seeds)
  if (!blocks) return null
  const logOdds = new Float64Array(rows.length).fill(NOT_AROUND)
  for (const [place, row] of blocks.rows.entries()) {
    const among = placeIn(rows, row)
    if (among >= 0) logOdds[among] = blocks.fit.logOdds[place]
  }
  return logOdds
}

function blocksOnce(platform: Platform, seeds: Seeds): Blocks | null {
  const before = known.get(seeds)
  if (before?.platform === platform) return before.blocks
  const blocks = blocksOf(platform, seeds)
  known.set(seeds, { platform, blocks })
  return blocks
}

function blocksOf(platform: Platform, seeds: Seeds): Blocks | null {
  const { follows, accounts } = platform
  const isSmall = accounts.size <= MOST_ACCOUNTS
  const rows = isSmall ? everyRow(platform) : surroundingsOf(platform, seeds, MOST_ACCOUNTS)
  const local = isSmall ? wholeFollows(follows) : localFollows(follows, rows)
  const places = seeds.rows.map((row) => placeIn(rows, row))
  const fit = fitBlocks(local, places)
  return fit && { rows, fit }
}

/** Log odds at which the score begins to count. */
const LEAST_ODDS = -6

/** The score of the detector at even odds. */
export const BLOCK_MEMBER_SCORE = softplus(-LEAST_ODDS)

/** log(1 + odds / odds at the least): 0 where the follows say nothing; null where it is not asked, or finds none. */
export const blockModel: Detector = {
  id: 'block-model',
  title: 'follows, and is followed by, a group around the seeds that communities do not explain',
  claimsAbove: BLOCK_MEMBER_SCORE,

  score(platform, seeds, rows) {
    if (platform.follows.out.targets.length === 0) return null
    const logOdds = blockLogOdds(platform, seeds, rows)
    // not zeros: a fusion that has no use for it is then the same as without
    return logOdds && logOdds.map((odds) => (odds > NOT_AROUND ? softplus(odds - LEAST_ODDS) : 0))
  },
}

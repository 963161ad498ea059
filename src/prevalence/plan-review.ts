/**
 * Which accounts people should look at so that what they find speaks for all accounts.
 *
 * An account's size is the mean of two claims, each as the square root of what it says (optimal where
 * it is a chance; Y. Liu, unofficialgoogledatascience.com, August 2019) and each over its sum: the
 * chance by the two-role mixture, whose scale means something, and the fused score, which still says
 * something where the mixture is blind. Where one of them is right, the other costs no more than half
 * of the sample. A fifth of it, the floor, reaches all accounts alike, scored or not.
 *
 * @module
 */
import { placeIn } from '../detect/every-row.ts'
import { type NetworkMap } from '../detect/map.ts'
import { InputError, UsageError } from '../model/errors.ts'
import { type Platform } from '../platform/platform.ts'
import { allocate } from '../statistics/allocate.ts'
import { zoneSample } from '../statistics/zone-sample.ts'
import { createRandom } from '../util/random.ts'
import { type PlanRow } from './review-sheet.ts'

export const FLOOR = 0.2
/** Of each stratum, so that its estimate has a variance and its floor, most likely, a draw. */
const LEAST_DRAWS = 10
/** The one stratum when none are asked for. */
export const EVERYBODY = 'all'

export interface ReviewPlan {
  /** One for each draw. */
  readonly rows: readonly PlanRow[]
  /** Whom to review, once each, in an order that says nothing of the scores. */
  readonly accounts: readonly string[]
  readonly strata: readonly {
    readonly name: string
    readonly accounts: number
    readonly draws: number
  }[]
  /**
   * Half of the 95 % interval, over the value, for a share of accounts: if the scores are right, if
   * a fifth of the positives is unseen by the model, and for a plain random sample of as many.
   */
  readonly expected: readonly ExpectedWidth[]
}

export interface ExpectedWidth {
  readonly share: number
  readonly scoresRight: number
  readonly fifthUnseen: number
  readonly plain: number
}

const SHARES = [0.01, 0.001, 0.0001]

/**
 * @param stratumOf the stratum of each account by its row.
 * @throws {UsageError} if the sample is too small for the strata. @throws {InputError} without accounts.
 */
export function planReview(
  platform: Platform,
  map: NetworkMap,
  sample: number,
  seed: number,
  stratumOf: (row: number) => string = () => EVERYBODY,
): ReviewPlan {
  const population = platform.accounts.size
  if (population === 0)
    throw new InputError('There are no accounts to draw from; import some first.')
  const sizes = accountSizes(population, map)
  const strata = new Map<string, number[]>()
  for (let row = 0; row < population; row++) {
    const name = stratumOf(row)
    const rows = strata.get(name)
    if (rows) rows.push(row)
    else strata.set(name, [row])
  }
  const names = [...strata.keys()].toSorted()
  if (sample < LEAST_DRAWS * names.length) {
    throw new UsageError(
      `--sample is ${sample}, too few for ${names.length} strata; draw ${LEAST_DRAWS * names.length} or more, or leave --strata out.`,
    )
  }
  const mass = names.map((name) => {
    const rows = strata.get(name)!
    return FLOOR * rows.length + (1 - FLOOR) * rows.reduce((sum, row) => sum + sizes[row], 0)
  })
  const counts = allocate(sample, mass, LEAST_DRAWS)
  const random = createRandom(seed)
  const rows = names.flatMap((name, h) => {
    const members = strata.get(name)!
    const sizesHere = members.map((row) => sizes[row])
    const luck = random.fork(h)
    const { draw, weightOf } = zoneSample(sizesHere, counts[h], FLOOR, luck)
    return draw(luck).map(({ member, zone, isFloor }) => ({
      account: platform.accounts.idOf(members[member]),
      stratum: name,
      stratumAccounts: members.length,
      zone,
      isFloor,
      weight: weightOf(member),
    }))
  })
  const accounts = [...new Set(rows.map(({ account }) => account))]
  for (let k = accounts.length - 1; k > 0; k--) {
    const other = random.below(k + 1)
    const account = accounts[k]
    accounts[k] = accounts[other]
    accounts[other] = account
  }
  return {
    rows,
    accounts,
    strata: names.map((name, h) => ({
      name,
      accounts: strata.get(name)!.length,
      draws: Math.min(counts[h], strata.get(name)!.length),
    })),
    expected: SHARES.map((share) => expectedWidth(sizes, map, share, sample)),
  }
}

/** What draws are proportional to, of mean 1; all 0 where the map says nothing of anybody. */
function accountSizes(population: number, { rows, fused, logOdds }: NetworkMap): Float64Array {
  const claims = [
    (place: number) => 1 / (1 + Math.exp(-logOdds[place])),
    (place: number) => Math.max(0, fused.scores[place]),
  ]
  const sizes = new Float64Array(population)
  for (const claim of claims) {
    let sum = 0
    for (let place = 0; place < rows.length; place++) sum += Math.sqrt(claim(place))
    if (!(sum > 0)) continue
    for (const [place, row] of rows.entries()) {
      sizes[row] += (Math.sqrt(claim(place)) / sum) * (population / claims.length)
    }
  }
  return sizes
}

/** Were positives spread in proportion to the chances by the mixture, as far as there is room. */
function expectedWidth(
  sizes: Float64Array,
  map: NetworkMap,
  share: number,
  sample: number,
): ExpectedWidth {
  const population = sizes.length
  let total = 0
  for (let row = 0; row < population; row++) total += chanceOf(map, row)
  let weights = 0
  let all = 0
  for (let row = 0; row < population; row++) {
    const chance =
      total > 0 ? Math.min(1, (chanceOf(map, row) * share * population) / total) : share
    weights += chance / (FLOOR + (1 - FLOOR) * sizes[row])
    all += chance
  }
  const seenWeight = all > 0 ? weights / all : 1
  const width = (weight: number) =>
    (1.96 * Math.sqrt(Math.max(0, share * weight - share * share) / sample)) / share
  return {
    share,
    scoresRight: width(seenWeight),
    fifthUnseen: width(0.8 * seenWeight + 0.2 / FLOOR),
    plain: width(1),
  }
}

function chanceOf({ rows, logOdds }: NetworkMap, row: number): number {
  const place = placeIn(rows, row)
  return place < 0 ? 0 : 1 / (1 + Math.exp(-logOdds[place]))
}

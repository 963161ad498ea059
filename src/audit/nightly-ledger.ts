/**
 * What is carried from one nightly audit to the next: what is claimed, and what each night's test
 * accounts did to the bets against it. It holds no account, and whoever has it can work the evidence out again.
 *
 * @module
 */
import { InputError } from '../model/errors.ts'
import { readList, readObject, readText, readWhole, shown } from '../model/parse.ts'
import { BETS, logEvidence } from '../statistics/betting.ts'

/** What all nights have in common; another of these is another ledger. */
export interface NightlyClaim {
  readonly scenario: string
  readonly scenarioHash: string
  readonly recommender: string
  readonly guard: string
  /** That exposure@10 of treated test accounts is at most this, on every night. */
  readonly budget: number
  /** Chance of a false alarm ever. */
  readonly alpha: number
}

export interface Night {
  readonly at: string
  readonly seed: number
  readonly testAccounts: number
  readonly exposure: number
  /** See `nightGrowth`. */
  readonly growth: readonly number[]
}

export interface NightlyLedger {
  readonly claim: NightlyClaim
  readonly nights: readonly Night[]
}

/** Ten years. */
export const MOST_NIGHTS = 3_660
const CLAIM_KEYS = ['scenario', 'scenarioHash', 'recommender', 'guard', 'budget', 'alpha'] as const

export interface NightlyVerdict {
  readonly nights: number
  /** How strong the evidence is that a night was over the budget; an alarm at 1/alpha. */
  readonly e: number
  /** The first night that crossed, counted from 1. The alarm stays: what was shown is shown. */
  readonly crossedOnNight: number | null
}

export function nightlyVerdict({ claim, nights }: NightlyLedger): NightlyVerdict {
  const logs = logEvidence(nights.map(({ growth }) => growth))
  const crossed = logs.findIndex((log) => log >= -Math.log(claim.alpha))
  // a number that JSON can hold, however sure
  const e = Math.min(Number.MAX_VALUE, Math.exp(logs.at(-1) ?? 0))
  return { nights: nights.length, e, crossedOnNight: crossed < 0 ? null : crossed + 1 }
}

/**
 * @param file what errors call it.
 * @throws {InputError} if it is no ledger, or one of another claim.
 */
export function parseNightlyLedger(
  value: unknown,
  file: string,
  claim: NightlyClaim,
): NightlyLedger {
  const spec = readObject(value, file, ['claim', 'nights'])
  const known = readObject(spec.claim, `${file}: claim`, CLAIM_KEYS)
  for (const key of CLAIM_KEYS) {
    if (known[key] === claim[key]) continue
    throw new InputError(
      `${file} is the ledger of another ${key}, ${shown(known[key])} and not ${shown(claim[key])}; name another file to begin anew.`,
    )
  }
  const nights = readList(spec.nights, `${file}: nights`, { most: MOST_NIGHTS })
  return { claim, nights: nights.map((night, k) => readNight(night, `${file}: nights[${k}]`)) }
}

function readNight(value: unknown, where: string): Night {
  const spec = readObject(value, where, ['at', 'seed', 'testAccounts', 'exposure', 'growth'])
  const growth = readList(spec.growth, `${where}.growth`, { least: BETS, most: BETS })
  return {
    at: readText(spec.at, `${where}.at`, 40),
    seed: readWhole(spec.seed, `${where}.seed`, 0, 0xffffffff),
    testAccounts: readWhole(spec.testAccounts, `${where}.testAccounts`, 1, 1e9),
    exposure: readNumber(spec.exposure, `${where}.exposure`),
    growth: growth.map((one, k) => readNumber(one, `${where}.growth[${k}]`)),
  }
}

function readNumber(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new InputError(`${where} is ${shown(value)}; write a number.`)
}

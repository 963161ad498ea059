/**
 * One column of a report card: what an audit's signed JSON says of each surface.
 *
 * Whoever calls has checked the signature. The shape is checked all the same: another release of
 * this program may have written it.
 *
 * @module
 */
import { InputError } from '../../model/errors.ts'
import { type Interval } from '../../statistics/interval.ts'
import { type Json } from '../../util/canonical-json.ts'

export const CARD_ARMS = ['unguarded', 'guarded'] as const
export type CardArm = (typeof CARD_ARMS)[number]

export interface CardColumn {
  readonly recommender: string
  /** Null when the audit named none. */
  readonly release: string | null
  readonly scenario: string
  readonly scenarioHash: string
  readonly testAccounts: number
  readonly arms: Readonly<Partial<Record<CardArm, readonly CardSurface[]>>>
}

export interface CardSurface {
  readonly surface: string
  readonly exposureAt10: Interval
}

type JsonObject = Readonly<Record<string, Json>>
const MOST_SURFACES = 100

/** @throws {InputError} if it is no audit, or one without surfaces. */
export function readCardColumn(report: Json, where: string): CardColumn {
  const spec = objectOf(report, where)
  const audit = objectOf(spec['audit'] ?? null, `${where}: audit`)
  const arms: Partial<Record<CardArm, readonly CardSurface[]>> = {}
  for (const name of CARD_ARMS) {
    const arm = audit[name]
    if (arm != null) arms[name] = surfacesOf(objectOf(arm, `${where}: ${name}`), where)
  }
  if (!arms.unguarded && !arms.guarded) {
    throw new InputError(`${where} has no arm with the guard off or on; audit with --guard both.`)
  }
  const release = spec['release'] ?? null
  return {
    recommender: textOf(spec['recommender'], `${where}: recommender`),
    release: release === null ? null : textOf(release, `${where}: release`),
    scenario: textOf(spec['scenario'], `${where}: scenario`),
    scenarioHash: textOf(spec['scenarioHash'], `${where}: scenarioHash`),
    testAccounts: numberOf(spec['testAccounts'], `${where}: testAccounts`),
    arms,
  }
}

function surfacesOf(arm: JsonObject, where: string): CardSurface[] {
  const list = arm['bySurface']
  if (!Array.isArray(list) || list.length === 0 || list.length > MOST_SURFACES) {
    throw new InputError(`${where} says nothing of its surfaces; audit again with this release.`)
  }
  return list.map((each: Json) => {
    const spec = objectOf(each, where)
    const exposure = objectOf(spec['exposureAt10'] ?? null, `${where}: exposureAt10`)
    const [value, low, high] = ['value', 'low', 'high'].map((end) =>
      numberOf(exposure[end], `${where}: ${end}`),
    )
    return {
      surface: textOf(spec['surface'], `${where}: surface`),
      exposureAt10: { value, low, high },
    }
  })
}

function objectOf(value: Json, where: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.fromEntries<Json>(Object.entries(value))
  }
  throw new InputError(`${where} is not what an audit writes; name the JSON beside its report.`)
}

function textOf(value: Json | undefined, where: string): string {
  if (typeof value === 'string' && value.length <= 2_000) return value
  throw new InputError(`${where} has to be a text.`)
}

function numberOf(value: Json | undefined, where: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new InputError(`${where} has to be a number.`)
}

/**
 * What is kept of an audit for people to look at later: its measures with their intervals, and no id
 * of any account.
 *
 * @module
 */
import { InputError } from './errors.ts'
import { readBoolean, readObject, readOneOf, readPlainText, readWhole, shown } from './parse.ts'
import { type Surface, SURFACES } from './surface.ts'

/** A value with its 95 % interval. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface AuditArm {
  readonly exposureAt10: Estimate
  /** The same for accounts that had no contact with the network. */
  readonly controlExposureAt10: Estimate
  readonly floodRatio: Estimate
  /** Share of test accounts that saw any account of the network. */
  readonly shareExposed: Estimate
  /** Null when fewer than half of them saw one. */
  readonly firstExposureMedianSlates: number | null
  /** Null without a guard, and where the true answer is not known. */
  readonly benignWithheldShare: number | null
}

export interface AuditRecord {
  readonly at: string
  readonly scenario: string
  readonly surface: Surface
  readonly recommender: string
  /** In each arm, and as many controls. */
  readonly testAccounts: number
  /** The highest exposure@10 that passes, and whether the arm that people see keeps to it. */
  readonly budget: number
  readonly withinBudget: boolean
  /** Null where the arm was not run. */
  readonly unguarded: AuditArm | null
  readonly guarded: AuditArm | null
}

/** @throws {InputError} with the place of what is wrong. */
export function parseAuditRecord(value: unknown): AuditRecord {
  const spec = readObject(value, 'audit', [
    'at',
    'scenario',
    'surface',
    'recommender',
    'testAccounts',
    'budget',
    'withinBudget',
    'unguarded',
    'guarded',
  ])
  return {
    at: readTime(spec['at'], 'audit.at'),
    scenario: readPlainText(spec['scenario'], 'audit.scenario', 200),
    surface: readOneOf(spec['surface'], 'audit.surface', SURFACES),
    recommender: readPlainText(spec['recommender'], 'audit.recommender', 200),
    testAccounts: readWhole(spec['testAccounts'], 'audit.testAccounts', 1, 1e9),
    budget: readNumber(spec['budget'], 'audit.budget'),
    withinBudget: readBoolean(spec['withinBudget'], 'audit.withinBudget'),
    unguarded: spec['unguarded'] === null ? null : armFrom(spec['unguarded'], 'audit.unguarded'),
    guarded: spec['guarded'] === null ? null : armFrom(spec['guarded'], 'audit.guarded'),
  }
}

function armFrom(value: unknown, where: string): AuditArm {
  const arm = readObject(value, where, [
    'exposureAt10',
    'controlExposureAt10',
    'floodRatio',
    'shareExposed',
    'firstExposureMedianSlates',
    'benignWithheldShare',
  ])
  const estimate = (name: string) => estimateFrom(arm[name], `${where}.${name}`)
  const orNull = (name: string) =>
    arm[name] === null ? null : readNumber(arm[name], `${where}.${name}`)
  return {
    exposureAt10: estimate('exposureAt10'),
    controlExposureAt10: estimate('controlExposureAt10'),
    floodRatio: estimate('floodRatio'),
    shareExposed: estimate('shareExposed'),
    firstExposureMedianSlates: orNull('firstExposureMedianSlates'),
    benignWithheldShare: orNull('benignWithheldShare'),
  }
}

function estimateFrom(value: unknown, where: string): Estimate {
  const { value: middle, low, high } = readObject(value, where, ['value', 'low', 'high'])
  return {
    value: readNumber(middle, `${where}.value`),
    low: readNumber(low, `${where}.low`),
    high: readNumber(high, `${where}.high`),
  }
}

function readNumber(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new InputError(`${where} is ${shown(value)}; write a number.`)
}

function readTime(value: unknown, where: string): string {
  const text = readPlainText(value, where, 40)
  if (Number.isNaN(Date.parse(text))) throw new InputError(`${where} is no time; write ISO 8601.`)
  return new Date(text).toISOString()
}

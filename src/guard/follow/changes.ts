/**
 * What a server answers to a guard that follows it, read into types: another version of it, or whatever
 * stands between, may have answered.
 *
 * @module
 */
import { type BrakeScope, parseScope } from '../../model/brake.ts'
import { InputError } from '../../model/errors.ts'
import { readBoolean, readList, readText, readWhole, shown } from '../../model/parse.ts'

export interface Changes {
  /** Of the last standing here. */
  readonly version: number
  readonly more: boolean
  readonly standings: readonly FollowedStanding[]
  /** Names base, policy and brakes. */
  readonly state: string
  /** What is known of everybody has this name. */
  readonly base: string
  readonly policy: unknown
  readonly brakes: readonly FollowedBrake[]
  readonly waitedMillis: number
  /** Of the state that the server itself enforces. */
  readonly ageMillis: number
}

export interface FollowedStanding {
  readonly account: string
  readonly standing: number
  /** How long it holds on; null is for good. */
  readonly leftMillis: number | null
}

export interface FollowedBrake {
  readonly id: string
  readonly scope: BrakeScope
  readonly leftMillis: number
}

const MOST_STANDINGS = 100_000
const MOST_BRAKES = 100_000

/** @throws {InputError} if it is not one. Keys that are not known here are left out. */
export function parseChanges(value: unknown): Changes {
  const spec = objectIn(value, 'changes')
  return {
    version: readWhole(spec['version'], 'version', 0, Number.MAX_SAFE_INTEGER),
    more: readBoolean(spec['more'], 'more'),
    standings: readList(spec['standings'], 'standings', { most: MOST_STANDINGS }).map(standingFrom),
    state: readText(spec['state'], 'state', 64),
    base: readText(spec['base'], 'base', 64),
    policy: spec['policy'],
    brakes: readList(spec['brakes'], 'brakes', { most: MOST_BRAKES }).map(brakeFrom),
    waitedMillis: readMillis(spec['waitedMillis'], 'waitedMillis'),
    ageMillis: readMillis(spec['ageMillis'], 'ageMillis'),
  }
}

function standingFrom(value: unknown): FollowedStanding {
  const { account, standing, leftMillis } = objectIn(value, 'standings[]')
  return {
    account: readText(account, 'standings[].account', 256),
    standing: readWhole(standing, 'standings[].standing', 0, 255),
    leftMillis: leftMillis === null ? null : readMillis(leftMillis, 'standings[].leftMillis'),
  }
}

function brakeFrom(value: unknown): FollowedBrake {
  const { id, scope, leftMillis } = objectIn(value, 'brakes[]')
  return {
    id: readText(id, 'brakes[].id', 64),
    scope: parseScope(scope),
    leftMillis: readMillis(leftMillis, 'brakes[].leftMillis'),
  }
}

export function objectIn(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new InputError(`${where} is ${shown(value)}; an object was expected.`)
}

function readMillis(value: unknown, where: string): number {
  if (typeof value === 'number' && value >= 0) return value
  throw new InputError(`${where} is ${shown(value)}; milliseconds were expected.`)
}

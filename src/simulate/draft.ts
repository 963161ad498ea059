/**
 * A world in the making: what the steps of the simulator write into.
 *
 * @module
 */
import { AGE_BANDS, type AgeBand } from '../model/age-band.ts'
import { ROLES, type Role } from '../model/role.ts'
import { type Random } from '../util/random.ts'
import { type Interests, drawInterests } from './communities.ts'
import { type Degrees, drawDegrees } from './degrees.ts'
import { shuffle } from './draws.ts'
import { type WorldOptions } from './options.ts'
import { type Pairs, addPair, createPairs } from './pairs.ts'
import { createWords } from './words.ts'

const FIRST_ACCOUNT_MILLIS = Date.UTC(2015, 0, 1)
export const LAST_ACCOUNT_MILLIS = Date.UTC(2025, 0, 1)
const UNKNOWN_AGE_SHARE = 0.25
const MINOR_SHARE = 0.09

export interface Draft {
  readonly options: WorldOptions
  readonly interests: Interests
  readonly degrees: Degrees
  readonly ageBands: Uint8Array
  readonly createdAtMillis: Float64Array
  /** Place in `LANGUAGES`; all the first one where a world has no more. */
  readonly languages: Uint8Array
  readonly roles: Uint8Array
  readonly groups: Uint16Array
  readonly groupNames: string[]
  readonly follows: Pairs
  readonly tagUses: Pairs
  readonly tagNames: string[]
  /** Accounts that innocent groups gather around: some camouflage goes to them. */
  readonly idols: number[]
  /** Gives an invented word, never the same twice. */
  readonly nextWord: () => string
  /** Accounts of no group yet, in random order, so that a group is spread over all rows. */
  readonly unclaimed: Uint32Array
  claimed: number
}

export function createDraft(options: WorldOptions, random: Random): Draft {
  const { accounts, meanFollows } = options
  const rows = new Uint32Array(accounts)
  for (let i = 0; i < accounts; i++) rows[i] = i
  const ageBands = new Uint8Array(accounts)
  const createdAtMillis = new Float64Array(accounts)
  for (let i = 0; i < accounts; i++) {
    ageBands[i] = AGE_BANDS.indexOf(drawAgeBand(random))
    const age = random.next() * (LAST_ACCOUNT_MILLIS - FIRST_ACCOUNT_MILLIS)
    createdAtMillis[i] = FIRST_ACCOUNT_MILLIS + Math.floor(age / 1000) * 1000
  }
  return {
    options,
    interests: drawInterests(random.fork(1), accounts),
    degrees: drawDegrees(random.fork(2), accounts, meanFollows),
    ageBands,
    createdAtMillis,
    languages: new Uint8Array(accounts),
    roles: new Uint8Array(accounts),
    groups: new Uint16Array(accounts),
    groupNames: [''],
    follows: createPairs(Math.ceil(accounts * meanFollows * 1.4)),
    tagUses: createPairs(accounts * 6),
    tagNames: [],
    idols: [],
    nextWord: createWords(random.fork(3)),
    unclaimed: shuffle(random.fork(4), rows),
    claimed: 0,
  }
}

/** Take `count` accounts that belong to no group and name them one. Their role is `bystander`. */
export function claimGroup(draft: Draft, name: string, count: number): Uint32Array {
  if (draft.claimed + count > draft.unclaimed.length) {
    throw new RangeError(
      `"${name}" expected at most ${draft.unclaimed.length - draft.claimed} accounts, got ${count}`,
    )
  }
  const members = draft.unclaimed.slice(draft.claimed, draft.claimed + count)
  draft.claimed += count
  const group = draft.groupNames.push(name) - 1
  for (const member of members) {
    draft.groups[member] = group
    setRole(draft, member, 'bystander')
  }
  return members
}

export function setRole(draft: Draft, account: number, role: Role): void {
  draft.roles[account] = ROLES.indexOf(role) + 1
}

export function setAgeBand(draft: Draft, account: number, band: AgeBand): void {
  draft.ageBands[account] = AGE_BANDS.indexOf(band)
}

/** Move a group to one topic, as people who share an interest are. */
export function setHome(draft: Draft, members: Uint32Array, home: number): void {
  for (const member of members) draft.interests.homes[member] = home
}

export function follow(draft: Draft, source: number, target: number): void {
  if (source !== target) addPair(draft.follows, source, target)
}

export function createTag(draft: Draft): number {
  return draft.tagNames.push(draft.nextWord()) - 1
}

export function useTag(draft: Draft, account: number, tag: number, count: number): void {
  for (let k = 0; k < count; k++) addPair(draft.tagUses, account, tag)
}

function drawAgeBand(random: Random): AgeBand {
  const draw = random.next()
  if (draw < UNKNOWN_AGE_SHARE) return 'unknown'
  return draw < UNKNOWN_AGE_SHARE + MINOR_SHARE ? 'minor' : 'adult'
}

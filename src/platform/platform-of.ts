/**
 * A small platform written down in place: for tests and examples.
 *
 * @module
 */
import { type AgeBand } from '../model/age-band.ts'
import { type Role } from '../model/role.ts'
import { type Signal } from '../model/signal.ts'
import { PlatformBuilder } from './builder.ts'
import { type Platform } from './platform.ts'

export interface SmallPlatform {
  /** Accounts in the order that their rows shall have; others follow as they are named. */
  readonly accounts?: readonly string[]
  readonly follows?: readonly (readonly [source: string, target: string])[]
  /** The count is 1 unless said; so are the weights below. */
  readonly tags?: readonly (readonly [account: string, tag: string, count?: number])[]
  readonly items?: readonly (readonly [account: string, item: string, weight?: number])[]
  readonly contacts?: readonly (readonly [account: string, target: string, weight?: number])[]
  /** An `investigator`'s, harmful and certain, unless said. */
  readonly signals?: readonly (Pick<Signal, 'subject'> & Partial<Signal>)[]
  readonly ageBands?: Readonly<Record<string, AgeBand>>
  readonly truth?: readonly (readonly [account: string, role: Role | null, group: string])[]
}

/**
 * Build a platform from ids.
 *
 * @example
 * ```ts
 * const platform = platformOf({ follows: [['ada', 'bo'], ['bo', 'ada']], tags: [['ada', 'zorblax', 3]] })
 * ```
 */
export function platformOf(small: SmallPlatform): Platform {
  const builder = new PlatformBuilder()
  const { accounts, tags, items } = builder
  for (const account of small.accounts ?? []) accounts.add(account)
  for (const [source, target] of small.follows ?? []) {
    builder.follow(accounts.add(source), accounts.add(target))
  }
  for (const [account, tag, count] of small.tags ?? []) {
    builder.useTag(accounts.add(account), tags.add(tag), count ?? 1)
  }
  for (const [account, item, weight] of small.items ?? []) {
    builder.useItem(accounts.add(account), items.add(item), weight ?? 1)
  }
  for (const [account, target, weight] of small.contacts ?? []) {
    builder.contact(accounts.add(account), accounts.add(target), weight ?? 1)
  }
  for (const [account, ageBand] of Object.entries(small.ageBands ?? {})) {
    builder.describe(accounts.add(account), { ageBand })
  }
  for (const signal of small.signals ?? []) builder.signal({ ...SIGNAL_DEFAULTS, ...signal })
  for (const [account, role, group] of small.truth ?? []) {
    builder.know(accounts.add(account), role, group)
  }
  return builder.build()
}

const SIGNAL_DEFAULTS = {
  kind: 'investigator',
  confidence: 1,
  polarity: 'harmful',
  policy: null,
  atMillis: null,
  reference: null,
} as const

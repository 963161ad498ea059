/**
 * The guard: every list of candidates passes it before it is shown, and every batch of interactions
 * before the recommender learns from it.
 *
 * In memory, no I/O, no clock, no timer: it can live inside the recommender's own process. What
 * leaves it is the answer to what was asked; there is no way to list the accounts that it withholds.
 *
 * @module
 */
import { DEFAULT_POLICY } from '../model/default-policy.ts'
import { InputError } from '../model/errors.ts'
import { parsePolicy } from '../model/parse-policy.ts'
import { shown } from '../model/parse.ts'
import { ACTIONS, type Policy } from '../model/policy.ts'
import { type Surface, SURFACES } from '../model/surface.ts'
import { type AccountStanding, standingByte } from './account-standing.ts'
import { compilePolicy, learnPlace, RULED_BITS, showPlace } from './compile-policy.ts'
import {
  shadowCounts,
  type ShadowCounts,
  type ShadowPolicy,
  shadowPolicy,
  tallyPlace,
} from './shadow-policy.ts'
import { createStandingTable, NO_ID, notAnId } from './standing-table.ts'

/** More than any surface shows; a longer list is a fault of the caller. */
export const MOST_CANDIDATES = 5_000
export const MOST_INTERACTIONS = 100_000

/** Something an account did to another: `view`, `follow`, or whatever the platform calls it. */
export interface Interaction {
  readonly account: string
  readonly target: string
  readonly kind: string
}

export interface FilterAnswer {
  /** Policy and standings that decided, and whether the guard was failing: for the platform's log. */
  readonly decision: string
  /** To show, in the order in which they came. */
  readonly allowed: readonly string[]
  /** To show after everything in `allowed`, if at all, in the order in which they came. */
  readonly demoted: readonly string[]
  /** How many are not to be shown. Which ones can be seen from the lists; who they are need not be logged. */
  readonly withheld: number
  /** Only with a live policy in mode `shadow`, where `allowed` is everything: what it would have done. */
  readonly shadow?: { readonly demoted: number; readonly withheld: number }
}

export interface LearnAnswer {
  readonly decision: string
  /** Places of the interactions that the recommender may learn from, rising. */
  readonly learn: readonly number[]
}

/** `empty` never had standings, `live` has them, `stale` has lost the feed that keeps them fresh. */
export type GuardState = 'empty' | 'live' | 'stale'

export interface Guard {
  /**
   * Part the candidates of a surface for one viewer. Pass what the platform chose to recommend, not
   * what the viewer chose to follow: the guard decides about recommendation, it takes nothing away.
   * `viewer` is null where nobody is logged in. Takes 0.1 to 0.4 µs a candidate.
   *
   * @throws {InputError} for more than 5,000 candidates, an unknown surface, or something that is no id.
   */
  readonly filter: (
    viewer: string | null,
    surface: Surface,
    candidates: readonly string[],
  ) => FilterAnswer
  /**
   * Say which interactions the recommender may learn from.
   *
   * @throws {InputError} for more than 100,000 interactions, or one without account and target.
   */
  readonly learn: (interactions: readonly Interaction[]) => LearnAnswer
  /**
   * Change the standings of some accounts: all of them or, when one is faulty, none. A guard that is
   * `empty` or `stale` stays so, since it may still have missed others.
   *
   * @param version names the state that this leads to; a count unless said.
   */
  readonly setStandings: (changes: Iterable<AccountStanding>, version?: string) => void
  /** Put these standings in the place of all others; the guard is then live. All of them or none. */
  readonly replaceStandings: (standings: Iterable<AccountStanding>, version?: string) => void
  /**
   * The byte of one account, 0 when there is none: what is needed to change it and change it back.
   *
   * @throws {InputError} if it is no id.
   */
  readonly standingOf: (account: string) => number
  /** @throws {InputError} as `parsePolicy` does; the policy before it then stays. */
  readonly setPolicy: (policy: Policy) => void
  /**
   * Count what this policy would do otherwise than the live one, from zero; null ends it. It decides
   * nothing.
   *
   * @throws {InputError} as `parsePolicy` does; the draft before it then stays.
   */
  readonly setDraft: (policy: Policy | null) => void
  /** What the draft would have done otherwise so far; null while there is none. */
  readonly shadowCounts: () => ShadowCounts | null
  /** Say that the feed of standings is lost: each surface then does what its policy says. */
  readonly markStale: () => void
  /** Say that the feed has caught up. An empty guard stays empty. */
  readonly markLive: () => void
  readonly state: GuardState
  /** What `decision` says: `<policy>/<standings>`, then `/empty` or `/stale`, then `/shadow`. */
  readonly version: string
}

export interface GuardOptions {
  /** `DEFAULT_POLICY` unless said. */
  readonly policy?: Policy
  /** Left out: the guard is `empty` and closed until `replaceStandings`. `[]` says that there are none. */
  readonly standings?: Iterable<AccountStanding>
}

/** @throws {InputError} if the policy is below the floor or not one, or a standing is not one. */
export function createGuard({
  policy: given = DEFAULT_POLICY,
  standings,
}: GuardOptions = {}): Guard {
  let policy = parsePolicy(given)
  let compiled = compilePolicy(policy)
  let draft: Policy | null = null
  let shadow: ShadowPolicy | null = null
  let table = createStandingTable()
  let state: GuardState = 'empty'
  let changes = 0
  let standingsVersion = '0'
  let version = ''

  const guard: Guard = {
    filter(viewer, surface, candidates) {
      checkCount('candidates', candidates, MOST_CANDIDATES)
      const surfacePlace = SURFACES.indexOf(surface)
      if (surfacePlace < 0) {
        throw new InputError(
          `The surface is ${shown(surface)}; write one of ${SURFACES.join(', ')}.`,
        )
      }
      const viewerStanding = viewer === null ? 0 : table.get(viewer)
      if (viewerStanding === NO_ID) throw notAnId('The viewer', viewer)
      const { show } = compiled
      const row = showPlace(surfacePlace, viewerStanding)
      const closed = isClosed(policy.onFailure[surface])

      const allowed: string[] = []
      const demoted: string[] = []
      let withheld = 0
      // while the guard fails it is not the policy that decides, so there is nothing to compare
      const compared = state === 'live' ? shadow : null
      const tally = tallyPlace(surfacePlace)
      for (let i = 0; i < candidates.length; i++) {
        const id = candidates[i]!
        const standing = table.get(id)
        if (standing === NO_ID) throw notAnId(`candidates[${i}]`, id)
        if (closed && !isKnownClear(standing)) {
          withheld++
          continue
        }
        const place = row + (standing & RULED_BITS)
        if (compared !== null) compared.showTally[tally + compared.shown[place]!]!++
        const action = show[place]
        if (action === ALLOW) allowed.push(id)
        else if (action === DEMOTE) demoted.push(id)
        else withheld++
      }
      if (policy.mode === 'enforce') return { decision: version, allowed, demoted, withheld }
      const held = { demoted: demoted.length, withheld }
      return { decision: version, allowed: [...candidates], demoted: [], withheld: 0, shadow: held }
    },

    learn(interactions) {
      checkCount('interactions', interactions, MOST_INTERACTIONS)
      const closed = isClosed(policy.learn.onFailure)
      const learnsAll = policy.mode === 'shadow'
      const compared = state === 'live' ? shadow : null
      const learn: number[] = []
      for (let i = 0; i < interactions.length; i++) {
        const interaction = interactions[i]!
        const actor = table.get(interaction?.account)
        if (actor === NO_ID) throw notAnId(`interactions[${i}].account`, interaction?.account)
        const touched = table.get(interaction.target)
        if (touched === NO_ID) throw notAnId(`interactions[${i}].target`, interaction.target)
        const place = learnPlace(actor) + (touched & RULED_BITS)
        if (compared !== null) compared.learnTally[compared.learnt[place]!]!++
        const may =
          compiled.learn[place] === 1 && (!closed || (isKnownClear(actor) && isKnownClear(touched)))
        if (may || learnsAll) learn.push(i)
      }
      return { decision: version, learn }
    },

    setStandings(changed, name) {
      // all read before the first is set, so that a faulty one leaves the table as it was
      const read = [...changed].map((entry, i): [string, number] => {
        const byte = readEntry(entry, i)
        return [entry.account, byte]
      })
      for (const [account, byte] of read) table.set(account, byte)
      renew(state, name)
    },

    replaceStandings(all, name) {
      const fresh = createStandingTable(Array.isArray(all) ? all.length : 0)
      let i = 0
      for (const entry of all) {
        const byte = readEntry(entry, i++)
        fresh.set(entry.account, byte)
      }
      table = fresh
      renew('live', name)
    },

    standingOf(account) {
      const standing = table.get(account)
      if (standing === NO_ID) throw notAnId('The account', account)
      return standing
    },

    setPolicy(next) {
      policy = parsePolicy(next)
      compiled = compilePolicy(policy)
      if (draft) guard.setDraft(draft)
      rename()
    },

    setDraft(next) {
      draft = next && parsePolicy(next)
      shadow = draft && shadowPolicy([policy, compiled], [draft, compilePolicy(draft)])
    },

    shadowCounts: () => draft && shadow && shadowCounts(draft.version, shadow),

    markStale() {
      if (state === 'live') state = 'stale'
      rename()
    },

    markLive() {
      if (state === 'stale') state = 'live'
      rename()
    },

    get state() {
      return state
    },

    get version() {
      return version
    },
  }

  function readEntry(entry: AccountStanding, place: number): number {
    const byte = standingByte(entry, place)
    if (table.get(entry.account) !== NO_ID) return byte
    throw notAnId(`standings[${place}].account`, entry.account)
  }

  function renew(next: GuardState, name: string | undefined): void {
    changes++
    standingsVersion = name ?? String(changes)
    state = next
    rename()
  }

  function rename(): void {
    const failing = state === 'live' ? '' : `/${state}`
    const shadow = policy.mode === 'shadow' ? '/shadow' : ''
    version = `${policy.version}/${standingsVersion}${failing}${shadow}`
  }

  /** Whether only accounts known to be clear may pass. Without a last good state there is no other way. */
  function isClosed(onFailure: Policy['onFailure'][Surface]): boolean {
    return state === 'empty' || (state === 'stale' && onFailure === 'closed')
  }

  if (standings) guard.replaceStandings(standings)
  else rename()
  return Object.freeze(guard)
}

const ALLOW = ACTIONS.indexOf('allow')
const DEMOTE = ACTIONS.indexOf('demote')

/** In the table, at `clear`, not protected; of any age. */
function isKnownClear(standing: number): boolean {
  return (standing & 0b1000_1111) === 0b1000_0000
}

function checkCount(name: string, list: readonly unknown[], most: number): void {
  if (!Array.isArray(list)) throw new InputError(`${name} is ${shown(list)}; write a list.`)
  if (list.length <= most) return
  throw new InputError(`${name} has ${list.length} entries; send at most ${most} at a time.`)
}

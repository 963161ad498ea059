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
import { UNKNOWN_STANDING } from '../model/standing.ts'
import { type Surface, SURFACES } from '../model/surface.ts'
import { type AccountStanding, standingByte } from './account-standing.ts'
import { type CodedAnswer, type FilterAnswer, type LearnAnswer } from './answers.ts'
import { compilePolicy, learnPlace, RULED_BITS, showPlace } from './compile-policy.ts'
import { createHashedQuestion, type HashedQuestion, laneOf, VIEWER } from './hashed-question.ts'
import { hashNumber, hashString } from './id-hash.ts'
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
   * The same for a platform whose ids are unsigned 64-bit numbers: 7n is the account "7" everywhere
   * else. Takes half the time.
   *
   * @throws {InputError} for more than 5,000 candidates, an unknown surface, or other than 64 bits.
   */
  readonly filterNumeric: (
    viewer: bigint | null,
    surface: Surface,
    candidates: BigUint64Array,
  ) => CodedAnswer
  /**
   * The same for ids that were hashed already. Its `actions` are the guard's own: read them before the
   * guard is asked again.
   *
   * @throws {InputError} for an unknown surface.
   */
  readonly judge: (question: HashedQuestion, surface: Surface) => CodedAnswer
  /**
   * Say which interactions the recommender may learn from.
   *
   * @throws {InputError} for more than 100,000 interactions, or one without account and target.
   */
  readonly learn: (interactions: readonly Interaction[]) => LearnAnswer
  /**
   * Change the standings of some accounts: all of them or, when one is faulty, none. What was decided
   * stays above them. A guard that is `empty` or `stale` stays so, since it may still have missed others.
   *
   * @param version names the state that this leads to; a count unless said.
   */
  readonly setStandings: (changes: Iterable<AccountStanding>, version?: string) => void
  /**
   * Put these standings in the place of all others but those decided; the guard is then live. All of
   * them or none. They are read one by one and not kept: ten million may come from a generator, and
   * least memory is needed when it has a `size`.
   */
  readonly replaceStandings: (standings: Iterable<AccountStanding>, version?: string) => void
  /**
   * Decide about single accounts, above what is said of everybody: all of them or, when one is faulty,
   * none. `UNKNOWN_STANDING` takes back what was decided, and uncovers what is said by then.
   */
  readonly decideStandings: (changes: Iterable<AccountStanding>, version?: string) => void
  /**
   * Make room for so many more accounts at once. A table that grows as they come holds both of its
   * sizes each time that it does.
   */
  readonly reserve: (accounts: number) => void
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
  standings: first,
}: GuardOptions = {}): Guard {
  let policy = parsePolicy(given)
  let compiled = compilePolicy(policy)
  let draft: Policy | null = null
  let draftShadow: ShadowPolicy | null = null
  let table = createStandingTable()
  let state: GuardState = 'empty'
  let changes = 0
  let standingsVersion = '0'
  let version = ''
  const question = createHashedQuestion(MOST_CANDIDATES)
  const standings = new Uint8Array(MOST_CANDIDATES + 1)
  const actions = new Uint8Array(MOST_CANDIDATES)

  const guard: Guard = {
    filter(viewer, surface, candidates) {
      checkCount('candidates', candidates, MOST_CANDIDATES)
      placeOf(surface)
      question.hasViewer = viewer !== null
      if (viewer !== null && !hashString(viewer, question.lanes, VIEWER)) {
        throw notAnId('The viewer', viewer)
      }
      question.count = candidates.length
      for (let i = 0; i < candidates.length; i++) {
        if (hashString(candidates[i], question.lanes, laneOf(i))) continue
        throw notAnId(`candidates[${i}]`, candidates[i])
      }
      const { decision, actions, withheld, shadow } = guard.judge(question, surface)
      const allowed: string[] = []
      const demoted: string[] = []
      for (let i = 0; i < candidates.length; i++) {
        const action = actions[i]
        if (action === ALLOW) allowed.push(candidates[i]!)
        else if (action === DEMOTE) demoted.push(candidates[i]!)
      }
      return { decision, allowed, demoted, withheld, ...(shadow && { shadow }) }
    },

    filterNumeric(viewer, surface, candidates) {
      if (!(candidates instanceof BigUint64Array)) {
        throw new InputError(`candidates is ${shown(candidates)}; write a BigUint64Array.`)
      }
      checkLength('candidates', candidates.length, MOST_CANDIDATES)
      question.hasViewer = viewer !== null
      if (viewer !== null) {
        if (typeof viewer !== 'bigint' || BigInt.asUintN(64, viewer) !== viewer) {
          throw new InputError(`The viewer is ${shown(viewer)}; write a bigint of 64 bits.`)
        }
        hashNumber(Number(viewer & 0xffff_ffffn), Number(viewer >> 32n), question.lanes, VIEWER)
      }
      question.count = candidates.length
      // by halves, as the processors that JavaScript runs on have them: a bigint each would be an object
      const { buffer, byteOffset, length } = candidates
      const halves = new Uint32Array(buffer, byteOffset, length * 2)
      for (let i = 0; i < length; i++) {
        hashNumber(halves[i * 2]!, halves[i * 2 + 1]!, question.lanes, laneOf(i))
      }
      const answer = guard.judge(question, surface)
      return { ...answer, actions: answer.actions.slice() }
    },

    judge({ lanes, hasViewer, count }, surface) {
      const surfacePlace = placeOf(surface)
      table.getAll(lanes, count + 1, standings)
      const row = showPlace(surfacePlace, hasViewer ? standings[0]! : UNKNOWN_STANDING)
      const { show } = compiled
      const closed = isClosed(policy.onFailure[surface])
      // while the guard fails it is not the policy that decides, so there is nothing to compare
      const compared = state === 'live' ? draftShadow : null
      const tally = tallyPlace(surfacePlace)
      let demoted = 0
      let withheld = 0
      for (let i = 0; i < count; i++) {
        const standing = standings[i + 1]!
        const place = row + (standing & RULED_BITS)
        if (compared !== null) compared.showTally[tally + compared.shown[place]!]!++
        const action = closed && !isKnownClear(standing) ? WITHHOLD : show[place]!
        actions[i] = action
        demoted += action & 1
        withheld += action >> 1
      }
      const answer = { decision: version, actions: actions.subarray(0, count), demoted, withheld }
      if (policy.mode === 'enforce') return answer
      answer.actions.fill(ALLOW)
      return { ...answer, demoted: 0, withheld: 0, shadow: { demoted, withheld } }
    },

    learn(interactions) {
      checkCount('interactions', interactions, MOST_INTERACTIONS)
      const closed = isClosed(policy.learn.onFailure)
      const learnsAll = policy.mode === 'shadow'
      const compared = state === 'live' ? draftShadow : null
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
      for (const [account, byte] of readAll(changed)) table.set(account, byte)
      renew(state, name)
    },

    replaceStandings(all, name) {
      const fresh = table.onlyDecided(sizeOf(all))
      let i = 0
      for (const entry of all) {
        const byte = readEntry(entry, i++)
        fresh.set(entry.account, byte)
      }
      table = fresh
      renew('live', name)
    },

    decideStandings(changed, name) {
      for (const [account, byte] of readAll(changed)) table.decide(account, byte)
      renew(state, name)
    },

    reserve: (accounts) => table.reserve(accounts),

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
      draftShadow = draft && shadowPolicy([policy, compiled], [draft, compilePolicy(draft)])
    },

    shadowCounts: () => draft && draftShadow && shadowCounts(draft.version, draftShadow),

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

  /** All are read before the first is set, so that a faulty one leaves the table as it was. */
  function readAll(changed: Iterable<AccountStanding>): [string, number][] {
    return [...changed].map((entry, i) => {
      const byte = readEntry(entry, i)
      return [entry.account, byte]
    })
  }

  function readEntry(entry: AccountStanding, place: number): number {
    const byte = standingByte(entry, place)
    if (hashString(entry.account, question.lanes, VIEWER)) return byte
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

  if (first) guard.replaceStandings(first)
  else rename()
  return Object.freeze(guard)
}

// 0, 1 and 2: the codes of a `CodedAnswer`, which counts by their bits
const ALLOW = ACTIONS.indexOf('allow')
const DEMOTE = ACTIONS.indexOf('demote')
const WITHHOLD = ACTIONS.indexOf('withhold')

/** @throws {InputError} if there is no such surface. */
function placeOf(surface: Surface): number {
  const place = SURFACES.indexOf(surface)
  if (place >= 0) return place
  throw new InputError(`The surface is ${shown(surface)}; write one of ${SURFACES.join(', ')}.`)
}

/** In the table, at `clear`, not protected; of any age. */
function isKnownClear(standing: number): boolean {
  return (standing & 0b1000_1111) === 0b1000_0000
}

function checkCount(name: string, list: readonly unknown[], most: number): void {
  if (!Array.isArray(list)) throw new InputError(`${name} is ${shown(list)}; write a list.`)
  checkLength(name, list.length, most)
}

function checkLength(name: string, length: number, most: number): void {
  if (length <= most) return
  throw new InputError(`${name} has ${length} entries; send at most ${most} at a time.`)
}

/** How many there are, where the list says so beforehand: a table then need not grow. */
function sizeOf(list: Iterable<unknown> & { readonly length?: unknown; readonly size?: unknown }) {
  const size = list?.length ?? list?.size
  return typeof size === 'number' ? size : 0
}

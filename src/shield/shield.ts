/**
 * From a new seed to its surroundings shielded, within a second: what a worker beside the server does.
 *
 * Each step takes in what is new, judges around one seed, and writes what has become stronger at once.
 * What has become weaker waits until everything was judged that a change could have touched, so that nobody
 * is shown in between. A posted seed is judged alone, whatever came before or after it: what stands
 * in the end does not depend on the order in which signals came.
 *
 * @module
 */
import { type Casework } from '../casework/casework.ts'
import { inferStandings, type InferredStanding } from '../casework/infer-standings.ts'
import { placeIn } from '../detect/every-row.ts'
import { INFERRED_LIFE_MILLIS, isInferred } from '../model/automation.ts'
import { UNKNOWN_STANDING, weightOfStanding } from '../model/standing.ts'
import { type Platform } from '../platform/platform.ts'
import { type Judgement, judgeAround, LOOKS } from './judge.ts'
import { openSeedBook } from './seed-book.ts'
import { type Claim, strongest } from './strongest.ts'
import { createTasks } from './tasks.ts'

export interface ShieldOptions {
  readonly casework: Casework
  readonly platform: Platform
  /** What the latest map says software may do, each with the end of the map's word. */
  readonly mapped: readonly InferredStanding[]
  readonly quota: number
  /** Who this worker is; it must hold the automation. */
  readonly holder: string
}

export interface Step {
  /** False when another worker has taken over: this one is to be let go of. */
  readonly held: boolean
  /** Standings that were changed. */
  readonly changed: number
  /** Whether there is more to judge at once. */
  readonly busy: boolean
}

export interface Shield {
  /** One piece of work, some tenths of a second at most. @throws {StoreError} if the store cannot be used. */
  readonly step: () => Promise<Step>
}

const STANDINGS_AT_ONCE = 5000
/** Seeds judged for nothing at the start. */
const WARM_UPS = 4
/** The key of a claim in the place of a seed and a look. */
const THE_MAP = 'map'
const NEAR = 'Of the network around accounts with accepted signals.'
const NO_LONGER = 'No evidence speaks for it any longer.'

/** Reads what was inferred before. @throws {StoreError} if the store cannot be used. */
export async function createShield(options: ShieldOptions): Promise<Shield> {
  const { casework, platform, mapped, quota, holder } = options
  const { store, now } = casework
  const { accounts } = platform
  const book = openSeedBook(platform, store)
  const tasks = createTasks(LOOKS.length)
  const judgements = new Map<number, (Judgement | undefined)[]>()
  /** Who says what of each account, by the row. */
  const claims = new Map<number, Map<string, Claim>>()
  /** What was written, or found: by the account, since one may have left the graph. */
  const inForce = new Map<string, { readonly standing: number; readonly untilMillis: number }>()
  /** Accounts to be held against the evidence once all is judged. */
  let waiting = new Set<string>()

  for (const { account, ...claim } of mapped) {
    const row = accounts.find(account)
    if (row < 0) continue
    claimFor(row, THE_MAP, claim)
    waiting.add(account)
  }
  for (let version = 0; ;) {
    const page = await store.standings({ after: version, limit: STANDINGS_AT_ONCE })
    for (const stored of page) {
      const { account, standing, expiresAtMillis } = stored
      if (!isInferred(stored) || standing === UNKNOWN_STANDING) continue
      inForce.set(account, { standing, untilMillis: expiresAtMillis! })
      waiting.add(account)
    }
    version = page.at(-1)?.version ?? version
    if (page.length < STANDINGS_AT_ONCE) break
  }

  function claimFor(row: number, by: string, claim: Claim | null): void {
    const known = claims.get(row)
    if (claim) {
      if (known) known.set(by, claim)
      else claims.set(row, new Map([[by, claim]]))
    } else if (known?.delete(by) && known.size === 0) claims.delete(row)
  }

  async function takeIn(): Promise<void> {
    const { added, removed } = await book.read()
    for (const row of removed) {
      tasks.drop(row)
      for (const look of LOOKS.keys()) put(row, look, undefined)
      judgements.delete(row)
    }
    for (const row of added) tasks.add(row, true)
    for (const changed of [...added, ...removed]) {
      for (const [row, looks] of judgements) {
        if (row === changed) continue
        if (looks.some((one) => one && placeIn(one.rows, changed) >= 0)) tasks.add(row, false)
      }
    }
  }

  /** Put a judgement in the place of the one before. Answers with the rows that either speaks of. */
  function put(seed: number, look: number, judgement: Judgement | undefined): Set<number> {
    const looks = judgements.get(seed) ?? []
    const touched = new Set(looks[look]?.standings.keys())
    const by = `${seed} ${look}`
    for (const row of touched) claimFor(row, by, null)
    const untilMillis = (book.postedAtMillis.get(seed) ?? 0) + INFERRED_LIFE_MILLIS
    for (const [row, standing] of judgement?.standings ?? []) {
      claimFor(row, by, { standing, untilMillis, reason: NEAR })
      touched.add(row)
    }
    looks[look] = judgement
    judgements.set(seed, looks)
    for (const row of touched) waiting.add(accounts.idOf(row))
    return touched
  }

  function wantedFor(account: string): InferredStanding {
    const row = accounts.find(account)
    const spoken = row < 0 || book.isCleared(row) ? [] : (claims.get(row)?.values() ?? [])
    const claim = strongest(spoken, now())
    return {
      account,
      standing: claim?.standing ?? UNKNOWN_STANDING,
      reason: claim?.reason ?? NO_LONGER,
      untilMillis: claim?.untilMillis ?? now(),
    }
  }

  function standingOf(account: string): number {
    const held = inForce.get(account)
    return held && held.untilMillis > now() ? held.standing : UNKNOWN_STANDING
  }

  /** Write these, and keep what the quota leaves for later. */
  async function write(
    wanted: readonly InferredStanding[],
    because: string,
  ): Promise<Omit<Step, 'busy'>> {
    if (wanted.length === 0) return { held: true, changed: 0 }
    const written = await inferStandings(casework, wanted, { holder, quota, because })
    if (!written.held) return { held: false, changed: 0 }
    const left = new Set(written.left.map(({ account }) => account))
    for (const { account, standing, untilMillis } of wanted) {
      if (left.has(account)) waiting.add(account)
      else if (standing === UNKNOWN_STANDING) inForce.delete(account)
      else inForce.set(account, { standing, untilMillis })
    }
    return { held: true, changed: written.changed }
  }

  // lays what is walked on, and lets the compiler learn: the first seed that is posted is waited for too
  for (const row of [...book.seeds.keys(), 0].slice(0, WARM_UPS)) {
    if (row >= accounts.size) continue
    for (const most of LOOKS) judgeAround(platform, row, book.seeds, most)
  }

  return Object.freeze<Shield>({
    async step() {
      await takeIn()
      const task = tasks.next()
      if (task) {
        const { seed, look } = task
        // it may have been withdrawn since
        const isPosted = book.seeds.has(seed) && book.postedAtMillis.has(seed)
        const touched = isPosted
          ? put(seed, look, judgeAround(platform, seed, book.seeds, LOOKS[look]))
          : new Set<number>()
        const stronger = [...touched]
          .map((row) => wantedFor(accounts.idOf(row)))
          .filter(
            (one) => weightOfStanding(one.standing) > weightOfStanding(standingOf(one.account)),
          )
        return { ...(await write(stronger, 'a seed')), busy: true }
      }
      // while it is halted, what waits is not worth a transaction each time
      if (waiting.size === 0 || (await store.automation()).haltedAtMillis !== null) {
        return { held: true, changed: 0, busy: false }
      }
      const all = [...waiting].map(wantedFor)
      waiting = new Set()
      return { ...(await write(all, 'the evidence as it stands')), busy: false }
    },
  })
}

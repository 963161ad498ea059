/**
 * One test account: it acts as its scenario says and keeps what it was shown.
 *
 * It lies over the platform and leaves no trace in it. With a guard, both ends are guarded as on the
 * platform itself: its interactions before the recommender learns of them, its candidates before it
 * is shown them. It acts the same either way.
 *
 * @module
 */
import { type Guard } from '../guard/index.ts'
import { type Surface } from '../model/surface.ts'
import { type Random } from '../util/random.ts'
import { type Candidates, guardedCandidates, unguardedCandidates } from './candidates.ts'
import { type Directory } from './directory.ts'
import { type MeetBy, type Scenario } from './scenario.ts'
import { type SurfaceRecommender, type ViewerContact } from './surface-recommender.ts'

/** What a test account was shown. */
export interface Session {
  /** Rows, best first; one list for each slate after the contact, empty where nothing came. */
  readonly slates: readonly Uint32Array[]
  /** Where each of them was shown. */
  readonly surfaces: readonly Surface[]
  /** Slates from before the contact. */
  readonly before: readonly Uint32Array[]
  /** What was removed by the platform, and after how many of `slates`; null when nothing was. */
  readonly removal: Removal | null
  /** Every list that the recommender offered, before and after the guard. */
  readonly offers: readonly Candidates[]
}

export interface Removal {
  readonly after: number
  readonly rows: ReadonlySet<number>
}

export interface TestAccount {
  /** Its id, which must be none of the platform's: the guard would take one for the other. */
  readonly id: string
  readonly scenario: Scenario
  /** The rows that it meets first; none for an account that meets nobody. */
  readonly contacts: readonly number[]
  /** Ordinary rows for its warm-up, in the order in which they are met. */
  readonly ordinary: readonly number[]
  /** What it searches for and whose tag page it opens. */
  readonly tag: string
  readonly personalised: boolean
  readonly random: Random
}

/** The guard, and at which of its ends it stands. */
export interface GuardedEnds {
  readonly guard: Guard
  readonly candidates: boolean
  readonly learning: boolean
}

export interface Stage {
  readonly recommender: SurfaceRecommender
  readonly ends: GuardedEnds | null
  /** What the platform would remove. */
  readonly harmful: Uint8Array
  readonly directory: Directory
  /** Begins the name of every request. */
  readonly arm: string
}

export async function runTestAccount(test: TestAccount, stage: Stage): Promise<Session> {
  const { id, scenario, random, tag } = test
  const { recommender, ends, harmful, directory } = stage
  const { slateSize, slatesPerRefresh, persona } = scenario
  // what the recommender knows of the account, and what must not be shown to it again
  const follows: string[] = []
  const contacts: ViewerContact[] = []
  const exclude = new Set<number>()
  const met = new Set<number>()
  const slates: Uint32Array[] = []
  const surfaces: Surface[] = []
  const before: Uint32Array[] = []
  const offers: Candidates[] = []
  let removal: Removal | null = null
  let isMet = false
  let list = new Uint32Array(0)
  let page = slatesPerRefresh
  let listed: Surface | null = null
  let requests = 0

  const act = (rows: readonly number[], kind: 'view' | 'follow') => {
    for (const row of rows) {
      met.add(row)
      if (kind === 'follow') exclude.add(row)
    }
    const targets = rows.map(directory.idOf)
    const places = ends?.learning
      ? ends.guard.learn(targets.map((target) => ({ account: id, target, kind }))).learn
      : rows.keys()
    for (const place of places) {
      if (kind === 'follow') follows.push(targets[place])
      else contacts.push({ account: targets[place], kind })
    }
    page = slatesPerRefresh // what comes next is asked for anew
  }

  const refresh = async (surface: Surface): Promise<void> => {
    const seed = random.below(0x7fffffff)
    const ask = async (count: number): Promise<Uint32Array> => {
      const ids = await recommender.recommend({
        key: `${stage.arm}/${id}/${requests++}`,
        surface,
        count,
        viewer: {
          id,
          ageBand: persona.ageBand,
          region: persona.region,
          follows: [...follows],
          contacts: [...contacts],
          // somebody followed is never suggested again, whether it was learnt from or not
          exclude: Array.from(exclude, directory.idOf),
        },
        personalised: test.personalised,
        subject:
          surface === 'related-accounts' && test.contacts.length > 0
            ? directory.idOf(test.contacts[0])
            : null,
        query: queryOn(surface, tag),
        tag: surface === 'tag-page' ? tag : null,
        seed,
      })
      return Uint32Array.from(ids, directory.rowOf)
    }
    const wanted = slateSize * slatesPerRefresh
    const offer = ends?.candidates
      ? await guardedCandidates(ask, wanted, {
          guard: ends.guard,
          viewer: id,
          surface,
          idOf: directory.idOf,
        })
      : await unguardedCandidates(ask, wanted)
    offers.push(offer)
    list = offer.shown.slice(0, wanted)
    listed = surface
    page = 0
  }

  const look = async (surface: Surface): Promise<Uint32Array> => {
    if (page === slatesPerRefresh || surface !== listed) await refresh(surface)
    const slate = list.slice(page * slateSize, (page + 1) * slateSize)
    page++
    return slate
  }
  const see = async (surface: Surface): Promise<Uint32Array> => {
    const slate = await look(surface)
    if (isMet) {
      slates.push(slate)
      surfaces.push(surface)
    } else before.push(slate)
    return slate
  }

  const meet = async (by: MeetBy, count: number): Promise<void> => {
    if (test.contacts.length > 0) {
      if (by === 'view' || by === 'follow') act(test.contacts, by)
      // its own page is the contact, and no exposure that came of it
      else {
        const slate = await look(by === 'search' ? 'search-accounts' : 'tag-page')
        act([...slate.subarray(0, count)], 'view')
      }
    }
    isMet = true
  }

  let warmedUp = 0
  const warmUp = (count: number, kind: 'view' | 'follow') => {
    const rows = test.ordinary.slice(warmedUp, warmedUp + count)
    warmedUp += count
    if (rows.length > 0) act(rows, kind)
  }

  for (const step of scenario.steps) {
    if (step.kind === 'warm-up') {
      warmUp(step.follows, 'follow')
      warmUp(step.views, 'view')
    }
    if (step.kind === 'meet') await meet(step.by, step.count)
    if (step.kind === 'look') {
      for (let k = 0; k < step.slates; k++) await see(step.surface ?? scenario.surface)
    }
    if (step.kind === 'follow-recommended') {
      const came: number[] = []
      for (let k = 0; k * slateSize < step.count; k++) came.push(...(await see(scenario.surface)))
      act(came.slice(0, step.count), 'follow')
    }
    if (step.kind === 'remove-network') {
      const rows = new Set<number>()
      for (const row of [...met, ...slates.flatMap((slate) => [...slate])]) {
        if (harmful[row] === 1) rows.add(row)
      }
      for (const row of rows) exclude.add(row)
      removal = { after: slates.length, rows }
      page = slatesPerRefresh
    }
  }
  return { slates, surfaces, before, removal, offers }
}

/** Half of it is enough where a surface completes what is typed. */
function queryOn(surface: Surface, tag: string): string | null {
  if (surface === 'search-accounts') return tag
  if (surface !== 'search-suggestions') return null
  const characters = Array.from(tag)
  return characters.slice(0, Math.ceil(characters.length / 2)).join('')
}

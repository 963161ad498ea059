/**
 * Brakes as the guard needs them: is this question held, and which accounts are.
 *
 * A brake is no policy. It holds in shadow mode too, and whatever the standings are. Where a question
 * does not say what a live brake would have to know, its region or its tag, the brake holds it: an
 * emergency that silently does nothing would be worse than an empty list.
 *
 * @module
 */
import { type Brake, isLive } from '../model/brake.ts'
import { type Surface } from '../model/surface.ts'

export interface Question {
  readonly surface: Surface
  /** Of the viewer, as the platform names its regions; null when it is not said. */
  readonly region: string | null
  /** What is looked for or shown: the tag of a `tag-page`, the text of a search; null when it is not said. */
  readonly tag: string | null
}

export interface Brakes {
  /**
   * Put these in the place of all others: the live ones, and none of long ago.
   *
   * @param members the accounts that each brake on a network holds, by its id.
   */
  readonly set: (brakes: readonly Brake[], members: BrakeMembers) => void
  /** The brake that holds the whole answer, or null. */
  readonly holding: (question: Question, nowMillis: number) => Brake | null
  /** The brake on everything, or null: then nothing is learnt either. */
  readonly holdingAll: (nowMillis: number) => Brake | null
  /** Accounts of braked networks: shown to nobody, and nothing is learnt by or about them. */
  readonly heldAccounts: (nowMillis: number) => ReadonlySet<string>
  readonly live: (nowMillis: number) => readonly Brake[]
}

export type BrakeMembers = ReadonlyMap<string, ReadonlySet<string>>

const NOBODY: ReadonlySet<string> = new Set()

export function createBrakes(): Brakes {
  let brakes: readonly Brake[] = []
  let members = new Map<Brake, ReadonlySet<string>>()
  let held = { names: '', accounts: NOBODY }

  return Object.freeze<Brakes>({
    set(next, accounts) {
      brakes = next.filter(({ releasedAtMillis }) => releasedAtMillis === null)
      const networks = brakes.filter(({ scope }) => 'network' in scope)
      members = new Map(networks.map((brake) => [brake, accounts.get(brake.id) ?? NOBODY]))
    },

    holding(question, nowMillis) {
      for (const brake of brakes) {
        if (isAbout(brake, question) && isLive(brake, nowMillis)) return brake
      }
      return null
    },

    holdingAll(nowMillis) {
      return brakes.find((each) => 'all' in each.scope && isLive(each, nowMillis)) ?? null
    },

    heldAccounts(nowMillis) {
      if (members.size === 0) return NOBODY
      const live = [...members].filter(([brake]) => isLive(brake, nowMillis))
      // asked with every list of candidates: put together anew only when one has come or ended
      const names = live.map(([brake]) => brake.id).join()
      if (names !== held.names) {
        held = { names, accounts: new Set(live.flatMap(([, accounts]) => [...accounts])) }
      }
      return held.accounts
    },

    live(nowMillis) {
      return brakes.filter((brake) => isLive(brake, nowMillis))
    },
  })
}

function isAbout({ scope }: Brake, { surface, region, tag }: Question): boolean {
  if ('all' in scope) return true
  if ('surface' in scope) return scope.surface === surface
  if ('region' in scope) return region === null || scope.region === region
  if ('tag' in scope) {
    return tag === null ? surface === 'tag-page' : tagName(tag) === tagName(scope.tag)
  }
  return false // a network is held account by account
}

/** As tags are compared: `#Quibblefen` and `quibblefen` are one. */
function tagName(text: string): string {
  return text.normalize('NFKC').trim().replace(/^#/, '').toLowerCase()
}

/**
 * The recommender under test, as an audit sees it: somebody asks on a surface, accounts come back.
 *
 * One door for all seven surfaces and for every way to a recommender, in this process or over a
 * network. It is asynchronous and speaks in ids, because a platform's own recommender does.
 *
 * @module
 */
import { type AgeBand } from '../model/age-band.ts'
import { type Surface } from '../model/surface.ts'
import { type ContactKind } from '../recommend/recommender.ts'

export interface SurfaceRecommender {
  readonly id: string
  readonly title: string
  /** Requests that may be under way at once. */
  readonly mostAtOnce: number
  /** Accounts to show, best first, each once; at most `count`, fewer when there are no more. */
  readonly recommend: (request: SlateRequest) => Promise<readonly string[]>
  /** Let go of connections and processes. */
  readonly close: () => Promise<void>
}

export interface SlateRequest {
  /** Names the request within its audit: asked again after a crash, it has the same name. */
  readonly key: string
  readonly surface: Surface
  readonly count: number
  readonly viewer: Viewer
  /** False: what would be shown to anybody, whatever is known of the viewer. */
  readonly personalised: boolean
  /** On `related-accounts`, the account whose page it is. */
  readonly subject: string | null
  /** On `search-accounts` and `search-suggestions`, what was typed. */
  readonly query: string | null
  /** On `tag-page`. */
  readonly tag: string | null
  /** Where nothing is known of the viewer, different seeds may see different accounts. */
  readonly seed: number
}

/** Who looks, as far as the recommender may know; a test account is none of the platform's. */
export interface Viewer {
  readonly id: string
  readonly ageBand: AgeBand
  readonly region: string | null
  /** Oldest first. */
  readonly follows: readonly string[]
  readonly contacts: readonly ViewerContact[]
  /** Accounts that must not be shown: followed ones, and those that were removed. */
  readonly exclude: readonly string[]
}

export interface ViewerContact {
  readonly account: string
  readonly kind: ContactKind
}

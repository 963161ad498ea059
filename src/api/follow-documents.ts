/**
 * Keeps the policy, its draft and the search list of this process the same as those that count in the
 * store.
 *
 * A policy is small and takes effect within the reading that found it. A search list may take a second
 * to make ready, and neither a brake nor a request must wait for that: a thread beside does it, one list at a time.
 *
 * A version that this process cannot read (a newer one wrote it, or somebody changed the store) leaves
 * the one before in force, and is told.
 *
 * @module
 */
import { type Searching } from '../guard/braked-search.ts'
import { type Guard } from '../guard/guard.ts'
import { type DocumentKind, type DocumentState } from '../model/document.ts'
import { parsePolicy } from '../model/parse-policy.ts'
import { type Policy } from '../model/policy.ts'
import { readySearchGuard } from '../rules/list-aside.ts'
import { type Store } from '../store/store.ts'

export interface Documents {
  /** Take over what counts now; of a search list, begin to. @throws {StoreError} if it cannot be read. */
  readonly follow: () => Promise<void>
  /** Wait until the search list that `follow` found is in force, or could not be. */
  readonly settled: () => Promise<void>
  readonly searching: () => Searching | null
  /** The version in force in this process; null for none of the store's. */
  readonly enforced: (kind: DocumentKind) => number | null
  /** The policy in force in this process. */
  readonly policy: () => Policy
  /** What counts where the store has no policy. */
  readonly basePolicy: Policy
}

export interface DocumentsOptions {
  readonly store: Store
  readonly guard: Guard
  /** What counts until the store has versions of its own. */
  readonly policy: Policy
  readonly searching: Searching | null
  readonly onFailure: (error: unknown) => void
}

export function followDocuments(options: DocumentsOptions): Documents {
  const { store, guard, policy: basePolicy, onFailure } = options
  let { searching } = options
  let policy = basePolicy
  /** What was last looked at, in force or not: a faulty version is told once and not each second. */
  let seen = { live: null as number | null, draft: null as number | null }
  let seenList: number | null = null
  const enforced = new Map<DocumentKind, number>()
  let making: Promise<void> = Promise.resolve()

  async function bodyOf(kind: DocumentKind, version: number): Promise<string> {
    const document = await store.document(kind, version)
    if (document) return document.body
    throw new RangeError(`version ${version} of the ${kind} is live and not in the store`)
  }

  async function followPolicy({ live, draft }: Omit<DocumentState, 'kind'>): Promise<void> {
    if (live === seen.live && draft === seen.draft) return
    // read before anything is taken over: a store that fails now is asked again
    const [next, beside] = [
      live === null || live === seen.live ? null : await bodyOf('policy', live),
      draft === null ? null : await bodyOf('policy', draft),
    ]
    seen = { live, draft }
    attempt(() => {
      guard.setDraft(null)
      if (next !== null && live !== null) {
        policy = parsePolicy(JSON.parse(next))
        guard.setPolicy(policy)
        enforced.set('policy', live)
      }
      if (beside !== null) guard.setDraft(parsePolicy(JSON.parse(beside)))
    })
  }

  function followList(live: number | null): void {
    if (live === null || live === seenList) return
    seenList = live
    making = making.then(async () => {
      let body: string
      try {
        body = await bodyOf('search-list', live)
      } catch (error) {
        // the next reading finds that it has not been seen
        if (seenList === live) seenList = null
        onFailure(error)
        return
      }
      try {
        searching = await readySearchGuard(body)
        enforced.set('search-list', live)
      } catch (error) {
        onFailure(error)
      }
    })
  }

  function attempt(work: () => void): void {
    try {
      work()
    } catch (error) {
      onFailure(error)
    }
  }

  return Object.freeze<Documents>({
    async follow() {
      for (const { kind, live, draft } of await store.documentStates()) {
        if (kind === 'policy') await followPolicy({ live, draft })
        else followList(live)
      }
    },
    settled: () => making,
    searching: () => searching,
    enforced: (kind) => enforced.get(kind) ?? null,
    policy: () => policy,
    basePolicy,
  })
}

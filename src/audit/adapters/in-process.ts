/**
 * A reference recommender in this process, on all seven surfaces. Needs nothing, and does not look at a
 * viewer's age band or region: an audit of one says nothing about whether minors are shown more.
 *
 * A recommender knows one list: whom to suggest to an actor. The surfaces ask it about different
 * actors: `feed` and `follow-suggestions` about the viewer, `explore` about the viewer's interests
 * (whom one follows counts like a view), `related-accounts` about somebody who only knows the
 * account whose page it is. Search and tag pages are found by ids and tags alone: a term that an
 * account uses, or the beginning of one where the surface completes what is typed.
 *
 * @module
 */
import { degree } from '../../graph/csr.ts'
import { type Platform } from '../../platform/platform.ts'
import { type Actor, type Recommender } from '../../recommend/recommender.ts'
import { type SlateRequest, type SurfaceRecommender, type Viewer } from '../surface-recommender.ts'

export function inProcess(recommender: Recommender, platform: Platform): SurfaceRecommender {
  const { accounts } = platform
  const fitted = recommender.fit(platform)
  const find = findersOf(platform)

  const rowsFor = (request: SlateRequest): Uint32Array | number[] => {
    const { surface, count, subject, query, tag } = request
    const excluded = new Set(rowsOf(request.viewer.exclude, platform))
    const found = (rows: Iterable<number>) => takeUnexcluded(rows, excluded, count)
    if (surface === 'search-accounts') return found(find.byTerm(query ?? ''))
    if (surface === 'search-suggestions') return found(find.byBeginning(query ?? ''))
    if (surface === 'tag-page') return found(find.byTag(tag ?? ''))
    const actor = actorOf(request, platform)
    if (surface === 'related-accounts') {
      const row = subject === null ? -1 : accounts.find(subject)
      const contacts = row < 0 ? [] : [{ row, kind: 'like', weight: 1 } as const]
      if (row >= 0) excluded.add(row)
      return fitted.recommend({ ...actor, follows: [], contacts, exclude: excluded }, count)
    }
    const exclude = excluded
    if (surface !== 'explore') return fitted.recommend({ ...actor, exclude }, count)
    const seen = actor.follows.map((row) => ({ row, kind: 'view', weight: 1 }) as const)
    const contacts = [...actor.contacts, ...seen]
    return fitted.recommend({ ...actor, follows: [], contacts, exclude }, count)
  }
  return Object.freeze({
    id: recommender.id,
    title: recommender.title,
    mostAtOnce: 1,
    recommend: async (request: SlateRequest) =>
      Array.from(rowsFor(request), (row) => accounts.idOf(row)),
    close: async () => {},
  })
}

function actorOf({ viewer, personalised, seed }: SlateRequest, platform: Platform): Actor {
  if (!personalised) return { follows: [], contacts: [], seed: 0 }
  const contacts = viewer.contacts.flatMap(({ account, kind }) => {
    const row = platform.accounts.find(account)
    return row < 0 ? [] : [{ row, kind, weight: 1 }]
  })
  return { follows: rowsOf(viewer.follows, platform), contacts, seed }
}

function rowsOf(ids: Viewer['follows'], { accounts }: Platform): number[] {
  return ids.map((id) => accounts.find(id)).filter((row) => row >= 0)
}

/** Search over what accounts call themselves: ids and tags, most used first. */
function findersOf({ accounts, tags, tagUses, follows }: Platform) {
  const byFollowers = (a: number, b: number) =>
    degree(follows.in, b) - degree(follows.in, a) || a - b
  const users = (tag: number): number[] => {
    const { starts, targets, weights } = tagUses.in
    const uses = new Map<number, number>()
    for (let e = starts[tag]; e < starts[tag + 1]; e++) uses.set(targets[e], weights?.[e] ?? 1)
    return [...uses.keys()].toSorted((a, b) => uses.get(b)! - uses.get(a)! || byFollowers(a, b))
  }
  const byTag = (tag: string): number[] => {
    const place = tags.find(tag)
    return place < 0 ? [] : users(place)
  }
  return {
    byTag,
    byTerm: (term: string): number[] => {
      const row = accounts.find(term)
      return [...(row < 0 ? [] : [row]), ...byTag(term)]
    },
    byBeginning: (typed: string): number[] => {
      if (typed === '') return []
      const found: number[] = []
      for (let tag = 0; tag < tags.size; tag++) {
        if (tags.idOf(tag).startsWith(typed)) found.push(...users(tag))
      }
      if (found.length > 0) return found
      for (let row = 0; row < accounts.size; row++) {
        if (accounts.idOf(row).startsWith(typed)) found.push(row)
      }
      return found.toSorted(byFollowers)
    },
  }
}

function takeUnexcluded(
  rows: Iterable<number>,
  excluded: ReadonlySet<number>,
  count: number,
): number[] {
  const taken = new Set<number>()
  for (const row of rows) {
    if (taken.size === count) break
    if (!excluded.has(row)) taken.add(row)
  }
  return [...taken]
}

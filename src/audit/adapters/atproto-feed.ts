import { UsageError } from '../../model/errors.ts'
import { type SlateRequest } from '../surface-recommender.ts'
import { type Adapter } from './adapter.ts'
import { jsonAsker, readUrl, RecommenderError } from './ask-json.ts'
import { readAccounts } from './read-accounts.ts'

const MOST_AT_A_TIME = 100
const PATH = '/xrpc/app.bsky.feed.getFeedSkeleton'

/**
 * A feed generator of the AT Protocol: `app.bsky.feed.getFeedSkeleton` answers with addresses of
 * posts, whose authors (`at://did/…`) are the accounts shown. It serves `feed` and `explore`. Who asks is
 * said by a bearer token in that protocol; without the keys of accounts all test accounts are nobody,
 * so that only what the feed shows to anybody is measured.
 */
export const atprotoFeed: Adapter = {
  id: 'atproto-feed',
  prefixes: ['atproto:'],
  needs:
    'a feed generator and the address of its feed: atproto:https://HOST#at://DID/app.bsky.feed.generator/NAME',

  open(address, { allowedHosts, mostAtOnce, patience }) {
    const [place, feed] = address.slice('atproto:'.length).split('#')
    if (!feed?.startsWith('at://')) {
      throw new UsageError(
        `"${address}" names no feed; write atproto:https://HOST#at://DID/app.bsky.feed.generator/NAME.`,
      )
    }
    const url = readUrl(place)
    const { ask, close } = jsonAsker(allowedHosts, mostAtOnce, patience)
    return Object.freeze({
      id: address,
      title: `The feed ${feed}`,
      mostAtOnce,
      async recommend({ surface, count, viewer }: SlateRequest) {
        if (surface !== 'feed' && surface !== 'explore') {
          throw new UsageError(
            `A feed generator has no surface "${surface}"; take a scenario that looks at feed or explore.`,
          )
        }
        const shown = new Set<string>()
        const excluded = new Set(viewer.exclude)
        let cursor: string | null = null
        do {
          const page = new URL(PATH, url)
          page.searchParams.set('feed', feed)
          page.searchParams.set('limit', String(Math.min(count, MOST_AT_A_TIME)))
          if (cursor !== null) page.searchParams.set('cursor', cursor)
          const answer = await ask(page, null)
          const { authors, next } = readSkeleton(answer, feed)
          const before = shown.size
          for (const author of authors) if (!excluded.has(author)) shown.add(author)
          // a page that brings nobody new ends the feed, whatever its cursor says
          cursor = shown.size === before ? null : next
        } while (cursor !== null && shown.size < count)
        return readAccounts([...shown], count, `the authors of ${feed}`)
      },
      async close() {
        close()
      },
    })
  },
}

function readSkeleton(answer: unknown, feed: string): { authors: string[]; next: string | null } {
  if (
    typeof answer !== 'object' ||
    answer === null ||
    !('feed' in answer) ||
    !Array.isArray(answer.feed)
  ) {
    throw new RecommenderError(`${feed} answers without "feed", a list of posts.`)
  }
  const authors = answer.feed.map((entry: unknown) => {
    const post = typeof entry === 'object' && entry !== null && 'post' in entry ? entry.post : null
    const [, author] = /^at:\/\/([^/]+)\//.exec(typeof post === 'string' ? post : '') ?? []
    if (author === undefined) {
      throw new RecommenderError(`${feed} shows a post without an at:// address.`)
    }
    return author
  })
  const next = 'cursor' in answer && typeof answer.cursor === 'string' ? answer.cursor : null
  return { authors, next }
}

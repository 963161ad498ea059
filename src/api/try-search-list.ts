import { z } from 'zod'
import { ENTRY_MATCHES, TIERS } from '../guard/search/index.ts'
import { NotFoundError } from '../model/errors.ts'
import { DOCUMENT_WRITERS } from '../model/key-role.ts'
import { trySearchListAside } from '../rules/list-aside.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const MOST_QUERIES = 10_000
const MOST_QUERY_UNITS = 1000
const MOST_ENTRIES_SHOWN = 1000

const body = z.object({
  queries: z
    .array(z.string().max(MOST_QUERY_UNITS))
    .max(MOST_QUERIES)
    .describe('Queries that are known to be harmless. They are not kept, and not logged.'),
  version: z.int().min(1).nullish().describe('The draft unless said, or the live one without one.'),
})

const answer = z.object({
  version: z.int(),
  queries: z.int(),
  matched: z.int().describe('How many of the queries at least one entry matches.'),
  entriesMatched: z.int().describe('How many entries match any.'),
  entries: z
    .array(
      z.object({
        entry: z.string(),
        match: z.enum(ENTRY_MATCHES),
        tier: z.enum(TIERS),
        matched: z.int(),
        examples: z
          .array(z.object({ query: z.string(), from: z.int(), to: z.int() }))
          .readonly()
          .describe('The first of the queries, and where in them, in UTF-16 units.'),
      }),
    )
    .describe(`The ${MOST_ENTRIES_SHOWN} that match most.`),
})

export const trySearchList: Operation = (app, { casework: { store } }) => {
  app.route({
    method: 'POST',
    url: '/v1/search-list/trials',
    config: { roles: DOCUMENT_WRITERS, perSecond: 20 },
    bodyLimit: 8 << 20,
    schema: {
      operationId: 'trySearchList',
      summary: 'What each entry of a list would have matched in harmless queries',
      description: 'Changes nothing, and refuses nothing: whoever switches the list on decides.',
      security: WITH_KEY,
      body,
      response: { 200: answer, ...REFUSALS },
    },
    async handler({ body: { queries, version: asked } }) {
      const states = await store.documentStates()
      const state = states.find(({ kind }) => kind === 'search-list')
      const version = asked ?? state?.draft ?? state?.live
      const document = version == null ? null : await store.document('search-list', version)
      if (!document) {
        throw new NotFoundError(
          version == null
            ? 'There is no search list yet; put a draft with POST /v1/search-list/drafts.'
            : `There is no version ${version}; GET /v1/search-list lists them.`,
        )
      }
      const { entries, ...trial } = await trySearchListAside(document.body, queries)
      return {
        version: document.version,
        ...trial,
        entriesMatched: entries.length,
        entries: entries.slice(0, MOST_ENTRIES_SHOWN),
      }
    },
  })
}

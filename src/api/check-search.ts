import { z } from 'zod'
import { SEARCH_SURFACES } from '../guard/search/index.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

/** Longer ones are nobody's search: refuse them, and answer them with nothing. */
const MOST_QUERY_UNITS = 1000

const body = z.object({
  viewer: z.string().min(1).max(256).nullish().describe('Not used yet; never logged.'),
  surface: z.enum(SEARCH_SURFACES),
  query: z
    .string()
    .max(MOST_QUERY_UNITS)
    .describe('What was typed, offered, or the name of a tag.'),
  region: z.string().min(1).max(256).nullish().describe('Whose help is offered: "DE" or "DE-BY".'),
})

const answer = z.object({
  action: z.enum(['allow', 'resources', 'block']),
  resources: z
    .array(z.object({ title: z.string(), url: z.string() }))
    .readonly()
    .describe('Help to show beside the results, or instead of them.'),
})

export const checkSearch: Operation = (app, { search, metrics }) => {
  app.route({
    method: 'POST',
    url: '/v1/search/check',
    config: { roles: ['guard', 'admin'], perSecond: 50_000 },
    schema: {
      operationId: 'checkSearch',
      summary: 'What to do with a query',
      description:
        'Show results for `allow` and `resources`, never for `block`: there is no way through.',
      security: WITH_KEY,
      body,
      response: { 200: answer, ...REFUSALS },
    },
    handler({ body: { surface, query, region = null } }) {
      const checked = search.check({ surface, query, region })
      metrics.searched(surface, checked.action)
      return checked
    },
  })
}

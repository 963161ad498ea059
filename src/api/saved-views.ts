/**
 * Views of a network that a case keeps.
 *
 * @module
 */
import { z } from 'zod'
import { saveView, viewsOf } from '../casework/cases/saved-views.ts'
import { CASE_WORKERS, MOST_NAMED } from '../model/case.ts'
import { readPlainText } from '../model/parse.ts'
import { MOST_VIEW_NAME_CHARACTERS, parseViewToSave, type SavedView } from '../model/saved-view.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { holderAnswer, isoOf } from './case-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const viewToSave = z.object({
  name: z.string().min(1).max(MOST_VIEW_NAME_CHARACTERS),
  map: z.string().min(1).max(128).describe('The mark of the map that it is of.'),
  summarised: z.boolean(),
  communities: z.array(z.int().min(0)).max(1000).describe('Those that are opened.'),
  accounts: z.array(z.string().min(1).max(256)).max(MOST_NAMED).describe('Those selected.'),
})
const viewAnswer = viewToSave.extend({ by: holderAnswer, at: z.iso.datetime() })
export type ViewAnswer = z.infer<typeof viewAnswer>

const params = z.object({ id: z.string().min(1).max(64) })
const answer = z.object({ views: z.array(viewAnswer) })
const answerOf = (views: readonly SavedView[]) => ({
  views: views.map(({ atMillis, ...view }) => ({
    ...view,
    communities: [...view.communities],
    accounts: [...view.accounts],
    at: isoOf(atMillis),
  })),
})

export const saveViews: Operation = (app, { casework, knownOf }) => {
  app.route({
    method: 'POST',
    url: '/v1/cases/:id/views',
    config: { roles: CASE_WORKERS },
    bodyLimit: 2 << 20,
    // the model says what is wrong in a sentence of its own
    validatorCompiler: () => (value: unknown) => ({ value }),
    schema: {
      operationId: 'saveView',
      summary: 'Keep a view of the network, in the place of the one of the same name',
      security: WITH_KEY,
      params,
      body: viewToSave,
      response: { 200: answer, ...REFUSALS },
    },
    async handler(request) {
      const by = keyOf(request)
      const id = readPlainText(request.params.id, 'id', 64)
      await saveView(casework, id, parseViewToSave(request.body), by, knownOf)
      return answerOf(await viewsOf(casework.store, id, by, knownOf))
    },
  })
}

export const listViews: Operation = (app, { casework, knownOf }) => {
  app.route({
    method: 'GET',
    url: '/v1/cases/:id/views',
    config: { roles: CASE_WORKERS },
    schema: {
      operationId: 'listViews',
      summary: 'The views of the network that a case keeps, by name',
      security: WITH_KEY,
      params,
      response: { 200: answer, ...REFUSALS },
    },
    async handler(request) {
      const by = keyOf(request)
      return answerOf(await viewsOf(casework.store, request.params.id, by, knownOf))
    },
  })
}

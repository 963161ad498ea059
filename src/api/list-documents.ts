import { z } from 'zod'
import { DOCUMENT_KINDS } from '../model/document.ts'
import { DOCUMENT_READERS } from '../model/key-role.ts'
import { type Operation } from './app.ts'
import { DOCUMENT_WORDS, documentHead, headAnswer } from './document-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const MOST_LISTED = 100

const answer = z.object({
  live: z.int().nullable().describe('The version that decides; null before the first.'),
  draft: z.int().nullable().describe('The version that is looked at beside it.'),
  enforced: z
    .int()
    .nullable()
    .describe('What this server has in force; null for what lay in its workspace, or none.'),
  versions: z.array(documentHead).describe(`The latest ${MOST_LISTED}, the latest first.`),
})

export const listDocuments: Operation = (app, { casework, documents }) => {
  for (const kind of DOCUMENT_KINDS) {
    const { name, words } = DOCUMENT_WORDS[kind]
    app.route({
      method: 'GET',
      url: `/v1/${kind}`,
      config: { roles: DOCUMENT_READERS },
      schema: {
        operationId: `list${name}Versions`,
        summary: `The versions of ${words}, and which of them count`,
        security: WITH_KEY,
        response: { 200: answer, ...REFUSALS },
      },
      async handler() {
        const states = await casework.store.documentStates()
        const { live = null, draft = null } = states.find((state) => state.kind === kind) ?? {}
        const versions = (await casework.store.documents(kind, MOST_LISTED)).map(headAnswer)
        return { live, draft, enforced: documents.enforced(kind), versions }
      },
    })
  }
}

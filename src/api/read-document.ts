import { z } from 'zod'
import { type DocumentKind, DOCUMENT_KINDS } from '../model/document.ts'
import { NotFoundError } from '../model/errors.ts'
import { DOCUMENT_READERS, DOCUMENT_WRITERS, type KeyRole } from '../model/key-role.ts'
import { type Operation } from './app.ts'
import { DOCUMENT_WORDS, documentVersion, headAnswer } from './document-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

/** A policy is for everybody who must answer for it; the terms of a list only for who writes them. */
const ROLES: Readonly<Record<DocumentKind, readonly KeyRole[]>> = {
  policy: DOCUMENT_READERS,
  'search-list': DOCUMENT_WRITERS,
}

const answer = z
  .unknown()
  .describe('Version, name, digest, who put it and when, and `document` as it was put.')

export const readDocument: Operation = (app, { casework }) => {
  for (const kind of DOCUMENT_KINDS) {
    const { name, words } = DOCUMENT_WORDS[kind]
    app.route({
      method: 'GET',
      url: `/v1/${kind}/versions/:version`,
      config: { roles: ROLES[kind], perSecond: 20 },
      schema: {
        operationId: `read${name}`,
        summary: `What a version of ${words} says`,
        security: WITH_KEY,
        params: z.object({ version: documentVersion }),
        response: { 200: answer, ...REFUSALS },
      },
      async handler({ params: { version } }, reply) {
        const document = await casework.store.document(kind, version)
        if (!document) {
          throw new NotFoundError(`There is no version ${version}; GET /v1/${kind} lists them.`)
        }
        // the body is JSON already, and may be megabytes
        const head = JSON.stringify(headAnswer(document))
        return reply
          .type('application/json')
          .serializer(String)
          .send(`${head.slice(0, -1)},"document":${document.body}}`)
      },
    })
  }
}

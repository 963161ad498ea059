import { z } from 'zod'
import { putDraft } from '../casework/documents.ts'
import { ENTRY_MATCHES, TIERS } from '../guard/search/index.ts'
import { DOCUMENT_WRITERS } from '../model/key-role.ts'
import { checkSearchList } from '../rules/list-aside.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { documentHead, headAnswer } from './document-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const help = z.array(z.object({ title: z.string().max(200), url: z.string().max(2000) }))

const body = z.object({
  version: z.string().min(1).max(64).describe('A name of its own.'),
  entries: z.array(
    z.object({
      id: z.string().min(1).max(64),
      match: z.enum(ENTRY_MATCHES),
      text: z.string().min(1).max(500),
      tier: z.enum(TIERS),
    }),
  ),
  resources: z
    .object({ everywhere: help, regions: z.looseObject({}).optional() })
    .describe('Help that is shown beside results or instead of them; by region "DE" or "DE-BY".'),
})

/** 250,000 entries of 100 bytes, and as much again. */
const MOST_BYTES = 48 << 20

export const draftSearchList: Operation = (app, { casework }) => {
  void app.register((scope, _options, done) => {
    // as it came: megabytes are read by the thread that checks them
    scope.removeContentTypeParser('application/json')
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      (_request, text, parsed) => parsed(null, text),
    )
    scope.route({
      method: 'POST',
      url: '/v1/search-list/drafts',
      config: { roles: DOCUMENT_WRITERS, perSecond: 20 },
      bodyLimit: MOST_BYTES,
      validatorCompiler: () => () => true,
      schema: {
        operationId: 'draftSearchList',
        summary: 'Put a search list beside the live one, to try it',
        description:
          'It matches nothing until it is switched on, and takes the place of the draft before.',
        security: WITH_KEY,
        body,
        response: { 201: documentHead, ...REFUSALS },
      },
      async handler(request, reply) {
        const { name, body: text } = await checkSearchList(
          typeof request.body === 'string' ? request.body : '',
        )
        const document = { kind: 'search-list', name, body: text } as const
        const head = await putDraft(casework, document, keyOf(request), null)
        request.log.info({ version: head.version }, 'search list drafted')
        return reply.status(201).send(headAnswer(head))
      },
    })
    done()
  })
}

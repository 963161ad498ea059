import { z } from 'zod'
import { switchDocument as switchOn } from '../casework/documents.ts'
import { DOCUMENT_KINDS } from '../model/document.ts'
import { DOCUMENT_WRITERS } from '../model/key-role.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { DOCUMENT_WORDS } from './document-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const body = z.object({
  version: z.int().min(1),
  reason: z.string().min(1).max(1000).describe('Why, for the audit log.'),
})

const answer = z.object({
  live: z.int().nullable(),
  draft: z.int().nullable(),
  enforced: z.int().nullable().describe('What this server has in force now.'),
})

export const switchDocument: Operation = (app, { casework, follower, documents }) => {
  for (const kind of DOCUMENT_KINDS) {
    const { name, words } = DOCUMENT_WORDS[kind]
    app.route({
      method: 'POST',
      url: `/v1/${kind}/switch`,
      config: { roles: DOCUMENT_WRITERS, perSecond: 20 },
      schema: {
        operationId: `switch${name}`,
        summary: `Let a version of ${words} decide from now on, an earlier one too`,
        description: 'Ends the draft. Other servers follow within a second.',
        security: WITH_KEY,
        body,
        response: { 200: answer, ...REFUSALS },
      },
      async handler(request) {
        const { version, reason } = request.body
        const state = await switchOn(casework, { kind, version, reason }, keyOf(request))
        // answered when it is in force here, not only when it is on disk
        await follower.catchUp()
        await documents.settled()
        request.log.warn({ kind, version }, 'document switched')
        return { live: state.live, draft: state.draft, enforced: documents.enforced(kind) }
      },
    })
  }
}

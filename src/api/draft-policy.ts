import { z } from 'zod'
import { type Document, putDraft } from '../casework/documents.ts'
import { DOCUMENT_WRITERS } from '../model/key-role.ts'
import { parsePolicy } from '../model/parse-policy.ts'
import { type Policy, POLICY_MODES } from '../model/policy.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { documentHead, headAnswer } from './document-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const body = z.object({
  version: z.string().min(1).max(64).describe('A name of its own: decisions carry it.'),
  mode: z.enum(POLICY_MODES).optional(),
  onFailure: z.looseObject({}).describe('What each surface does while standings are not fresh.'),
  show: z.array(z.looseObject({})).describe('Rules in order; the first that matches decides.'),
  learn: z.looseObject({}).describe('`onFailure`, and `ignore`: what is not to be learnt from.'),
})

export const draftPolicy: Operation = (app, { casework, follower, documents }) => {
  app.route({
    method: 'POST',
    url: '/v1/policy/drafts',
    config: { roles: DOCUMENT_WRITERS, perSecond: 20 },
    bodyLimit: 1 << 20,
    // the model says what is wrong in a sentence that names the field
    validatorCompiler: () => () => true,
    schema: {
      operationId: 'draftPolicy',
      summary: 'Put a policy beside the live one, to count what it would change',
      description:
        'It decides nothing until it is switched on, and takes the place of the draft before.',
      security: WITH_KEY,
      body,
      response: { 201: documentHead, ...REFUSALS },
    },
    async handler(request, reply) {
      const document = documentOf(parsePolicy(request.body))
      const first = documentOf(documents.basePolicy)
      const head = await putDraft(casework, document, keyOf(request), first)
      await follower.catchUp()
      request.log.info({ version: head.version }, 'policy drafted')
      return reply.status(201).send(headAnswer(head))
    },
  })
}

/** Parsed, so that the same policy is the same text. */
function documentOf(policy: Policy): Document {
  return { kind: 'policy', name: policy.version, body: JSON.stringify(parsePolicy(policy)) }
}

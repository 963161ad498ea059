/**
 * What is done with a case in hand: each of these answers with the case as it is then.
 *
 * @module
 */
import { z } from 'zod'
import {
  closeCase,
  lockCase,
  noteOnCase,
  SUPPORT_ACTIONS,
  supportInCase,
  unlockCase,
} from '../casework/cases/work-case.ts'
import { readId } from '../model/account-id.ts'
import { type Case, CASE_WORKERS, MOST_NOTE_CHARACTERS, readReason } from '../model/case.ts'
import { type ApiKey } from '../model/key-role.ts'
import { readBoolean, readObject, readOneOf, readPlainText } from '../model/parse.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { caseAnswer, caseAnswerOf } from './case-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'
import { type Service } from './service.ts'

interface Deed {
  readonly method: 'POST' | 'DELETE'
  readonly path: string
  readonly operationId: string
  readonly summary: string
  readonly body: z.ZodObject | null
  readonly run: (service: Service, id: string, by: ApiKey, body: unknown) => Promise<Case>
}

const reason = z.string().min(1).max(1000)

const DEEDS: readonly Deed[] = [
  {
    method: 'POST',
    path: 'lock',
    operationId: 'lockCase',
    summary: 'Take a case, or keep it for another quarter of an hour',
    body: z.object({
      takeOver: z.boolean().nullish().describe('From another person: for a lead.'),
    }),
    run({ casework, knownOf }, id, by, body) {
      const { takeOver } = readObject(body ?? {}, 'lock', ['takeOver'])
      const isTaken = takeOver == null ? false : readBoolean(takeOver, 'lock.takeOver')
      return lockCase(casework, id, by, knownOf, isTaken)
    },
  },
  {
    method: 'DELETE',
    path: 'lock',
    operationId: 'unlockCase',
    summary: 'Let go of a case',
    body: null,
    run: ({ casework, knownOf }, id, by) => unlockCase(casework, id, by, knownOf),
  },
  {
    method: 'POST',
    path: 'notes',
    operationId: 'noteOnCase',
    summary: 'Add a note to a case',
    body: z.object({ text: z.string().min(1).max(MOST_NOTE_CHARACTERS) }),
    run({ casework, knownOf }, id, by, body) {
      const { text } = readObject(body, 'note', ['text'])
      const note = readPlainText(text, 'note.text', MOST_NOTE_CHARACTERS)
      return noteOnCase(casework, id, note, by, knownOf)
    },
  },
  {
    method: 'POST',
    path: 'support',
    operationId: 'supportInCase',
    summary: 'Note what was done for an account in care',
    body: z.object({
      account: z.string().min(1).max(256),
      action: z.enum(SUPPORT_ACTIONS),
      reason,
    }),
    run({ casework, knownOf }, id, by, body) {
      const spec = readObject(body, 'support', ['account', 'action', 'reason'])
      const support = {
        account: readId(spec.account, 'support.account'),
        action: readOneOf(spec.action, 'support.action', SUPPORT_ACTIONS),
        reason: readReason(spec.reason, 'support.reason'),
      }
      return supportInCase(casework, id, support, by, knownOf)
    },
  },
  {
    method: 'POST',
    path: 'close',
    operationId: 'closeCase',
    summary: 'Close a case',
    body: z.object({ reason }),
    run({ casework, knownOf, secondShare }, id, by, body) {
      const spec = readObject(body, 'closing', ['reason'])
      const why = readReason(spec.reason, 'closing.reason')
      return closeCase(casework, id, why, by, knownOf, secondShare)
    },
  },
]

export const workCase: Operation = (app, service) => {
  for (const { method, path, operationId, summary, body, run } of DEEDS) {
    app.route({
      method,
      url: `/v1/cases/:id/${path}`,
      config: { roles: CASE_WORKERS },
      // the model says what is wrong in a sentence of its own
      validatorCompiler: () => (value: unknown) => ({ value }),
      schema: {
        operationId,
        summary,
        security: WITH_KEY,
        params: z.object({ id: z.string().min(1).max(64) }),
        ...(body && { body }),
        response: { 200: caseAnswer, ...REFUSALS },
      },
      async handler(request) {
        const by = keyOf(request)
        const { id } = request.params
        const one = await run(service, readPlainText(id, 'id', 64), by, request.body)
        return caseAnswerOf(one, by, service.casework.now())
      },
    })
  }
}

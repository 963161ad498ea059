import { z } from 'zod'
import { LOG_READERS } from '../model/key-role.ts'
import { type Operation } from './app.ts'
import { createLogVerification } from './log-verification.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const answer = z.object({
  running: z.boolean(),
  checked: z
    .int()
    .describe('Entries that the running verification has looked at, else of the last.'),
  last: z
    .object({
      finishedAt: z.iso.datetime(),
      whole: z.boolean(),
      entries: z.int(),
      checkpoints: z.int(),
      head: z.object({ sequence: z.int(), hash: z.string() }).nullable(),
      breaks: z.array(z.object({ kind: z.string(), sequence: z.int(), message: z.string() })),
    })
    .nullable()
    .describe('What the last one found; null before the first is done.'),
})

export type VerificationAnswer = z.infer<typeof answer>

/** Each hash and signature of the log, checked beside everything else that the server does. */
export const verifyLog: Operation = (app, { casework }) => {
  const verification = createLogVerification(casework)
  app.addHook('onClose', () => verification.stop())
  app.route({
    method: 'GET',
    url: '/v1/log/verification',
    config: { roles: LOG_READERS, perSecond: 20 },
    schema: {
      operationId: 'verifyLog',
      summary: 'Whether the audit log is as it was written',
      description:
        'Begins a verification where the last is older than ten seconds and none is running; ask again for what it found.',
      security: WITH_KEY,
      response: { 200: answer, ...REFUSALS },
    },
    handler: () => verification.ask(),
  })
}

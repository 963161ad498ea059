import { z } from 'zod'
import { readPairs, readSecond, waitingReadings } from '../casework/second-readings.ts'
import { CASE_LEADS, CASE_WORKERS, readReason } from '../model/case.ts'
import { readObject, readOneOf, readPlainText } from '../model/parse.ts'
import { READING_VERDICTS } from '../model/second-reading.ts'
import { cohenKappa } from '../statistics/cohen-kappa.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { isoOf } from './case-answer.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

export const listSecondReadings: Operation = (app, { casework }) => {
  app.route({
    method: 'GET',
    url: '/v1/second-readings',
    config: { roles: CASE_WORKERS },
    schema: {
      operationId: 'listSecondReadings',
      summary: 'Closed cases that wait for your second reading',
      security: WITH_KEY,
      response: {
        200: z.object({
          readings: z.array(z.object({ case: z.string(), drawnAt: z.iso.datetime() })),
        }),
        ...REFUSALS,
      },
    },
    async handler(request) {
      const waiting = await waitingReadings(casework.store, keyOf(request))
      return {
        readings: waiting.map((one) => ({ case: one.case, drawnAt: isoOf(one.drawnAtMillis) })),
      }
    },
  })
}

export const readSecondReading: Operation = (app, { casework }) => {
  app.route({
    method: 'POST',
    url: '/v1/second-readings',
    config: { roles: CASE_WORKERS },
    validatorCompiler: () => () => true,
    schema: {
      operationId: 'readSecond',
      summary: 'Say what you would have decided, without knowing what the first person did',
      security: WITH_KEY,
      body: z.object({
        case: z.string().min(1).max(64),
        verdict: z.enum(READING_VERDICTS),
        reason: z.string().min(1).max(1000),
      }),
      response: {
        200: z.object({ case: z.string(), agrees: z.boolean(), first: z.enum(READING_VERDICTS) }),
        ...REFUSALS,
      },
    },
    async handler(request) {
      const spec = readObject(request.body, 'reading', ['case', 'verdict', 'reason'])
      const asked = {
        case: readPlainText(spec.case, 'reading.case', 64),
        verdict: readOneOf(spec.verdict, 'reading.verdict', READING_VERDICTS),
        reason: readReason(spec.reason, 'reading.reason'),
      }
      const { first } = await readSecond(casework, asked, keyOf(request))
      return { case: asked.case, agrees: first === asked.verdict, first }
    },
  })
}

const agreement = z.object({
  readings: z.int(),
  observed: z.number(),
  expected: z.number(),
  kappa: z
    .object({ value: z.number(), low: z.number(), high: z.number() })
    .nullable()
    .describe('Cohen’s, with its 95 % interval; null where there is nothing to compare.'),
  verdicts: z.array(z.enum(READING_VERDICTS)),
  table: z.array(z.array(z.int())).describe('First by row, second by column.'),
})
export type AgreementAnswer = z.infer<typeof agreement>

export const readAgreement: Operation = (app, { casework }) => {
  app.route({
    method: 'GET',
    url: '/v1/agreement',
    config: { roles: CASE_LEADS },
    schema: {
      operationId: 'readAgreement',
      summary: 'How far first and second readers agree beyond chance',
      security: WITH_KEY,
      response: {
        200: agreement,
        ...REFUSALS,
      },
    },
    async handler(request) {
      const table = READING_VERDICTS.map(() => READING_VERDICTS.map(() => 0))
      for (const [first, second] of await readPairs(casework.store, keyOf(request))) {
        table[READING_VERDICTS.indexOf(first)][READING_VERDICTS.indexOf(second)]++
      }
      const { count, observed, expected, kappa } = cohenKappa(table)
      return { readings: count, observed, expected, kappa, verdicts: [...READING_VERDICTS], table }
    },
  })
}

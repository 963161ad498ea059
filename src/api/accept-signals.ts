import { z } from 'zod'
import { acceptSignals as accept } from '../casework/accept-signals.ts'
import { InputError } from '../model/errors.ts'
import { shown } from '../model/parse.ts'
import { type Signal, SIGNAL_KINDS, SIGNAL_POLARITIES } from '../model/signal.ts'
import { unpackStanding } from '../model/standing.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { signalFrom } from './signal-from.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const MOST_SIGNALS = 1000

/** As the document shows it. What is sent is read one by one, so that a faulty one stops no other. */
const signal = z.object({
  account: z.string().optional().describe('Either this or `tag`.'),
  tag: z.string().optional(),
  kind: z.enum(SIGNAL_KINDS),
  confidence: z.number().min(0).max(1).default(1),
  polarity: z.enum(SIGNAL_POLARITIES).default('harmful'),
  policy: z.string().max(4096).nullish(),
  at: z
    .union([z.iso.datetime({ offset: true }), z.number()])
    .nullish()
    .describe('ISO 8601 with its zone, or milliseconds since 1970.'),
  reference: z
    .string()
    .max(4096)
    .nullish()
    .describe('Your own name for it: the same signal sent again changes nothing.'),
  reporter: z
    .string()
    .min(1)
    .max(256)
    .nullish()
    .describe(
      'Your own opaque id of the person or system that said it. What one of them says together is bounded, and weighs by what people decided about what it said before.',
    ),
})

export const acceptSignals: Operation = (app, { casework, follower, guard, metrics }) => {
  const ageBandOf = (account: string) => unpackStanding(guard.standingOf(account)).ageBand
  app.route({
    method: 'POST',
    url: '/v1/signals',
    config: { roles: ['ingest', 'investigator', 'lead', 'admin'], perSecond: 5000 },
    bodyLimit: 4 << 20,
    // looser than the document says on purpose: see `signal`
    validatorCompiler: () => () => true,
    schema: {
      operationId: 'acceptSignals',
      summary: 'Hand in evidence, one signal or a list',
      security: WITH_KEY,
      body: z.union([signal, z.array(signal).max(MOST_SIGNALS)]),
      response: {
        200: z.object({
          accepted: z.int().describe('Kept now, or kept before.'),
          rejected: z.array(z.object({ index: z.int(), reason: z.string() })),
        }),
        ...REFUSALS,
      },
    },
    async handler(request) {
      const given = listOf(request.body)
      const signals: Signal[] = []
      const places: number[] = []
      const rejected: { index: number; reason: string }[] = []
      for (const [index, each] of given.entries()) {
        try {
          signals.push(signalFrom(each))
          places.push(index)
        } catch (error) {
          if (!(error instanceof InputError)) throw error
          rejected.push({ index, reason: error.message })
        }
      }
      const taken = await accept(casework, signals, keyOf(request).id, ageBandOf)
      rejected.push(...taken.rejected.map((one) => ({ ...one, index: places[one.index] })))
      metrics.signalsTaken(taken.accepted, rejected.length)
      // answered when this guard acts on them, not only when they are on disk
      if (taken.accepted > 0) await follower.catchUp()
      rejected.sort((a, b) => a.index - b.index)
      return { accepted: taken.accepted, rejected }
    },
  })
}

function listOf(body: unknown): readonly unknown[] {
  if (typeof body !== 'object' || body === null) {
    throw new InputError(`The body is ${shown(body)}; send a signal or a list of them.`)
  }
  if (!Array.isArray(body)) return [body]
  if (body.length <= MOST_SIGNALS) return body
  throw new InputError(
    `The list has ${body.length} signals; send at most ${MOST_SIGNALS} at a time.`,
  )
}

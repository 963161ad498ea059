import { z } from 'zod'
import { packStanding, UNKNOWN_STANDING } from '../model/standing.ts'
import { ConflictError } from '../model/errors.ts'
import { ApiError } from './api-error.ts'
import { type Operation } from './app.ts'
import { brakeScope } from './brake-answer.ts'
import { leftMillis } from './left-millis.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const MOST_STANDINGS = 5000
const MOST_WAIT_SECONDS = 30
/** Each waits on a connection of its own. */
const MOST_WAITING = 2000

const answer = z.object({
  version: z.int().describe('Ask for what comes after this one next.'),
  more: z.boolean().describe('Whether there are more standings than fit: ask again at once.'),
  standings: z.array(
    z.object({
      account: z.string(),
      standing: z
        .int()
        .describe(
          `A byte: ${packStanding({})} and up as packStanding makes it; ${UNKNOWN_STANDING} takes back what was said.`,
        ),
      leftMillis: z.int().nullable().describe('How long it holds from now on; null is for good.'),
    }),
  ),
  state: z.string().describe('Names base, policy and brakes; send it with the next question.'),
  base: z.string().describe('Where this is another one, a new snapshot has to be taken.'),
  policy: z.unknown().describe('The live policy.'),
  brakes: z
    .array(z.object({ id: z.string(), scope: brakeScope, leftMillis: z.int() }))
    .describe('The live ones.'),
  waitedMillis: z.number().describe('How long the question waited here.'),
  ageMillis: z.number().describe('How old the state is that this server enforces itself.'),
})

/** The feed of a guard in another process: a long poll. */
export const guardChanges: Operation = (app, { casework, follower, followable }) => {
  app.addHook('preClose', (done) => {
    followable.stop()
    done()
  })
  app.route({
    method: 'GET',
    url: '/v1/guard/changes',
    config: { roles: ['guard', 'admin'], perSecond: 2000 },
    schema: {
      operationId: 'guardChanges',
      summary: 'What has changed for a guard in another process',
      description:
        'Answers as soon as there is a standing after `after`, or the state is not `state`; at the latest after `wait` seconds.',
      security: WITH_KEY,
      querystring: z.object({
        after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
        state: z.string().max(64).optional(),
        wait: z.coerce.number().int().min(0).max(MOST_WAIT_SECONDS).default(0),
      }),
      response: { 200: answer, ...REFUSALS },
    },
    async handler({ query: { after, state, wait } }, reply) {
      const startMillis = performance.now()
      if (after > follower.version()) await follower.catchUp()
      if (after > follower.version()) {
        throw new ConflictError(
          `There is no version ${after} here, the last is ${follower.version()}; take a new snapshot.`,
        )
      }
      if (wait > 0) {
        if (followable.waiting() >= MOST_WAITING) {
          void reply.header('retry-after', '1')
          throw new ApiError(429, 'too_many', `More than ${MOST_WAITING} wait; ask again later.`)
        }
        const left = new AbortController()
        const leave = () => left.abort()
        reply.raw.once('close', leave)
        await followable.wait({ version: after, state }, wait * 1000, left.signal)
        reply.raw.off('close', leave)
      }
      const waitedMillis = performance.now() - startMillis
      // before the page: what is said of the age is true of what was read after it
      const ageMillis = follower.ageMillis()
      const page =
        follower.version() > after
          ? await casework.store.standings({ after, limit: MOST_STANDINGS })
          : []
      const { brakes, ...rest } = await followable.now()
      const nowMillis = casework.now()
      return {
        ...rest,
        version: page.at(-1)?.version ?? after,
        more: page.length === MOST_STANDINGS,
        standings: page.map(({ account, standing, atMillis, expiresAtMillis }) => ({
          account,
          standing,
          leftMillis: leftMillis(atMillis, expiresAtMillis, nowMillis),
        })),
        brakes: brakes.map(({ id, scope, pulledAtMillis, endsAtMillis }) => ({
          id,
          scope,
          leftMillis: leftMillis(pulledAtMillis, endsAtMillis, nowMillis),
        })),
        waitedMillis,
        ageMillis,
      }
    },
  })
}

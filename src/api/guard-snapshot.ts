import { z } from 'zod'
import { UNKNOWN_STANDING } from '../model/standing.ts'
import { type Store } from '../store/store.ts'
import { ApiError } from './api-error.ts'
import { type Operation } from './app.ts'
import { type BaseStandings, lineOf } from './base-standings.ts'
import { leftMillis } from './left-millis.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'
import { NDJSON, streamLines } from './stream-lines.ts'

const STANDINGS_AT_ONCE = 1000
/** Each takes a part of this process for as long as it lasts. */
const MOST_AT_ONCE = 8

/** Every standing, for a guard in another process to start from. */
export const guardSnapshot: Operation = (app, { casework, followable }) => {
  let underWay = 0
  app.route({
    method: 'GET',
    url: '/v1/guard/snapshot',
    config: { roles: ['guard', 'admin'], perSecond: 5 },
    schema: {
      operationId: 'guardSnapshot',
      summary: 'Every standing, for a guard in another process',
      description:
        'NDJSON. First `{format, base, accounts}`; then `[account, byte]` for what is known of everybody, `[account, byte, leftMillis]` for what stands above it; last `{version}`, to ask /v1/guard/changes for what came after it. A body without that end was cut off.',
      security: WITH_KEY,
      produces: [NDJSON],
      response: { 200: z.unknown(), ...REFUSALS },
    },
    async handler(_request, reply) {
      if (underWay >= MOST_AT_ONCE) {
        void reply.header('retry-after', '5')
        throw new ApiError(
          429,
          'too_many',
          `${MOST_AT_ONCE} snapshots are under way; ask again later.`,
        )
      }
      const stream = streamLines(linesOf(followable.base(), casework.store, casework.now))
      underWay++
      stream.once('close', () => underWay--)
      return reply.type(NDJSON).send(stream)
    },
  })
}

async function* linesOf(
  base: BaseStandings,
  store: Store,
  now: () => number,
): AsyncGenerator<string> {
  const { digest, count } = await base.marked()
  yield `${JSON.stringify({ format: 1, base: digest, accounts: count })}\n`
  for (const block of blocksOf(base)) yield block
  let version = 0
  for (;;) {
    const page = await store.standings({ after: version, limit: STANDINGS_AT_ONCE })
    const nowMillis = now()
    let lines = ''
    for (const { account, standing, atMillis, expiresAtMillis } of page) {
      const left = leftMillis(atMillis, expiresAtMillis, nowMillis)
      if (standing === UNKNOWN_STANDING || left === 0) continue
      lines += `[${JSON.stringify(account)},${standing},${left}]\n`
    }
    if (lines !== '') yield lines
    version = page.at(-1)?.version ?? version
    if (page.length < STANDINGS_AT_ONCE) break
  }
  yield `${JSON.stringify({ version })}\n`
}

/** Many lines in one: to wait for each alone would take as long as to send it. */
function* blocksOf({ standings }: BaseStandings): Generator<string> {
  let lines = ''
  let count = 0
  for (const each of standings) {
    lines += lineOf(each)
    if (++count % 1000 > 0) continue
    yield lines
    lines = ''
  }
  if (lines !== '') yield lines
}

import { z } from 'zod'
import { NotFoundError } from '../model/errors.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'
import { NDJSON, streamLines } from './stream-lines.ts'

/** Of one brake on a network, for a guard in another process: they never change, so it asks once. */
export const guardBrakeMembers: Operation = (app, { casework: { store } }) => {
  app.route({
    method: 'GET',
    url: '/v1/guard/brakes/:id/members',
    config: { roles: ['guard', 'admin'] },
    schema: {
      operationId: 'guardBrakeMembers',
      summary: 'The accounts that a brake on a network holds',
      description:
        'NDJSON: an account a line, last `{members}`, how many there are. A body without that end was cut off.',
      security: WITH_KEY,
      produces: [NDJSON],
      params: z.object({ id: z.string().min(1).max(64) }),
      response: { 200: z.unknown(), ...REFUSALS },
    },
    async handler({ params: { id } }, reply) {
      if (!(await store.brake(id))) throw new NotFoundError('There is no such brake.')
      const members = await store.brakeMembers(id)
      return reply.type(NDJSON).send(streamLines(linesOf(members)))
    },
  })
}

function* linesOf(members: readonly string[]): Generator<string> {
  for (const account of members) yield `${JSON.stringify(account)}\n`
  yield `${JSON.stringify({ members: members.length })}\n`
}

import { z } from 'zod'
import { AUTOMATION_STATES, stateOf } from '../model/automation.ts'
import { type Operation } from './app.ts'

const answer = z.object({
  ready: z.boolean(),
  guard: z.enum(['empty', 'live', 'stale']),
  version: z.string().describe('Policy and standings that decide now.'),
  stateAgeSeconds: z.number().describe('Since the store was last read in full.'),
  automation: z
    .enum(AUTOMATION_STATES)
    .describe('Halted past its quota: what holds goes on holding, and a lead resumes it.'),
  brakes: z.int().describe('Brakes that hold now.'),
})

export const readiness: Operation = (app, { guard, brakes, follower, casework }) => {
  app.route({
    method: 'GET',
    url: '/readyz',
    schema: {
      operationId: 'readiness',
      summary: 'Whether the guard has fresh standings',
      description: 'While it has not, it still answers, as its policy says of a failure.',
      response: { 200: answer, 503: answer },
    },
    handler(_request, reply) {
      const ready = guard.state === 'live'
      void reply.status(ready ? 200 : 503)
      return {
        ready,
        guard: guard.state,
        version: guard.version,
        stateAgeSeconds: follower.ageMillis() / 1000,
        automation: stateOf(follower.automation()),
        brakes: brakes.live(casework.now()).length,
      }
    },
  })
}

import { z } from 'zod'
import { resumeAutomation as resume } from '../casework/resume-automation.ts'
import { AUTOMATION_STATES, stateOf } from '../model/automation.ts'
import { AUTOMATION_RESUMERS } from '../model/key-role.ts'
import { keyOf } from './access.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const MOST_CHANGES = 10_000_000

const body = z.object({
  reason: z.string().min(1).max(1000),
  changes: z
    .int()
    .min(1)
    .max(MOST_CHANGES)
    .nullish()
    .describe('How many it may make in the next 24 hours; as many as the quota has unless said.'),
})

export const resumeAutomation: Operation = (app, { casework, follower }) => {
  app.route({
    method: 'POST',
    url: '/v1/automation/resume',
    config: { roles: AUTOMATION_RESUMERS },
    schema: {
      operationId: 'resumeAutomation',
      summary: 'Let the automation go on after it has stopped and asked',
      description: 'A person has looked: changes count from now on.',
      security: WITH_KEY,
      body,
      response: { 200: z.object({ automation: z.enum(AUTOMATION_STATES) }), ...REFUSALS },
    },
    async handler(request) {
      const { reason, changes = null } = request.body
      await resume(casework, { reason, changes }, keyOf(request))
      await follower.catchUp()
      request.log.warn('automation resumed')
      return { automation: stateOf(follower.automation()) }
    },
  })
}

import { z } from 'zod'
import { PERSON_ROLES } from '../model/signed-person.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const person = z.object({
  id: z.string().describe('As it stands in the audit log.'),
  name: z.string(),
  role: z.enum(PERSON_ROLES),
  disabled: z.boolean(),
})

export type PersonAnswer = z.infer<typeof person>

export const listPeople: Operation = (app, { casework }) => {
  app.route({
    method: 'GET',
    url: '/v1/people',
    config: { roles: PERSON_ROLES },
    schema: {
      operationId: 'listPeople',
      summary: 'Who signs in, by name: for the ids in brakes, decisions and the log',
      security: WITH_KEY,
      response: { 200: z.object({ people: z.array(person) }), ...REFUSALS },
    },
    async handler() {
      const people = await casework.store.people()
      return {
        people: people.map(({ id, name, role, disabledAtMillis }) => ({
          id,
          name,
          role,
          disabled: disabledAtMillis !== null,
        })),
      }
    },
  })
}

import { z } from 'zod'
import { csrfTokenOf } from '../casework/session.ts'
import { type ApiKey, KEY_ROLES } from '../model/key-role.ts'
import { type SignedPerson } from '../model/signed-person.ts'

/** Who asks, as the console shows it. */
export const sessionAnswer = z.object({
  id: z.string().describe('As it stands in the audit log.'),
  name: z.string(),
  role: z.enum(KEY_ROLES),
  childSafety: z.boolean().describe('Whether cases of child safety are open to them.'),
  mustChangePassword: z.boolean(),
  csrfToken: z
    .string()
    .nullable()
    .describe('To be sent as x-csrf-token with whatever changes something; null for a key.'),
})

export type SessionAnswer = z.infer<typeof sessionAnswer>

export function answerOfSession(person: SignedPerson, token: string): SessionAnswer {
  const { id, name, role, childSafety, mustChangePassword } = person
  return { id, name, role, childSafety, mustChangePassword, csrfToken: csrfTokenOf(token) }
}

export function answerOfKey({ id, person, role, childSafety }: ApiKey): SessionAnswer {
  const name = person ?? id
  return { id, name, role, childSafety, mustChangePassword: false, csrfToken: null }
}

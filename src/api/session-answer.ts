import { z } from 'zod'
import { KEY_ROLES } from '../model/key-role.ts'

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

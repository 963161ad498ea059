import { z } from 'zod'
import { type AuditEntry } from '../model/audit-entry.ts'
import { LOG_READERS } from '../model/key-role.ts'
import { type Json } from '../util/canonical-json.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

/** Looked through for one answer, however few fit: some 20 ms of everybody's time. */
const MOST_LOOKED_AT = 20_000
const MOST_ENTRIES = 200

const text = z.string().min(1).max(256)
const query = z.object({
  action: text.optional().describe('Of the actions that begin so: `brake` finds `brake.pulled`.'),
  actor: text.optional().describe('The id of a key or a person, `software` or `command-line`.'),
  subject: text
    .optional()
    .describe('The id of a brake or a key, or the SHA-256 of an account’s id.'),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  before: z.coerce
    .number()
    .int()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('`next` of the answer before.'),
  limit: z.coerce.number().int().min(1).max(MOST_ENTRIES).default(50),
})

const entry = z.object({
  sequence: z.int(),
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  subject: z.string().nullable(),
  reason: z.string().nullable(),
  details: z.unknown(),
  hash: z.string(),
})

export type LogEntry = Omit<z.infer<typeof entry>, 'details'> & { readonly details: Json }

const answer = z.object({
  entries: z.array(entry),
  next: z
    .int()
    .nullable()
    .describe('Where to go on, also when nothing was found yet; null at the beginning of the log.'),
})

/** The audit log, the latest first. What it says is checked by GET /v1/log/verification, not here. */
export const searchLog: Operation = (app, { casework }) => {
  app.route({
    method: 'GET',
    url: '/v1/log',
    config: { roles: LOG_READERS, perSecond: 20 },
    schema: {
      operationId: 'searchLog',
      summary: 'The audit log, the latest entries first',
      security: WITH_KEY,
      querystring: query,
      response: { 200: answer, ...REFUSALS },
    },
    async handler({ query }) {
      const { from, to, limit, ...rest } = query
      const last = await casework.store.lastAuditEntry()
      const before = query.before ?? (last?.sequence ?? 0) + 1
      const after = Math.max(0, before - 1 - MOST_LOOKED_AT)
      const found = await casework.store.findAuditEntries({
        ...rest,
        before,
        after,
        limit,
        ...(from !== undefined && { fromMillis: Date.parse(from) }),
        ...(to !== undefined && { toMillis: Date.parse(to) }),
      })
      const end = found.length === limit ? found.at(-1)!.sequence : after + 1
      return { entries: found.map(entryAnswer), next: end > 1 ? end : null }
    },
  })
}

function entryAnswer(entry: AuditEntry): LogEntry {
  const { sequence, actor, action, subject, reason, details, hash } = entry
  const at = new Date(entry.atMillis).toISOString()
  return { sequence, at, actor, action, subject, reason, details, hash }
}

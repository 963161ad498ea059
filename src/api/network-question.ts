/**
 * What all questions about a network have in common: who may ask, that they say why, and that it is
 * written down before the answer leaves.
 *
 * @module
 */
import { type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { visibleCase } from '../casework/cases/case-access.ts'
import { isBlind as isBlindTo } from '../casework/decisions/decide.ts'
import { recordOpening } from '../casework/record-opening.ts'
import { type Question } from '../investigate/question.ts'
import { type KeyRole } from '../model/key-role.ts'
import { ROLES } from '../model/role.ts'
import { STANDING_LEVELS } from '../model/standing.ts'
import { keyOf } from './access.ts'
import { ApiError } from './api-error.ts'
import { type Service } from './service.ts'

/** Lists of a network's accounts are for whoever works on cases, and for nobody else. */
export const NETWORK_READERS: readonly KeyRole[] = ['investigator', 'lead']
export const NETWORK_LISTERS: readonly KeyRole[] = ['investigator', 'lead', 'auditor']

export const params = z.object({ id: z.string().min(1).max(64) })

/** Why somebody looks; one of both. */
export const purpose = {
  case: z.string().min(1).max(64).nullish().describe('The case that it is for.'),
  reason: z.string().min(1).max(1000).nullish().describe('Where there is no case.'),
}

export const accountIds = (most: number) => z.array(z.string().min(1).max(256)).max(most)

const roleCounts = z.object({
  source: z.int(),
  seeker: z.int(),
  connector: z.int(),
  'at-risk': z.int(),
  bystander: z.int(),
})

const chance = z.number().min(0).max(1)
const roleChances = z.object({
  source: chance,
  seeker: chance,
  connector: chance,
  'at-risk': chance,
  bystander: chance,
})

export const answers = {
  map: z.string().describe('Tells this map from the next.'),
  roles: roleCounts,
  role: z.enum(ROLES),
  level: z.enum(STANDING_LEVELS),
  shielded: z
    .int()
    .describe('Accounts that may belong to a child, left out without the permission.'),
  unknown: z.int().describe('Accounts that the platform does not know.'),
}

export const drawnAccount = z.object({
  account: z.string(),
  role: answers.role,
  roleProbabilities: roleChances
    .nullable()
    .describe('How likely it has each role; null for whoever is of no network.'),
  score: z.number(),
  rank: z
    .int()
    .nullable()
    .describe('1 is the closest; null for a seed, and for whoever was not scored.'),
  seed: z.boolean(),
  level: answers.level
    .nullable()
    .describe('Null while a second reading of the case waits for you.'),
  protected: z.boolean(),
  network: z.string().nullable(),
  community: z.int().nullable(),
  createdAt: z.iso.datetime().nullable(),
  signalledAt: z.iso.datetime().nullable(),
})

export const drawnFollows = z.object({
  pairs: z
    .array(z.int())
    .describe('Two numbers a follow: who follows, and whom; places among the accounts.'),
  more: z.int(),
})

type Purpose = {
  readonly case?: string | null | undefined
  readonly reason?: string | null | undefined
}

/**
 * Asks, writes down that it was asked, and only then answers.
 *
 * @throws {NotFoundError} if there is no such case, or it is not for who asks.
 */
export async function answerAbout(
  { networks, casework, knownOf }: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  question: Exclude<Question, { kind: 'networks' }>,
  { case: caseId = null, reason = null }: Purpose,
): Promise<FastifyReply> {
  if (caseId === null && reason === null) {
    throw new ApiError(400, 'bad_input', 'Nothing says what this is for; send a case or a reason.')
  }
  const by = keyOf(request)
  if (caseId !== null) await visibleCase(casework.store, caseId, by, knownOf)
  const isBlind = caseId !== null && (await isBlindTo(casework.store, caseId, by))
  const draws = question.kind === 'map' || question.kind === 'expand'
  const asked = draws ? { ...question, isBlind } : question
  const { body, map, counts } = await networks.ask(asked)
  const { network, kind } = question
  const opening = { network, view: kind, map, case: caseId, reason, ...counts }
  await recordOpening(casework, opening, by)
  return sendJson(reply, body)
}

/** As the desk wrote it: another walk over 5,000 accounts would hold up the guard. */
export function sendJson(reply: FastifyReply, body: Uint8Array): FastifyReply {
  return reply
    .type('application/json; charset=utf-8')
    .send(Buffer.from(body.buffer, body.byteOffset, body.byteLength))
}

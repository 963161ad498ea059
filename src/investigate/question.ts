/**
 * What may be asked about networks, and who answers: a thread of its own has graph and map, and
 * whoever serves has only this.
 *
 * @module
 */
import { contextsOf, type ContextQuestion } from './context.ts'
import { evidenceOf, type EvidenceQuestion } from './evidence.ts'
import { expand, type ExpandQuestion } from './expand.ts'
import { type FollowersQuestion, uniqueFollowers } from './followers.ts'
import { type Investigation } from './investigation.ts'
import { listNetworks } from './list-networks.ts'
import { mapNetwork, type MapQuestion } from './map-network.ts'
import { type StandingsOf } from './shielded.ts'

export type Question =
  | { readonly kind: 'networks' }
  | MapQuestion
  | ExpandQuestion
  | ContextQuestion
  | EvidenceQuestion
  | FollowersQuestion

export interface Answered {
  /** JSON as bytes: whoever passes it on does not read it. */
  readonly body: Uint8Array
  readonly map: string
  /** What the audit log says of it. */
  readonly counts: Counts
}

export interface Counts {
  readonly accounts: number
  readonly leftOut: number
}

export interface NetworkDesk {
  /**
   * @throws {NotFoundError} if there is no map, or no such network in it.
   * @throws {BusyError} if too many wait, or the answer takes too long.
   */
  readonly ask: (question: Question) => Promise<Answered>
}

export async function answer(
  investigation: Investigation,
  question: Question,
  standingsOf: StandingsOf,
): Promise<Answered> {
  const said = await sayTo(investigation, question, standingsOf)
  const accounts = 'accounts' in said ? said.accounts.length : 0
  const leftOut = 'leftOut' in said && 'shielded' in said.leftOut ? said.leftOut.shielded : 0
  const body = new TextEncoder().encode(JSON.stringify(said))
  return { body, map: said.map, counts: { accounts, leftOut } }
}

function sayTo(investigation: Investigation, question: Question, standingsOf: StandingsOf) {
  if (question.kind === 'networks') return listNetworks(investigation)
  if (question.kind === 'map') return mapNetwork(investigation, question, standingsOf)
  if (question.kind === 'expand') return expand(investigation, question, standingsOf)
  if (question.kind === 'context') return contextsOf(investigation, question, standingsOf)
  if (question.kind === 'evidence') return evidenceOf(investigation, question, standingsOf)
  return uniqueFollowers(investigation, question)
}

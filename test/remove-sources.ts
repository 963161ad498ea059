/**
 * The sources of the first network are removed, by as many people as it takes.
 *
 * @module
 */
import { type Running } from './service.ts'

/** The decision, as the API answers it. */
export async function removeSources({ ask, keys }: Running) {
  const opening = { kind: 'network', network: 'network-1', reason: 'Found.' }
  const [{ id }] = (await ask(keys.investigator, 'POST', '/v1/cases', opening)).body.cases
  const asked = { case: id, kind: 'remove', roles: ['source'], reason: 'Seen.', policy: 'rule 4' }
  const made = (await ask(keys.investigator, 'POST', '/v1/decisions', asked)).body
  if (made.state === 'waiting') {
    await ask(keys.lead, 'POST', `/v1/decisions/${made.id}/approve`, { reason: 'Likewise.' })
  }
  return made
}

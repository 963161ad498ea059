/**
 * Languages of very different size, each with follows of its own.
 *
 * A topic is what accounts mostly follow within, so a language is made of whole topics: the
 * largest half of them speak one, single small topics the last ones. Who speaks a small language
 * mostly lives in its region.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { REGIONS } from './communities.ts'
import { type Draft } from './draft.ts'

export const LANGUAGES = ['alm', 'bre', 'cor', 'dun', 'esk', 'fal', 'gir'] as const

/** Of the topics, from the largest down, the part where each language ends. */
const ENDS = [0.5, 0.72, 0.84, 0.91, 0.95, 0.98, 1]
/** Accounts that live where their language is spoken. */
const AT_HOME = 0.85

/** Gives everybody the language of their topic, and keeps second topics within it. */
export function settleLanguages(draft: Draft, network: Uint32Array, random: Random): void {
  const { topics, homes, seconds, regions } = draft.interests
  const languageOf = Uint8Array.from({ length: topics }, (_, topic) =>
    ENDS.findIndex((end) => (topic + 0.5) / topics < end),
  )
  const small = Uint16Array.from({ length: topics }, (_, k) => k).filter(
    (topic) => languageOf[topic] >= 3,
  )
  // the network looks for its camouflage where it lives: half of it among few
  for (const member of network) {
    if (random.next() < 0.5) homes[member] = small[random.below(small.length)]
  }
  for (let i = 0; i < homes.length; i++) {
    const language = languageOf[homes[i]]
    draft.languages[i] = language
    if (languageOf[seconds[i]] !== language && random.next() < AT_HOME) seconds[i] = homes[i]
    const atHome = random.next() < AT_HOME
    if (atHome && draft.groups[i] === 0) regions[i] = language % REGIONS.length
  }
}

/**
 * A made-up platform with a planted network and innocent look-alikes; seeded, so that it can be
 * made again.
 *
 * @module
 */
import { type Progress, silent } from '../util/progress.ts'
import { createRandom } from '../util/random.ts'
import { addCloseBystanders } from './close-bystanders/index.ts'
import { REGIONS, gatherTopics } from './communities.ts'
import { createDraft } from './draft.ts'
import { drawInteractions } from './interactions.ts'
import { createInBursts } from './joined-together/index.ts'
import { LANGUAGES } from './languages.ts'
import { lookAlikes } from './look-alikes/index.ts'
import { opaqueIds } from './opaque-ids.ts'
import { type WorldSpec, resolveOptions } from './options.ts'
import { addOrdinaryFollows } from './ordinary-follows.ts'
import { foldPairs } from './pairs.ts'
import { plantNetwork } from './planted.ts'
import { drawSignals } from './signals.ts'
import { addOrdinaryTags } from './tags.ts'
import { type World } from './world.ts'

const STEPS = 6

/** Linear in accounts and follows: about 2 s for 50,000 accounts and 1M follows. */
export function simulateWorld(spec: WorldSpec = {}, progress: Progress = silent): World {
  const options = resolveOptions(spec)
  const { accounts } = options
  // a stream for each step, so that a further draw in one does not move the others
  const random = createRandom(options.seed)
  const draft = createDraft(options, random.fork(0))

  progress(1, STEPS, 'look-alikes')
  lookAlikes.forEach((lookAlike, k) => lookAlike.plant(draft, random.fork(100 + k)))
  progress(2, STEPS, 'planted network')
  const network = plantNetwork(draft, random.fork(1))
  if (options.bystanders === 'close') {
    // a stream of its own: without these the world is the same as ever
    addCloseBystanders(draft, network, createRandom(options.seed ^ 0x5eed))
  }
  if (options.createdWithinDays > 0) {
    createInBursts(draft, network, createRandom(options.seed ^ 0xb0057))
  }
  progress(3, STEPS, 'follows')
  const topics = gatherTopics(draft.interests, draft.degrees.popularity)
  addOrdinaryFollows(draft, topics, random.fork(2))
  const follows = foldPairs(draft.follows, accounts, accounts)
  progress(4, STEPS, 'tags')
  addOrdinaryTags(draft, random.fork(3))
  const tagUses = foldPairs(draft.tagUses, accounts, draft.tagNames.length)
  progress(5, STEPS, 'interactions')
  const interactions = drawInteractions(follows, accounts, random.fork(4))
  progress(6, STEPS, 'signals')
  const accountIds = opaqueIds('a_', accounts, random.fork(5))

  return Object.freeze({
    options,
    accountIds,
    ageBands: draft.ageBands,
    createdAtMillis: draft.createdAtMillis,
    regions: draft.interests.regions,
    regionNames: REGIONS,
    languages: draft.languages,
    languageNames: LANGUAGES,
    follows,
    tagNames: Object.freeze(draft.tagNames),
    tagUses,
    ...interactions,
    signals: drawSignals(draft, accountIds, random.fork(6)),
    roles: draft.roles,
    groups: draft.groups,
    groupNames: Object.freeze(draft.groupNames),
  })
}

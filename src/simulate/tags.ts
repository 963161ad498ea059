/**
 * The tags that people use for reasons of their own: those of their topic, and the popular ones.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { drawEarly, drawWhole } from './draws.ts'
import { type Draft, createTag, useTag } from './draft.ts'

const POPULAR_TAGS = 40
const TAGS_PER_TOPIC = 20
const POPULAR_SHARE = 0.3
const MOST_DRAWS = 8

/** Everybody, planted members too: popular tags are their camouflage. */
export function addOrdinaryTags(draft: Draft, random: Random): void {
  const { homes, seconds, topics } = draft.interests
  const popular = Array.from({ length: POPULAR_TAGS }, () => createTag(draft))
  const byTopic = Array.from({ length: topics }, () =>
    Array.from({ length: TAGS_PER_TOPIC }, () => createTag(draft)),
  )
  for (let account = 0; account < homes.length; account++) {
    for (let k = drawWhole(random, 0, MOST_DRAWS); k > 0; k--) {
      const topic = random.next() < 0.8 ? homes[account] : seconds[account]
      const tags = random.next() < POPULAR_SHARE ? popular : byTopic[topic]
      useTag(draft, account, tags[drawEarly(random, tags.length)], drawWhole(random, 1, 3))
    }
  }
}

/**
 * What accounts do apart from following: like an item, like or look at an account.
 *
 * Nearly all of it goes along follows; a little goes one step further, as curiosity does.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { drawEarly } from './draws.ts'
import {
  type PairColumns,
  type Pairs,
  addPair,
  createPairs,
  foldPairs,
  rowStarts,
} from './pairs.ts'

/** How much an interaction of each kind counts in the files. */
export const INTERACTION_WEIGHTS = Object.freeze({ view: 0.25, like: 1 })

const LIKES_PER_FOLLOW = 0.12
const VIEWS_PER_FOLLOW = 0.1
const ITEM_LIKES_PER_FOLLOW = 0.15
/** Share of the views that go to somebody whom a followed account follows. */
const CURIOUS_SHARE = 0.25
const MOST_ITEMS = 12

export interface Interactions {
  readonly itemIds: readonly string[]
  readonly itemUses: PairColumns
  readonly views: PairColumns
  readonly likes: PairColumns
}

export function drawInteractions(
  follows: PairColumns,
  accounts: number,
  random: Random,
): Interactions {
  const { sources, targets } = follows
  const starts = rowStarts(sources, accounts)
  const items = shareItems(follows, accounts)
  const likes = createPairs()
  const views = createPairs()
  const itemUses = createPairs()

  for (let e = 0; e < sources.length; e++) {
    const account = sources[e]
    const target = targets[e]
    if (random.next() < LIKES_PER_FOLLOW) addPair(likes, account, target)
    if (random.next() < VIEWS_PER_FOLLOW) addPair(views, account, lookedAt(account, target))
    if (random.next() < ITEM_LIKES_PER_FOLLOW) {
      const count = items.starts[target + 1] - items.starts[target]
      addPair(itemUses, account, items.starts[target] + drawEarly(random, count))
    }
  }
  const fold = (pairs: Pairs, columns: number) => foldPairs(pairs, accounts, columns)
  return {
    itemIds: itemIds(items.starts[accounts], random),
    itemUses: fold(itemUses, items.starts[accounts]),
    views: fold(views, accounts),
    likes: fold(likes, accounts),
  }

  function lookedAt(account: number, target: number): number {
    if (random.next() >= CURIOUS_SHARE || starts[target] === starts[target + 1]) return target
    const further = targets[starts[target] + random.below(starts[target + 1] - starts[target])]
    return further === account ? target : further
  }
}

/** Items of account i are `starts[i] .. starts[i + 1]`: one, and more the more follow it. */
function shareItems({ targets }: PairColumns, accounts: number): { starts: Uint32Array } {
  const followers = new Uint32Array(accounts)
  for (const target of targets) followers[target]++
  const starts = new Uint32Array(accounts + 1)
  for (let i = 0; i < accounts; i++) {
    const count = Math.min(MOST_ITEMS, 1 + Math.floor(Math.sqrt(followers[i] / 4)))
    starts[i + 1] = starts[i] + count
  }
  return { starts }
}

/** Numbers in an order of their own, so that an item does not tell whose it is. */
function itemIds(count: number, random: Random): readonly string[] {
  const offset = random.below(count)
  return Array.from({ length: count }, (_, k) => `i_${((k + offset) % count).toString(36)}`)
}

import { PlatformBuilder } from '../../src/platform/builder.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { type Random } from '../../src/util/random.ts'
import { sample } from '../worlds/draw.ts'

const ACCOUNTS = 300
const LEAST_FOLLOWS = 5
const HELD_OUT = 0.2

/** What an account of a graph is known to follow, and what is hidden to be found again. */
export interface HeldOut {
  readonly row: number
  readonly held: ReadonlySet<number>
}

/** The platform without a fifth of what some accounts follow; rows stay as they are. */
export function holdOutFollows(
  base: Platform,
  random: Random,
): { readonly platform: Platform; readonly lists: readonly HeldOut[] } {
  const { accounts, follows, itemUses, items } = base
  const { starts, targets } = follows.out
  const able = [...base.ageBands.keys()].filter(
    (row) => starts[row + 1] - starts[row] >= LEAST_FOLLOWS,
  )
  const lists = [...sample(random, able, ACCOUNTS)].map((row): HeldOut => {
    const mine = targets.subarray(starts[row], starts[row + 1])
    return { row, held: new Set(sample(random, mine, Math.round(mine.length * HELD_OUT))) }
  })
  const heldOf = new Map(lists.map(({ row, held }) => [row, held]))
  const builder = new PlatformBuilder()
  for (let row = 0; row < accounts.size; row++) builder.accounts.add(accounts.idOf(row))
  for (let item = 0; item < items.size; item++) builder.items.add(items.idOf(item))
  for (let row = 0; row < accounts.size; row++) {
    for (let e = starts[row]; e < starts[row + 1]; e++) {
      // a friendship is hidden both ways: its other half would give it away
      const isHidden = heldOf.get(row)?.has(targets[e]) || heldOf.get(targets[e])?.has(row)
      if (!isHidden) builder.follow(row, targets[e])
    }
    for (let e = itemUses.out.starts[row]; e < itemUses.out.starts[row + 1]; e++) {
      builder.useItem(row, itemUses.out.targets[e], itemUses.out.weights?.[e] ?? 1)
    }
  }
  return { platform: builder.build(), lists }
}

/**
 * Small platforms that the tests of every recommender share.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { PlatformBuilder } from '../platform/builder.ts'
import { type Platform } from '../platform/platform.ts'

/** A few accounts at random, with follows, contacts and items. */
export function randomPlatform(random: Random, accounts: number): Platform {
  const builder = new PlatformBuilder()
  for (let i = 0; i < accounts; i++) builder.accounts.add(`a${i}`)
  for (let k = random.below(accounts * 5); k > 0; k--) {
    builder.follow(random.below(accounts), random.below(accounts))
  }
  for (let k = random.below(accounts * 2); k > 0; k--) {
    builder.contact(random.below(accounts), random.below(accounts), 3 * random.next())
  }
  for (let k = random.below(accounts * 2); k > 0; k--) {
    builder.useItem(random.below(accounts), builder.items.add(`i${random.below(6)}`), 1)
  }
  return builder.build()
}

/**
 * Two crowds of ten who follow their own four of eight accounts: rows 0..3 and 4..7, and row 8,
 * whom everybody follows.
 */
export function twoCrowds(): Platform {
  const builder = new PlatformBuilder()
  for (let i = 0; i < 9; i++) builder.accounts.add(`followed-${i}`)
  for (let crowd = 0; crowd < 2; crowd++) {
    for (let k = 0; k < 10; k++) {
      const account = builder.accounts.add(`crowd-${crowd}-${k}`)
      for (let i = 0; i < 4; i++) builder.follow(account, crowd * 4 + i)
      builder.follow(account, 8)
    }
  }
  return builder.build()
}

/**
 * Swaps: rewirings in a form that a recommender can carry out, and that a file can hold.
 *
 * @module
 */
import { InputError } from '../model/errors.ts'
import { readList, readObject, readText } from '../model/parse.ts'
import { type Rewiring } from './rewire.ts'

/** To somebody who met the account `after`, `instead` is shown in the place of `shown`. */
export interface Swap<Account = number> {
  readonly after: Account
  readonly shown: Account
  readonly instead: Account
  /** At which place of the list, from 1: where `shown` stood when the swap was planned. */
  readonly place?: number
}

export const MOST_SWAPS = 100_000

/**
 * What rewirings come to: a place that changed hands more than once counts from its first to its last
 * owner, and not at all if it came back.
 */
export function netSwaps(rewirings: readonly Rewiring[]): Swap[] {
  const places = new Map<string, Swap>()
  for (const { list, place, from, to } of rewirings) {
    const key = `${list}/${place}`
    places.set(key, {
      after: list,
      shown: places.get(key)?.shown ?? from,
      instead: to,
      place: place + 1,
    })
  }
  return [...places.values()].filter(({ shown, instead }) => shown !== instead)
}

/** @throws {InputError} naming the swap that is wrong. */
export function parseSwaps(value: unknown, where: string): Swap<string>[] {
  return readList(value, where, { most: MOST_SWAPS }).map((one, k) => {
    const at = `${where}[${k}]`
    const keys = ['after', 'shown', 'instead', 'place']
    const { after, shown, instead } = readObject(one, at, keys)
    const swap = {
      after: readText(after, `${at}.after`, 256),
      shown: readText(shown, `${at}.shown`, 256),
      instead: readText(instead, `${at}.instead`, 256),
    }
    if (swap.after === swap.instead || swap.shown === swap.instead) {
      throw new InputError(`${at} puts an account in its own place; leave it out.`)
    }
    return swap
  })
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf } from '../platform/platform-of.ts'
import { type Recommender } from '../recommend/recommender.ts'
import { netSwaps, parseSwaps } from './swap.ts'
import { withSwaps } from './with-swaps.ts'

const platform = platformOf({ accounts: Array.from({ length: 12 }, (_, k) => `account-${k}`) })
/** Shows the lowest rows that it may. */
const lowest: Recommender = {
  id: 'lowest',
  title: 'Lowest rows first',
  fit: ({ accounts }) => ({
    recommend({ follows, exclude = [] }, count) {
      const hidden = new Set([...follows, ...exclude])
      const rows = Array.from({ length: accounts.size }, (_, row) => row)
      return Uint32Array.from(rows.filter((row) => !hidden.has(row)).slice(0, count))
    },
  }),
}
const shown = (swaps: [number, number, number][], follows: number[], exclude: number[] = []) => {
  const list = swaps.map(([after, out, instead]) => ({ after, shown: out, instead }))
  const actor = { follows, contacts: [], exclude, seed: 1 }
  return [...withSwaps(lowest, list).fit(platform).recommend(actor, 4)]
}

test('withSwaps() gives places to others after the account that the swap names, and nowhere else', () => {
  assert.deepEqual(shown([[9, 1, 8]], [9]), [0, 8, 2, 3])
  assert.deepEqual(shown([[9, 1, 8]], [7]), [0, 1, 2, 3])
})

test('withSwaps() shows nobody twice, and keeps the length of the list', () => {
  assert.deepEqual(shown([[9, 1, 3]], [9]), [0, 3, 2, 4])
  const more: [number, number, number][] = [
    [9, 1, 3],
    [9, 0, 5],
  ]
  assert.deepEqual(shown(more, [9]), [5, 3, 2, 4])
})

test('withSwaps() leaves the place out when the other must not be shown', () => {
  assert.deepEqual(shown([[9, 1, 8]], [9], [8]), [0, 2, 3, 4])
  assert.deepEqual(shown([[9, 1, 8]], [9, 8]), [0, 2, 3, 4])
})

test('withSwaps() without swaps is the recommender that it was', () => {
  assert.deepEqual(shown([], [9]), [0, 1, 2, 3])
})

const rewire = (list: number, place: number, from: number, to: number) => ({
  list,
  place,
  from,
  to,
  exposure: 1,
})

test('netSwaps() counts a place from its first owner to its last', () => {
  assert.deepEqual(netSwaps([rewire(1, 0, 5, 6), rewire(2, 0, 5, 6), rewire(1, 0, 6, 7)]), [
    { after: 1, shown: 5, instead: 7, place: 1 },
    { after: 2, shown: 5, instead: 6, place: 1 },
  ])
  assert.deepEqual(netSwaps([rewire(1, 0, 5, 6), rewire(1, 0, 6, 5)]), [])
})

test('parseSwaps() takes what it wrote and names what is wrong', () => {
  const swap = { after: 'a', shown: 'b', instead: 'c' }
  assert.deepEqual(parseSwaps([swap], 'swaps'), [swap])
  assert.throws(() => parseSwaps([{ ...swap, instead: 'b' }], 'swaps'), {
    name: 'InputError',
    message: /swaps\[0\] puts an account in its own place/,
  })
  assert.throws(() => parseSwaps([{ ...swap, shown: 3 }], 'swaps'), { name: 'InputError' })
})

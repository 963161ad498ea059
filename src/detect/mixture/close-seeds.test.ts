import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf } from '../../platform/platform-of.ts'
import { closeSeeds } from './close-seeds.ts'
import { wholeFollows } from './local-follows.ts'

/** Three seekers who share two sources, and three accounts who follow a star each knows and one more. */
function apart() {
  const close = ['a', 'b', 'c'].flatMap((id) => [
    [id, 'source-1'] as const,
    [id, 'source-2'] as const,
  ])
  const far = ['x', 'y', 'z'].flatMap((id) => [[id, 'star'] as const, [id, `own-${id}`] as const])
  const fans = Array.from({ length: 60 }, (_, k) => [`fan-${k}`, 'star'] as const)
  const platform = platformOf({ follows: [...far, ...close, ...fans] })
  const rows = Uint32Array.from(['a', 'x', 'b', 'y', 'c', 'z'], (id) =>
    platform.accounts.find(id),
  ).toSorted()
  const idOf = (place: number) => platform.accounts.idOf(rows[place])
  return { local: wholeFollows(platform.follows), rows, idOf }
}

test('closeSeeds() begins with those that share what few others have', () => {
  const { local, rows, idOf } = apart()
  const groups = closeSeeds(local, rows, 3)
  assert.equal(groups.length, 3)
  for (const group of groups) assert.deepEqual([...group].map(idOf).toSorted(), ['a', 'b', 'c'])
})

test('closeSeeds() leaves some seeds out, or there is nothing to find again', () => {
  const { local, rows } = apart()
  assert.deepEqual(closeSeeds(local, rows.slice(0, 3), 8), [])
  assert.equal(closeSeeds(local, rows.slice(0, 4), 8).length, 4)
  for (const group of closeSeeds(local, rows, 8)) assert.equal(group.length, 3)
})

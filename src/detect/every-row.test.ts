import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf } from '../platform/platform-of.ts'
import { createRandom } from '../util/random.ts'
import { everyRow, isEveryRow, placeIn } from './every-row.ts'

test('everyRow() is all rows, and the same array when asked again', () => {
  const platform = platformOf({ accounts: ['ada', 'bo', 'cy'] })
  assert.deepEqual([...everyRow(platform)], [0, 1, 2])
  assert.equal(everyRow(platform), everyRow(platform))
  assert.ok(isEveryRow(platform, everyRow(platform)))
  assert.ok(!isEveryRow(platform, Uint32Array.of(0, 2)))
})

test('placeIn() finds each row where indexOf finds it', () => {
  const random = createRandom(2)
  for (let run = 0; run < 200; run++) {
    const rows = Uint32Array.from({ length: 40 }, (_, row) => row).filter(() => random.next() < 0.6)
    for (let row = 0; row < 42; row++) assert.equal(placeIn(rows, row), rows.indexOf(row))
  }
})

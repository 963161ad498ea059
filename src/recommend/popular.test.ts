import assert from 'node:assert/strict'
import { test } from 'node:test'
import { twoCrowds } from './small-world.case.ts'
import { popular } from './popular.ts'

test('popular shows accounts in proportion to their followers, whatever was followed', () => {
  const fitted = popular.fit(twoCrowds())
  const firsts = new Float64Array(29)
  const slates = 2000
  for (let seed = 0; seed < slates; seed++) {
    firsts[fitted.recommend({ follows: [0], contacts: [], seed }, 3)[0]]++
  }
  // row 8 has 20 followers, seven rows have 10, twenty have none; weights are one more
  const total = 21 + 7 * 11 + 20
  for (const [row, weight] of [
    [0, 0],
    [1, 11],
    [7, 11],
    [8, 21],
    [9, 1],
  ]) {
    assert.ok(Math.abs(firsts[row] / slates - weight / total) < 0.04, `row ${row}`)
  }
})

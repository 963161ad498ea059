import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PlatformBuilder } from '../platform/builder.ts'
import { withTagEvidence } from './tag-evidence.ts'

/** Twenty members, ten of whom use #zorblax with one stranger, and two hundred others. */
function platformWithTags() {
  const builder = new PlatformBuilder()
  const [coded, common] = ['zorblax', 'music'].map((tag) => builder.tags.add(tag))
  for (let row = 0; row < 220; row++) {
    builder.accounts.add(`a${row}`)
    if (row < 10 || row === 30) builder.useTag(row, coded, 1)
    builder.useTag(row, common, 1)
  }
  return builder.build()
}

const ROWS = Uint32Array.from({ length: 220 }, (_, row) => row)
const MEMBERS = ROWS.subarray(0, 20)

test('withTagEvidence() makes members surer who use a tag of the network, and nobody else', () => {
  const before = Float64Array.from(ROWS, (row) => (row < 20 ? 1 : -3))
  const after = withTagEvidence(platformWithTags(), ROWS, before, MEMBERS)
  for (const row of ROWS) {
    if (row < 10) assert.ok(after[row] > 1 && after[row] <= 1 + Math.log(20), `${row}`)
    else assert.equal(after[row], before[row], `${row}`)
  }
  assert.equal(before[0], 1, 'what it was given is left as it is')
})

test('withTagEvidence() takes nobody in by tags alone, a seed neither', () => {
  const before = new Float64Array(220).fill(-0.5)
  assert.deepEqual(withTagEvidence(platformWithTags(), ROWS, before, MEMBERS), before)
})

test('withTagEvidence() leaves all as it is without tags, and a member aside that was not scored', () => {
  const builder = new PlatformBuilder()
  for (let row = 0; row < 30; row++) builder.accounts.add(`a${row}`)
  const before = new Float64Array(25).fill(2)
  const rows = ROWS.subarray(0, 25)
  const members = Uint32Array.from([1, 2, 28])
  assert.deepEqual(withTagEvidence(builder.build(), rows, before, members), before)
})

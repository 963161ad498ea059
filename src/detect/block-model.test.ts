import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PlatformBuilder } from '../platform/builder.ts'
import { type Platform } from '../platform/platform.ts'
import { createRandom } from '../util/random.ts'
import { blockLogOdds, blockModel, BLOCK_MEMBER_SCORE } from './block-model.ts'
import { type Seeds } from './detector.ts'
import { everyRow } from './every-row.ts'
import { fitOnce } from './mixture.ts'

const ACCOUNTS = 8000
const MEMBERS = 40

test('blockModel claims equals whom the mixture does not see', () => {
  const platform = platformWithEquals(3)
  const rows = everyRow(platform)
  const seeds = seedsOf(8)
  const scores = blockModel.score(platform, seeds, rows)
  const logOdds = blockLogOdds(platform, seeds, rows)
  assert.ok(scores && logOdds)
  const claimed = rows.filter((row) => scores[row] > BLOCK_MEMBER_SCORE)
  assert.deepEqual(
    claimed,
    rows.filter((row) => logOdds[row] > 0),
  )
  const { logOdds: mixtureOdds } = fitOnce(platform, seeds, rows)
  assert.ok(mixtureOdds.every((odds) => odds <= 0))
  assert.ok(claimed.length > 10, `${claimed.length}`)
  assert.ok(claimed.every((row) => row < MEMBERS))
})

test('blockModel is not asked where the mixture explains the seeds', () => {
  const platform = platformWithEquals(20)
  const rows = everyRow(platform)
  assert.equal(blockLogOdds(platform, seedsOf(8), rows), null)
  assert.equal(blockModel.score(platform, seedsOf(8), rows), null)
})

test('blockLogOdds() of some accounts are those of everybody', () => {
  const platform = platformWithEquals(3)
  const seeds = seedsOf(8)
  const all = blockLogOdds(platform, seeds, everyRow(platform))
  const rows = everyRow(platform).filter((row) => row < 8 || row % 3 === 0)
  const some = blockLogOdds(platform, seeds, rows)
  assert.ok(all && some)
  assert.deepEqual(
    some,
    Float64Array.from(rows, (row) => all[row]),
  )
})

/** The first accounts follow some of each other, with or without an ordinary life as the rest have. */
function platformWithEquals(followed: number): Platform {
  const random = createRandom(3)
  const builder = new PlatformBuilder()
  for (let i = 0; i < ACCOUNTS; i++) builder.accounts.add(`a${i}`)
  for (let i = 0; i < ACCOUNTS; i++) {
    for (let k = 0; k < 6; k++) builder.follow(i, (i % 5) + 5 * random.below(ACCOUNTS / 5))
  }
  for (let i = 0; i < MEMBERS; i++) {
    for (let k = 0; k < followed; k++) builder.follow(i, random.below(MEMBERS))
  }
  return builder.build()
}

function seedsOf(count: number): Seeds {
  return {
    rows: Uint32Array.from({ length: count }, (_, i) => i),
    weights: new Float32Array(count).fill(1),
  }
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf, type SmallPlatform } from '../platform/platform-of.ts'
import { createRandom } from '../util/random.ts'
import { everyRow } from './every-row.ts'
import { randomPlatform } from './random-platforms.ts'
import { shapeColumns } from './shape.ts'

test('shapeColumns() counts what accounts share, as a plain count of all pairs does', () => {
  const random = createRandom(6)
  for (let run = 0; run < 60; run++) {
    const platform = randomPlatform(random)
    const { starts, targets } = platform.tagUses.out
    if (targets.length === 0) continue
    const columns = new Map(
      shapeColumns(platform, everyRow(platform)).map(({ name, values }) => [name, values]),
    )
    const tagsOf = (i: number) => new Set(targets.subarray(starts[i], starts[i + 1]))
    for (let i = 0; i < platform.accounts.size; i++) {
      const shared = Array.from({ length: platform.accounts.size }, (_, j) =>
        j === i ? 0 : [...tagsOf(i)].filter((tag) => tagsOf(j).has(tag)).length,
      )
      const sharers = shared.filter((count) => count > 0).length
      const all = shared.reduce((sum, count) => sum + count, 0)
      assert.equal(columns.get('tags')![i], tagsOf(i).size)
      assert.equal(columns.get('sharers')![i], sharers)
      assert.equal(columns.get('tags-shared-with-each')![i], all / Math.max(1, sharers))
      assert.equal(columns.get('most-shared-with-one')![i], Math.max(...shared))
    }
  }
})

test('shapeColumns() holds only what the platform has data for, one value for each account', () => {
  assert.deepEqual(columnsOf({ accounts: ['ada'] }), [])
  const followed = columnsOf({ follows: [['ada', 'bo']] })
  const tagged = columnsOf({ tags: [['ada', 'zorblax']] })
  const names = [...followed, ...tagged].map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
  for (const { values } of followed) assert.equal(values.length, 2)
  for (const { values } of [...followed, ...tagged]) assert.ok(values.every(Number.isFinite))
})

test('shapeColumns() tells an account followed by many from one that follows many', () => {
  const follows = Array.from({ length: 9 }, (_, i) => [`fan${i}`, 'star'] as const)
  const platform = platformOf({ accounts: ['star'], follows: [...follows, ['star', 'fan0']] })
  const ratio = shapeColumns(platform, everyRow(platform)).find(
    ({ name }) => name === 'followers-per-follow',
  )!
  assert.equal(ratio.values[0], Math.log(10 / 2))
  assert.ok(ratio.values[2] < 0)
})

test('shapeColumns() of some rows is that of all rows, at those', () => {
  const random = createRandom(12)
  for (let run = 0; run < 40; run++) {
    const platform = randomPlatform(random)
    const rows = everyRow(platform).filter(() => random.next() < 0.5)
    const all = shapeColumns(platform, everyRow(platform))
    for (const [k, { name, values }] of shapeColumns(platform, rows).entries()) {
      assert.equal(name, all[k].name)
      assert.deepEqual(
        values,
        Float64Array.from(rows, (row) => all[k].values[row]),
      )
    }
  }
})

function columnsOf(small: SmallPlatform) {
  const platform = platformOf(small)
  return shapeColumns(platform, everyRow(platform))
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PlatformBuilder } from '../platform/builder.ts'
import { platformOf } from '../platform/platform-of.ts'
import { createRandom, type Random } from '../util/random.ts'
import { creationRanks } from './creation-ranks.ts'
import { creationShape, crowding, nearness } from './creation-times.ts'
import { everyRow } from './every-row.ts'

test('crowding() of uniform ranks has mean 0 and variance 1, however many there are', () => {
  const random = createRandom(1)
  for (const size of [2, 3, 10, 60]) {
    const values = drawn(20_000, () => crowding(uniform(random, size)))
    assert.ok(Math.abs(meanOf(values)) < 0.03, `${size}: ${meanOf(values)}`)
    assert.ok(Math.abs(meanOf(values.map((value) => value ** 2)) - 1) < 0.06, `${size}`)
  }
})

test('crowding() rises when a part of the ranks is drawn together', () => {
  const random = createRandom(2)
  for (let run = 0; run < 200; run++) {
    const ranks = uniform(random, 30)
    const burst = ranks.map((rank, k) => (k % 2 === 0 ? 0.5 + rank / 200 : rank)).toSorted()
    assert.ok(crowding(burst) > crowding(ranks))
    assert.ok(crowding(burst) > 3)
  }
})

test('nearness() of uniform ranks has mean 0 and variance 1, wherever the account stands', () => {
  const random = createRandom(3)
  for (const rank of [0, 0.02, 0.3, 0.5, 1]) {
    const values = drawn(20_000, () => nearness(rank, uniform(random, 12)))
    const variance = meanOf(values.map((value) => value ** 2))
    assert.ok(Math.abs(meanOf(values)) < 0.03, `${rank}: ${meanOf(values)}`)
    assert.ok(Math.abs(variance - 1) < 0.08, `${rank}: ${variance}`)
  }
  assert.ok(nearness(0.4, Float64Array.of(0.401, 0.399, 0.9)) > 2)
})

test('creationShape() has no columns where nobody says when an account was created', () => {
  const platform = platformOf({ follows: [['ada', 'bo']] })
  assert.deepEqual(creationShape(platform, everyRow(platform)), [])
})

test('creationShape() says what chance gives of an account that nothing is known of', () => {
  const platform = createdAt([5, 7, NaN, 8], [[0, 2], [3, 2], [2, 0]]) // prettier-ignore
  const { created, ...others } = columnsOf(platform)
  assert.equal(created[2], 0.5)
  for (const [name, values] of Object.entries(others)) {
    assert.ok(values.every(Number.isFinite), name)
    if (name.startsWith('created-with')) assert.equal(values[2], 0)
  }
  assert.equal(others['followed-created-together'][0], 0)
})

test('creationShape() knows followers created in one week from followers created at any time', () => {
  const random = createRandom(4)
  const times = drawn(1000, () => random.below(1_000_000))
  for (let k = 100; k < 115; k++) times[k] = 500_000 + random.below(2_000)
  times[0] = 501_000
  const follows = drawn(15, (k) => [100 + k, 0] as const)
  const elsewhere = drawn(15, (k) => [200 + k, 1] as const)
  const columns = columnsOf(createdAt(times, [...follows, ...elsewhere]))
  for (const name of ['followers-created-together', 'created-with-followers']) {
    assert.ok(columns[name][0] > 5, `${name}: ${columns[name][0]}`)
    assert.ok(columns[name][1] < 3, `${name}: ${columns[name][1]}`)
  }
})

test('creationRanks() spreads an influx: by the clock of the platform it is no burst', () => {
  const random = createRandom(5)
  // nine in ten of all accounts come in a hundredth of the time
  const times = drawn(4000, (k) => (k < 3600 ? 700 + random.below(10) : random.below(1000)))
  const rankOf = creationRanks(createdAt(times, []))!
  const ranks = drawn(4000, (k) => rankOf(k)).toSorted((a, b) => a - b)
  for (const [k, rank] of ranks.entries()) assert.ok(Math.abs(rank - k / 4000) < 0.03, `${rank}`)
  // so forty of them who follow one another are as spread as any forty
  const some = Float64Array.from(drawn(40, () => rankOf(random.below(3600)))).toSorted()
  assert.ok(Math.abs(crowding(some.map((rank) => (rank - ranks[280]) / 0.9))) < 4)
})

test('creationRanks() rise with time, and tell nothing by times that many share', () => {
  const rankOf = creationRanks(createdAt([3, 1, NaN, 2], []))!
  assert.ok(rankOf(1) < rankOf(3) && rankOf(3) < rankOf(0))
  assert.ok(Number.isNaN(rankOf(2)))
  const alike = creationRanks(
    createdAt(
      drawn(500, () => 9),
      [],
    ),
  )!
  const ranks = Float64Array.from({ length: 500 }, (_, row) => alike(row)).toSorted()
  assert.ok(Math.abs(crowding(ranks)) < 4)
  assert.equal(creationRanks(createdAt([NaN, NaN], [])), null)
})

function createdAt(times: readonly number[], follows: readonly (readonly [number, number])[]) {
  const builder = new PlatformBuilder()
  for (const [k, createdAtMillis] of times.entries()) {
    builder.describe(builder.accounts.add(`a${k}`), { createdAtMillis })
  }
  for (const [source, target] of follows) builder.follow(source, target)
  return builder.build()
}

function columnsOf(platform: ReturnType<typeof createdAt>): Record<string, Float64Array> {
  const columns = creationShape(platform, everyRow(platform))
  return Object.fromEntries(columns.map(({ name, values }) => [name, values]))
}

function uniform(random: Random, size: number): Float64Array {
  return Float64Array.from({ length: size }, () => random.next()).toSorted()
}

function drawn<T>(count: number, one: (k: number) => T): T[] {
  return Array.from({ length: count }, (_, k) => one(k))
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

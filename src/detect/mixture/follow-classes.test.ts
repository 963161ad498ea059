import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCsr, type Csr } from '../../graph/csr.ts'
import { createRandom } from '../../util/random.ts'
import { followClasses } from './follow-classes.ts'

const SEEKERS = 200
const SOURCES = 20
const FANS = 80
const IDOLS = 10
const ORDER = SEEKERS + SOURCES + FANS + IDOLS
const [FIRST_FAN, FIRST_IDOL] = [SEEKERS + SOURCES, SEEKERS + SOURCES + FANS]

/** Seekers who follow sources, and so many idols to hide; fans who follow idols. */
function hiding(idolsFollowed: number, seed: number): Csr {
  const random = createRandom(seed)
  const sources: number[] = []
  const targets: number[] = []
  const follow = (from: number, first: number, count: number, times: number) => {
    for (let k = 0; k < times; k++) {
      sources.push(from)
      targets.push(first + random.below(count))
    }
  }
  for (let i = 0; i < SEEKERS; i++) {
    follow(i, SEEKERS, SOURCES, 6)
    follow(i, FIRST_IDOL, IDOLS, idolsFollowed)
  }
  for (let i = FIRST_FAN; i < FIRST_IDOL; i++) follow(i, FIRST_IDOL, IDOLS, 6)
  return buildCsr(ORDER, ORDER, sources, targets)
}

test('followClasses() tells fans from those who hide among them', () => {
  for (const seed of [1, 2, 3, 4]) {
    const { of, audience } = followClasses(hiding(3, seed))
    const [seekers, fans] = [of[0], of[FIRST_FAN]]
    assert.notEqual(seekers, fans)
    for (let i = 0; i < SEEKERS; i++) assert.equal(of[i], seekers)
    for (let i = FIRST_FAN; i < FIRST_IDOL; i++) assert.equal(of[i], fans)
    for (let j = FIRST_IDOL; j < ORDER; j++) assert.equal(audience[j], fans)
    for (let j = SEEKERS; j < FIRST_FAN; j++) assert.equal(audience[j], seekers)
  }
})

test('followClasses() finds one class where all follow alike', () => {
  for (const seed of [1, 2, 3, 4]) {
    const random = createRandom(seed)
    const sources = Array.from({ length: 200 * 6 }, (_, e) => e % 200)
    const targets = sources.map(() => 200 + random.below(20))
    const { of, audience } = followClasses(buildCsr(220, 220, sources, targets))
    for (let i = 0; i < 200; i++) assert.equal(of[i], of[0])
    for (let j = 200; j < 220; j++) assert.deepEqual([of[j], audience[j]], [-1, of[0]])
  }
})

test('followClasses() has none where hardly anybody follows', () => {
  assert.equal(followClasses(buildCsr(0, 0, [], [])).count, 0)
  const { count, of } = followClasses(buildCsr(3, 3, [0, 1], [2, 2]))
  assert.equal(count, 0)
  assert.deepEqual([...of], [-1, -1, -1])
})

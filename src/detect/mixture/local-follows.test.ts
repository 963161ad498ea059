import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Csr, digraph, hasEntry } from '../../graph/csr.ts'
import { randomCsr } from '../../graph/random-graphs.ts'
import { createRandom } from '../../util/random.ts'
import { CLASS_COUNT, degreeClass } from './chance.ts'
import { type Direction, localFollows, wholeFollows } from './local-follows.ts'

const degreeOf = ({ starts }: Csr, i: number) => starts[i + 1] - starts[i]

test('localFollows() keeps true degrees, and counts outsiders by class as a plain count does', () => {
  const random = createRandom(4)
  for (let run = 0; run < 100; run++) {
    const accounts = 1 + random.below(30)
    const follows = digraph(randomCsr(random, accounts, accounts, random.below(150)))
    const everybody = Uint32Array.from({ length: accounts }, (_, i) => i)
    const rows = everybody.filter(() => random.next() < 0.6)
    const outside = everybody.filter((i) => !rows.includes(i))
    const local = localFollows(follows, rows)
    assert.equal(local.accounts, accounts)
    assert.equal(local.follows, follows.out.targets.length)
    for (const [direction, ways] of [
      [local.following, follows.out],
      [local.followed, follows.in],
    ] as const) {
      for (const [a, row] of rows.entries()) {
        assert.equal(direction.degrees[a], degreeOf(ways, row))
        for (const [b, other] of rows.entries()) {
          assert.equal(hasEntry(direction.among, a, b), hasEntry(ways, row, other))
        }
      }
      for (let c = 0; c < CLASS_COUNT; c++) {
        const ofClass = outside.filter((i) => {
          const degree = degreeOf(ways, i)
          return degree > 0 && degreeClass(degree) === c
        })
        assert.equal(direction.outsiders.accounts[c], ofClass.length)
        const degrees = ofClass.reduce((sum, i) => sum + degreeOf(ways, i), 0)
        assert.equal(direction.outsiders.degrees[c], degrees)
        for (const [place, row] of rows.entries()) {
          const met = ofClass.filter((i) => hasEntry(ways, i, row)).length
          assert.equal(metOf(direction, place, c), met)
        }
      }
    }
  }
})

test('localFollows() of everybody is wholeFollows()', () => {
  const follows = digraph(randomCsr(createRandom(6), 20, 20, 90))
  const everybody = Uint32Array.from({ length: 20 }, (_, i) => i)
  const local = localFollows(follows, everybody)
  const whole = wholeFollows(follows)
  assert.deepEqual(local.following.degrees, whole.following.degrees)
  assert.deepEqual(local.followed.among.targets, whole.followed.among.targets)
  assert.deepEqual(local.following.outsiders, whole.following.outsiders)
  assert.deepEqual(local.followed.outsiders, whole.followed.outsiders)
})

function metOf({ outsiders: { met } }: Direction, place: number, c: number): number {
  for (let e = met.starts[place]; e < met.starts[place + 1]; e++) {
    if (met.targets[e] === c) return met.weights![e]
  }
  return 0
}

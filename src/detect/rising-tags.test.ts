import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf } from '../platform/platform-of.ts'
import { betaBinomialTail } from '../statistics/beta-binomial.ts'
import { createRandom } from '../util/random.ts'
import { risingTags } from './rising-tags.ts'
import { tagCensus, usersIn } from './tag-census.ts'
import { tagFamilies, tagsUsedBy } from './tag-families.ts'

type Use = readonly [account: string, tag: string]

const users = (name: string, from: number, to: number, tag: string): Use[] =>
  Array.from({ length: to - from }, (_, k) => [`${name}${from + k}`, tag])

/** Forty members and 960 others, who all use #sunset before and after. */
const everybody = [...users('m', 0, 40, 'sunset'), ...users('o', 0, 960, 'sunset')]

function risen(before: readonly Use[], after: readonly Use[]) {
  const platform = platformOf({ tags: [...everybody, ...before, ...after] })
  const census = tagCensus(platformOf({ tags: [...everybody, ...before] }))
  const rows = Array.from({ length: 40 }, (_, k) => platform.accounts.find(`m${k}`))
  const familyOf = tagFamilies(platform, tagsUsedBy(platform, rows))
  return risingTags(platform, [rows], { census, atMillis: 0 }, familyOf)[0]
}

test('risingTags() names a new tag of the network, with its share and the chance of it', () => {
  const [rising, ...more] = risen([], [...users('m', 0, 10, 'zorblax'), ['o1', 'zorblax']])
  const { qValue, lift, ...said } = rising
  assert.deepEqual(said, {
    tag: 'zorblax',
    spellings: [],
    mutationOf: null,
    uses: 10,
    everybody: 11,
    before: 0,
  })
  // 50 of 1,011 uses of tags are the network's
  assert.ok(Math.abs(lift - 10 / 11 / (50 / 1011)) < 1e-12)
  // two tests: one of the tag, one of its family
  assert.ok(Math.abs(qValue / (2 * betaBinomialTail(10, 11, 50 / 1011, 0.03)) - 1) < 1e-9)
  assert.deepEqual(more, [])
})

test('risingTags() names no tag that was there, and none that everybody takes up', () => {
  const old = users('m', 0, 20, 'zorblax')
  assert.deepEqual(risen(old, []), [])
  // twice as many of the network use it as before, and it is not new
  assert.deepEqual(risen(old, users('m', 20, 40, 'zorblax')), [])
  const popular = [...users('m', 0, 30, 'quibblefen'), ...users('o', 0, 600, 'quibblefen')]
  assert.deepEqual(risen([], popular), [])
})

test('risingTags() takes those who used it before for the network’s', () => {
  const strangers = users('o', 0, 2, 'zorblax')
  assert.deepEqual(
    risen(strangers, users('m', 0, 12, 'zorblax')).map(({ uses, before }) => [uses, before]),
    [[12, 2]],
  )
  // four of the network, two of whom may have used it before: too few
  assert.deepEqual(risen(users('o', 0, 1, 'zorblax'), users('m', 0, 3, 'zorblax')), [])
})

test('risingTags() counts new spellings of an old word together, and says of which', () => {
  const old = users('m', 0, 20, 'zorblax')
  const [rising] = risen(old, [
    ...users('m', 20, 26, 'z0rblax'),
    ...users('m', 26, 30, 'zorblaxo'),
    ['m31', 'zorbax'],
  ])
  assert.equal(rising.mutationOf, 'zorblax')
  assert.deepEqual([rising.tag, ...rising.spellings], ['z0rblax', 'zorblaxo', 'zorbax'])
  assert.equal(rising.uses, 11)
})

test('usersIn() has the users of each tag, and nobody for a tag that came later', () => {
  const random = createRandom(5)
  const uses = Array.from({ length: 3000 }, (): Use => [
    `a${random.below(50)}`,
    `tag${random.below(900)}`,
  ])
  const platform = platformOf({ tags: uses })
  const census = tagCensus(platform)
  for (let tag = 0; tag < platform.tags.size; tag++) {
    const name = platform.tags.idOf(tag)
    const wanted = new Set(uses.filter(([, used]) => used === name).map(([account]) => account))
    assert.equal(usersIn(census, name), wanted.size)
  }
  assert.equal(usersIn(census, 'zorblax'), 0)
  assert.equal(usersIn(tagCensus(platformOf({})), 'zorblax'), 0)
})

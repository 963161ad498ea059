import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Platform } from '../platform/platform.ts'
import { platformOf } from '../platform/platform-of.ts'
import { bridgingTags } from './bridging-tags.ts'
import { alone, tagFamilies, tagsUsedBy } from './tag-families.ts'

type Use = readonly [account: string, tag: string]

const users = (name: string, count: number, tag: string): Use[] =>
  Array.from({ length: count }, (_, k) => [`${name}${k}`, tag])

function familyNames({ tags, ...rest }: Platform, tag: string): string[] {
  const familyOf = tagFamilies({ tags, ...rest }, [tags.find(tag)])
  return familyOf(tags.find(tag)).spellings.map((each) => tags.idOf(each))
}

function numbered(count: number): Platform {
  return platformOf({
    tags: Array.from({ length: count }, (_, k) => [`a${k}`, `zorblax${k || ''}`]),
  })
}

test('tagFamilies() puts the spellings of a word together, and never two words by steps', () => {
  const platform = platformOf({
    tags: [
      ...users('a', 5, 'zorblax'),
      ...users('a', 4, 'z0rblаx'),
      ...users('a', 3, 'zorplax'),
      // one edit from the one before it and two from the first
      ...users('a', 2, 'zorplux'),
      ...users('a', 1, 'quibblefen'),
    ],
  })
  assert.deepEqual(familyNames(platform, 'zorplax'), ['zorblax', 'z0rblаx', 'zorplax'])
  assert.deepEqual(familyNames(platform, 'zorplux'), ['zorplux'])
  assert.deepEqual(familyNames(platform, 'quibblefen'), ['quibblefen'])
})

test('a family has the same spellings in it whichever of them is asked for', () => {
  const spellings = ['zorblax', 'zorblaxo', 'zorbla', 'zzorblax', 'z.orblax']
  const platform = platformOf({
    tags: spellings.flatMap((tag, k) => users('a', 9 - k, tag)),
  })
  for (const tag of spellings) assert.deepEqual(familyNames(platform, tag), spellings)
})

/** Forty members and a thousand others, all of whom use #sunset. */
function crowd(tags: readonly Use[]): { platform: Platform; members: number[] } {
  const platform = platformOf({
    tags: [...users('m', 40, 'sunset'), ...users('o', 1000, 'sunset'), ...tags],
  })
  const members = Array.from({ length: 40 }, (_, k) => platform.accounts.find(`m${k}`))
  return { platform, members }
}

test('a word in many spellings is a bridge, though no spelling of it is one', () => {
  const spellings = 'zorblax zоrblax z0rblax zorbláx zorblaxx zorplax'.split(' ')
  const { platform, members } = crowd(
    Array.from({ length: 12 }, (_, k): Use => [`m${k}`, spellings[k % 6]]),
  )
  assert.deepEqual(bridgingTags(platform, members, alone), [])
  const [bridge, ...more] = bridgingTags(
    platform,
    members,
    tagFamilies(platform, tagsUsedBy(platform, members)),
  )
  assert.deepEqual([bridge.tag, ...bridge.spellings].toSorted(), spellings.toSorted())
  assert.equal(bridge.uses, 12)
  assert.equal(more.length, 0)
})

test('the slips that everybody makes are no bridge, and who hides behind a popular word is one', () => {
  const slips = 'sunsett sunzet sunnset sunse sunset7 unset susnet sunsst'.split(' ')
  const innocent = [
    ...slips.map((slip, k): Use => [`m${k}`, slip]),
    ...Array.from({ length: 200 }, (_, k): Use => [`o${k}`, slips[k % slips.length]]),
  ]
  const families = ({ platform, members }: ReturnType<typeof crowd>) =>
    bridgingTags(platform, members, tagFamilies(platform, tagsUsedBy(platform, members))).map(
      ({ tag }) => tag,
    )
  assert.deepEqual(families(crowd(innocent)), [])
  assert.deepEqual(families(crowd([...innocent, ...users('m', 15, 'sunsot')])), ['sunsot'])
})

test('tagFamilies() leaves each tag alone where a crowd of them would be held against each other', () => {
  assert.equal(familyNames(numbered(30), 'zorblax').length, 30)
  assert.deepEqual(familyNames(numbered(25_000), 'zorblax'), ['zorblax'])
})

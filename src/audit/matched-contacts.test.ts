import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PlatformBuilder } from '../platform/builder.ts'
import { matchedContacts } from './matched-contacts.ts'

/** `tags` by account; everybody in `followers` is followed by so many. */
function platformWith(tags: Record<string, string[]>, followers: Record<string, number> = {}) {
  const builder = new PlatformBuilder()
  for (const [id, used] of Object.entries(tags)) {
    const row = builder.accounts.add(id)
    for (const tag of used) builder.useTag(row, builder.tags.add(tag), 1)
  }
  for (const [id, count] of Object.entries(followers)) {
    for (let k = 0; k < count; k++) {
      builder.follow(builder.accounts.add(`fan-${k}`), builder.accounts.add(id))
    }
  }
  return builder.build()
}

function matchOf(platform: ReturnType<typeof platformWith>, harmfulIds: readonly string[]) {
  const harmful = new Uint8Array(platform.accounts.size)
  for (const id of harmfulIds) harmful[platform.accounts.find(id)] = 1
  const met = platform.accounts.find('met')
  const fallback = platform.accounts.find('other')
  return platform.accounts.idOf(matchedContacts(platform, [met], [fallback], harmful)[0])
}

test('matchedContacts() takes the innocent account that shares the most tags, by its share', () => {
  const platform = platformWith({
    met: ['a', 'b'],
    accomplice: ['a', 'b'],
    close: ['a', 'b', 'c'],
    broad: ['a', 'b', 'c', 'd', 'e'],
    other: [],
  })
  assert.equal(matchOf(platform, ['met', 'accomplice']), 'close')
})

test('matchedContacts() takes, of equals, the one with the nearest number of followers', () => {
  const platform = platformWith(
    { met: ['a'], famous: ['a'], alike: ['a'], other: [] },
    { met: 3, famous: 9, alike: 4 },
  )
  assert.equal(matchOf(platform, ['met']), 'alike')
})

test('matchedContacts() falls back where no innocent account shares a tag', () => {
  const platform = platformWith({ met: ['a'], accomplice: ['a'], other: ['b'] })
  assert.equal(matchOf(platform, ['met', 'accomplice']), 'other')
})

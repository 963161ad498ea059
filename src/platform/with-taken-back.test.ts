import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MOST_TAKEN_BACK, stillCounting, TAKEN_BACK_DAYS } from '../model/taken-back.ts'
import { PlatformBuilder } from './builder.ts'
import { platformOf } from './platform-of.ts'
import { layOutPlatform, readPlatform } from './platform-file.ts'
import { type Platform } from './platform.ts'
import { withTakenBack } from './with-taken-back.ts'

const NOW = 1_700_000_000_000
const LIFE_MILLIS = TAKEN_BACK_DAYS * 86_400_000

const small = platformOf({
  follows: [
    ['ada', 'bo'],
    ['bo', 'cy'],
  ],
})
const takenBack = [
  { source: 'cy', target: 'ada', atMillis: NOW - 1 },
  { source: 'ada', target: 'cy', atMillis: NOW - LIFE_MILLIS },
  // made again, said twice, of nobody
  { source: 'ada', target: 'bo', atMillis: NOW },
  { source: 'cy', target: 'ada', atMillis: NOW },
  { source: 'cy', target: 'nobody', atMillis: NOW },
]

function pairs({ follows: { out }, accounts }: Platform): string[] {
  return Array.from({ length: out.rows }, (_, i) =>
    Array.from(
      out.targets.subarray(out.starts[i], out.starts[i + 1]),
      (target) => `${accounts.idOf(i)} ${accounts.idOf(target)}`,
    ),
  ).flat()
}

test('withTakenBack() counts a follow that was taken back lately, once, and changes nothing else', () => {
  const platform = { ...small, takenBack }
  const seen = withTakenBack(platform, NOW)
  assert.deepEqual(pairs(seen).toSorted(), ['ada bo', 'bo cy', 'cy ada'])
  const back = platformOf({
    follows: [
      ['ada', 'bo'],
      ['bo', 'cy'],
      ['cy', 'ada'],
    ],
  })
  assert.deepEqual(seen.follows, back.follows)
  assert.deepEqual(pairs(platform), ['ada bo', 'bo cy'])
  assert.equal(seen.tagUses, platform.tagUses)
})

test('withTakenBack() is the platform itself once all days are over, or where nothing was taken back', () => {
  const platform = { ...small, takenBack }
  assert.equal(withTakenBack(platform, NOW + LIFE_MILLIS), platform)
  assert.equal(withTakenBack(small, NOW), small)
})

test('stillCounting() keeps the latest of too many', () => {
  const many = Array.from({ length: MOST_TAKEN_BACK + 2 }, (_, k) => ({
    source: `a${k}`,
    target: 'b',
    atMillis: NOW - k,
  }))
  const kept = stillCounting(many, NOW)
  assert.equal(kept.length, MOST_TAKEN_BACK)
  assert.equal(kept.at(-1)?.source, 'a0')
})

test('what was taken back survives the file, and further imports', () => {
  const platform = { ...small, takenBack }
  const parts = layOutPlatform(platform)
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  assert.deepEqual(readPlatform(file).takenBack, takenBack)
  assert.deepEqual(new PlatformBuilder(platform).build().takenBack, takenBack)
  assert.ok(!('takenBack' in new PlatformBuilder(small).build()))
})

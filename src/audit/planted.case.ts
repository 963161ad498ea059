/**
 * A small world with a planted network and an innocent fan club of the same shape, for the tests of
 * this folder.
 *
 * @module
 */
import { type Role } from '../model/role.ts'
import { platformOf } from '../platform/platform-of.ts'
import { type Platform } from '../platform/platform.ts'
import { createRandom } from '../util/random.ts'

const ORDINARY = 300
const SOURCES = 12
const SEEKERS = 30
const FANS = 30

export const sources = names('source', SOURCES)
export const seekers = names('seeker', SEEKERS)
export const fans = names('fan', FANS)
export const idols = names('idol', 4)

/** Ordinary people follow one another; seekers follow sources, fans follow idols, both follow some people too. */
export function plantedPlatform(seed = 1): Platform {
  const random = createRandom(seed)
  const people = names('person', ORDINARY)
  const follows: [string, string][] = []
  const followSome = (source: string, targets: readonly string[], count: number) => {
    for (let k = 0; k < count; k++) follows.push([source, targets[random.below(targets.length)]])
  }
  for (const person of people) followSome(person, people, 12)
  for (const person of people.slice(0, 40)) followSome(person, [...sources, ...idols], 1)
  for (const seeker of seekers) {
    followSome(seeker, sources, 8)
    followSome(seeker, people, 5)
  }
  for (const source of sources) followSome(source, people, 5)
  for (const fan of fans) {
    followSome(fan, idols, 4)
    followSome(fan, people, 5)
  }
  return platformOf({
    accounts: [...people, ...sources, ...seekers, ...fans, ...idols],
    follows,
    truth: [
      ...answers(sources, 'source', 'planted-1'),
      ...answers(seekers, 'seeker', 'planted-1'),
      ...answers(fans, 'bystander', 'fan-club-1'),
      ...answers(idols, null, 'fan-club-1'),
    ],
    signals: [
      { subject: { account: sources[0] } },
      { subject: { account: people[0] }, polarity: 'benign' },
      { subject: { tag: 'zorblax' } },
    ],
  })
}

function names(stem: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, k) => `${stem}-${k}`)
}

function answers(ids: readonly string[], role: Role | null, group: string) {
  return ids.map((id) => [id, role, group] as const)
}

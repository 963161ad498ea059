/**
 * A small platform with one network in the midst of it: 8 sources, each of 24 seekers follows five of them, and
 * 40 others who know nothing of it.
 *
 * @module
 */
import { type Platform } from '../src/platform/platform.ts'
import { platformOf } from '../src/platform/platform-of.ts'

const names = (kind: string, count: number) =>
  Array.from({ length: count }, (_, k) => `${kind}-${k + 1}`)

/** `child-1`, a minor, follows and is followed; `source-1` to `source-3` and `seeker-2` are seeds. */
export function plantedPlatform(): Platform {
  const sources = names('source', 8)
  const seekers = names('seeker', 24)
  const others = names('other', 600)
  return platformOf({
    accounts: [...sources, ...seekers, 'child-1', ...others],
    follows: [
      ...seekers.flatMap((seeker, k) =>
        [0, 1, 2, 3, 5].map((step): [string, string] => [seeker, sources[(k + step) % 8]]),
      ),
      ...others.flatMap((other, k) =>
        [1, 2, 7, 31, 113].map((step): [string, string] => [other, others[(k + step) % 600]]),
      ),
      ...seekers.map((seeker, k): [string, string] => [seeker, others[k]]),
      ...sources.map((source): [string, string] => ['child-1', source]),
      ['seeker-1', 'child-1'],
      ['source-1', 'child-1'],
    ],
    tags: sources.flatMap((source): [string, string][] => [
      [source, 'zorblax'],
      [source, 'quibblefen'],
    ]),
    signals: ['source-1', 'source-2', 'source-3', 'seeker-2'].map((account) => ({
      subject: { account },
      atMillis: 1.7e12,
    })),
    ageBands: { 'child-1': 'minor' },
  })
}

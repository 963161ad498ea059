/**
 * The ways to hide that the mixture's first sketch was measured on, by row of the table.
 *
 * @module
 */
import { LARGE, SMALL, type Variant } from './settings.ts'

export interface EvasionRow extends Variant {
  /** Average precision that is asked for. */
  readonly asked: number
}

export const EVASIONS: readonly EvasionRow[] = [
  { name: '100 camouflage', asked: 0.97, networks: [{ ...LARGE, camouflage: 100 }] },
  { name: '300 camouflage', asked: 0.6, networks: [{ ...LARGE, camouflage: 300 }] },
  { name: '200 innocent followers', asked: 0.92, networks: [{ ...LARGE, innocentFollowers: 200 }] },
  { name: 'half of the follows known', asked: 0.93, networks: [LARGE], known: 0.5 },
  { name: 'a quarter known', asked: 0.7, networks: [LARGE], known: 0.25 },
  { name: 'seeds are sources only', asked: 0.97, networks: [LARGE], seedRole: 'sources' },
  { name: 'seeds are seekers only', asked: 0.97, networks: [LARGE], seedRole: 'seekers' },
  {
    name: '71 accounts, 4 seeds',
    asked: 0.97,
    networks: [{ ...SMALL, seekers: 61 }],
    seedCount: 4,
  },
  {
    name: 'several at once',
    asked: 0.5,
    networks: [{ ...LARGE, camouflage: 100, innocentFollowers: 60, sourcesFollowed: [2, 8] }],
    known: 0.7,
    seedCount: 10,
  },
]

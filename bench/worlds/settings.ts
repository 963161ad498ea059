/**
 * The worlds that detectors are judged on.
 *
 * @module
 */
import { type PlantedShape } from './planted.ts'
import { FAMILIES, type WorldSetting } from './world.ts'

/** 580 accounts in the shape that the issue names. */
export const LARGE: PlantedShape = {
  sources: 60,
  seekers: 500,
  connectors: 20,
  sourcesFollowed: [3, 8],
  concentration: 0,
  camouflage: 15,
  camouflageTo: 'mixed',
  innocentFollowers: 5,
  sourceLinks: 0,
  followBack: 0,
  livedIn: false,
  bridged: 0,
  idolsFollowed: 0,
  sharedStars: 0,
}

/** 70 accounts. */
export const SMALL: PlantedShape = {
  ...LARGE,
  sources: 8,
  seekers: 60,
  connectors: 2,
  sourcesFollowed: [3, 6],
}

export interface Variant {
  readonly name: string
  readonly networks: readonly PlantedShape[]
  readonly seedCount?: number
  readonly seedRole?: WorldSetting['seedRole']
  readonly known?: number
  readonly wrongSeeds?: number
}

/** What the issue asks for by number. */
export const CORE: readonly Variant[] = [
  { name: '20 seeds, 15 camouflage', networks: [LARGE] },
  { name: '20 seeds, 40 camouflage', networks: [{ ...LARGE, camouflage: 40 }] },
  { name: '10 seeds', networks: [LARGE], seedCount: 10 },
  { name: 'seeds are seekers', networks: [LARGE], seedRole: 'seekers' },
  { name: '70 accounts, 4 seeds', networks: [SMALL], seedCount: 4 },
]

/** Other ways to be a network, and to hide. */
export const VARIED: readonly Variant[] = [
  { name: 'seeds are sources', networks: [LARGE], seedRole: 'sources' },
  { name: '5 seeds', networks: [LARGE], seedCount: 5 },
  { name: '10 seekers known', networks: [LARGE], seedCount: 10, seedRole: 'seekers' },
  { name: 'seekers follow 2-4', networks: [{ ...LARGE, sourcesFollowed: [2, 4] }] },
  { name: 'seekers follow 5-15', networks: [{ ...LARGE, sourcesFollowed: [5, 15] }] },
  { name: 'few hubs', networks: [{ ...LARGE, concentration: 1 }] },
  { name: 'source links, follow-backs', networks: [{ ...LARGE, sourceLinks: 6, followBack: 0.3 }] },
  { name: 'lived-in accounts', networks: [{ ...LARGE, livedIn: true }] },
  { name: 'camouflage to the top', networks: [{ ...LARGE, camouflageTo: 'top' }] },
  {
    name: '40 camouflage to the top',
    networks: [{ ...LARGE, camouflage: 40, camouflageTo: 'top' }],
  },
  { name: '40 to anybody', networks: [{ ...LARGE, camouflage: 40, camouflageTo: 'anybody' }] },
  { name: '60 innocent followers', networks: [{ ...LARGE, innocentFollowers: 60 }] },
  { name: '200 innocent followers', networks: [{ ...LARGE, innocentFollowers: 200 }] },
  { name: 'seekers also fans', networks: [{ ...LARGE, bridged: 0.2 }] },
  { name: 'one idol each', networks: [{ ...LARGE, idolsFollowed: 1 }] },
  { name: 'two idols each', networks: [{ ...LARGE, idolsFollowed: 2 }] },
  { name: 'three shared stars', networks: [{ ...LARGE, sharedStars: 3 }] },
  {
    name: '70 accounts, an idol each',
    networks: [{ ...SMALL, idolsFollowed: 1 }],
    seedCount: 4,
  },
  { name: '100 camouflage', networks: [{ ...LARGE, camouflage: 100 }] },
  { name: 'half of the follows', networks: [LARGE], known: 0.5 },
  {
    name: '70 accounts, 4 seekers known',
    networks: [SMALL],
    seedCount: 4,
    seedRole: 'seekers',
  },
  { name: '70 accounts, 40 camouflage', networks: [{ ...SMALL, camouflage: 40 }], seedCount: 4 },
  {
    name: '2-4 sources, 40 camouflage',
    networks: [{ ...LARGE, sourcesFollowed: [2, 4], camouflage: 40 }],
  },
  { name: 'no camouflage', networks: [{ ...LARGE, camouflage: 0 }] },
  { name: '200 sources', networks: [{ ...LARGE, sources: 200, seekers: 360 }] },
  { name: '20 sources', networks: [{ ...LARGE, sources: 20, seekers: 550, connectors: 10 }] },
  { name: 'a fifth of the seeds wrong', networks: [LARGE], wrongSeeds: 4 },
  {
    name: '70 accounts, seekers follow 2-3',
    networks: [{ ...SMALL, sourcesFollowed: [2, 3] }],
    seedCount: 4,
  },
  { name: '300 camouflage', networks: [{ ...LARGE, camouflage: 300 }] },
  { name: '3 seeds', networks: [LARGE], seedCount: 3 },
  {
    name: 'several at once',
    networks: [
      {
        ...LARGE,
        camouflage: 40,
        sourcesFollowed: [2, 6],
        innocentFollowers: 40,
        concentration: 0.7,
        livedIn: true,
        bridged: 0.2,
      },
    ],
    seedCount: 10,
  },
  {
    name: '70 accounts, 3 seeds, 40 to the top',
    networks: [{ ...SMALL, camouflage: 40, camouflageTo: 'top' }],
    seedCount: 3,
  },
  { name: '70 accounts, lived in', networks: [{ ...SMALL, livedIn: true }], seedCount: 4 },
  { name: 'three networks', networks: [LARGE, { ...SMALL, seekers: 200, sources: 25 }, SMALL] },
]

/** Real graphs to plant in, each with a network small enough for it. */
export const REAL: readonly string[] = [
  'wiki-vote',
  'ego-facebook',
  'lastfm',
  'twitch-de',
  'twitch-engb',
  'twitch-es',
  'twitch-fr',
]

/** Every family with every variant given. */
export function madeUpSettings(
  variants: readonly Variant[],
  families: readonly string[] = FAMILIES,
  accounts = 60_000,
  follows = 1_000_000,
): WorldSetting[] {
  return variants.flatMap((variant) =>
    families.map((background) => ({
      seedCount: 20,
      seedRole: 'any' as const,
      known: 1,
      wrongSeeds: 0,
      ...variant,
      background,
      accounts,
      follows,
    })),
  )
}

/** A small network in each real graph. */
export function realSettings(): WorldSetting[] {
  return REAL.map((background) => ({
    name: '70 planted, 6 seeds',
    background,
    accounts: 0,
    follows: 0,
    networks: [SMALL],
    seedCount: 6,
    seedRole: 'any' as const,
    known: 1,
    wrongSeeds: 0,
  }))
}

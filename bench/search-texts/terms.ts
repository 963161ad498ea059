/**
 * Terms made up for benchmarks and measurements, in the scripts that most is written in: syllables put
 * together at random, so that a list of any length means nothing to anybody.
 *
 * @module
 */
import { type Random } from '../../src/util/random.ts'

export const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Devanagari', 'Han'] as const
export type Script = (typeof SCRIPTS)[number]

interface Syllables {
  readonly openings: readonly string[]
  readonly vowels: readonly string[]
  readonly endings: readonly string[]
}

const words = (text: string) => text.split(' ')
const letters = (text: string) => Array.from(text)
const NONE = ['']

/** Endings with an empty one among them give open syllables too. */
const SYLLABLES: Readonly<Record<Script, Syllables>> = {
  Latin: {
    openings: words(
      'z qu vl dr gl fr k thr sn br j m pl gr h y dw sk w cr t fl n zw b p d st l r v',
    ),
    vowels: words('a o e i u y ee oo ai'),
    endings: words('x n nt rp ll bb m nd z st mp rk g k l sk r s f'),
  },
  Cyrillic: {
    openings: letters('бвгджзклмнпрстфхцчшщ'),
    vowels: letters('аоуыэяёюие'),
    endings: [...letters('бвгджзклмнпрстфхцчш'), 'рт', 'нк', 'мп'],
  },
  Greek: {
    openings: letters('βγδζθκλμνξπρστφχψ'),
    vowels: letters('αεηιουω'),
    endings: ['ς', 'ν', 'ρ', 'ξ', 'λ', 'ψ', 'κ'],
  },
  Arabic: {
    openings: letters('بتثجحخدذرزسشصضطظعغفقكلمنهوي'),
    vowels: [...letters('اوي'), ''],
    endings: [...letters('بتجحدرزسشطعفقكلمن'), ''],
  },
  Devanagari: {
    openings: letters('कखगघचछजझटठडढतथदधनपफबभमयरलवशसह'),
    vowels: [...letters('\u{93e}\u{93f}\u{940}\u{941}\u{942}\u{947}\u{94b}'), ''],
    endings: [...letters('कगचजटडतदनपबमरलवस'), ''],
  },
  Han: { openings: NONE, vowels: han(), endings: NONE },
}

/** Letters of the shortest terms: what the guard counts as no longer short. */
const SHORTEST: Readonly<Record<Script, number>> = {
  Latin: 5,
  Cyrillic: 5,
  Greek: 5,
  Arabic: 5,
  Devanagari: 5,
  Han: 3,
}

/** Openings of names, where those of terms are odd: nobody is called by a term of a list. */
export const NAME_OPENINGS: Partial<Record<Script, readonly string[]>> = {
  Latin: letters('bdfhjklmnprstv'),
}

/** `count` different made-up terms of `least` to `most` characters. */
export function madeUpTerms(
  random: Random,
  script: Script,
  count: number,
  {
    least = SHORTEST[script],
    most = 14,
    openings = SYLLABLES[script].openings,
  }: { least?: number; most?: number; openings?: readonly string[] } = {},
): string[] {
  const { vowels, endings } = SYLLABLES[script]
  const pick = (from: readonly string[]) => from[random.below(from.length)]
  const terms = new Set<string>()
  while (terms.size < count) {
    let term = ''
    const syllables = (script === 'Han' ? 2 : 1) + random.below(4)
    for (let i = 0; i < syllables; i++) term += pick(openings) + pick(vowels) + pick(endings)
    if (term.length >= least && term.length <= most) terms.add(term)
  }
  return [...terms]
}

/** A thousand ideographs: any will do for terms without a meaning. */
function han(): string[] {
  return Array.from({ length: 1000 }, (_, i) => String.fromCharCode(0x5000 + i * 3))
}

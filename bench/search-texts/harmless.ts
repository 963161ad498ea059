/**
 * Ordinary words of many languages, from dictionaries that Debian packages bring. None of them is part
 * of the project: a language whose package is not installed is left out, and the page says so.
 *
 * @module
 */
import { existsSync, readFileSync } from 'node:fs'

export interface Dictionary {
  readonly language: string
  readonly script: string
  /** `apt-get install` of this brings it. */
  readonly debianPackage: string
  readonly path: string
  readonly encoding: string
  /** The word in a line, when it is not all of it up to a slash, tab or space. */
  readonly word?: RegExp
}

const HUNSPELL = '/usr/share/hunspell'
const WORDS = '/usr/share/dict'

const WORD_LISTS: readonly Dictionary[] = [
  ['English', 'Latin', 'wamerican', `${WORDS}/american-english`],
  ['French', 'Latin', 'wfrench', `${WORDS}/french`],
  ['German', 'Latin', 'wngerman', `${WORDS}/ngerman`],
  ['Spanish', 'Latin', 'wspanish', `${WORDS}/spanish`],
  ['Polish', 'Latin', 'wpolish', `${WORDS}/polish`],
  ['Turkish', 'Latin', 'hunspell-tr', `${HUNSPELL}/tr_TR.dic`],
  ['Russian', 'Cyrillic', 'hunspell-ru', `${HUNSPELL}/ru_RU.dic`],
  ['Ukrainian', 'Cyrillic', 'wukrainian', `${WORDS}/ukrainian`],
  ['Bulgarian', 'Cyrillic', 'wbulgarian', `${WORDS}/bulgarian`],
  ['Greek', 'Greek', 'hunspell-el', `${HUNSPELL}/el_GR.dic`, 'iso-8859-7'],
  ['Arabic', 'Arabic', 'hunspell-ar', `${HUNSPELL}/ar.dic`],
  ['Hindi', 'Devanagari', 'hunspell-hi', `${HUNSPELL}/hi_IN.dic`],
  ['Nepali', 'Devanagari', 'hunspell-ne', `${HUNSPELL}/ne_NP.dic`],
  ['Chinese', 'Han', 'python3-jieba', '/usr/lib/python3/dist-packages/jieba/dict.txt'],
].map(([language, script, debianPackage, path, encoding = 'utf-8']) => ({
  language,
  script,
  debianPackage,
  path,
  encoding,
}))

const JAPANESE: readonly Dictionary[] = [
  ['nouns', 'Noun'],
  ['places', 'Noun.place'],
  ['names', 'Noun.name'],
].map(([part, file]) => ({
  language: `Japanese, ${part}`,
  script: 'Han and kana',
  debianPackage: 'ipadic-common',
  path: `/usr/share/chasen/ipadic/${file}.dic`,
  encoding: 'utf-8',
  word: /見出し語 \((\S+) /,
}))

export const DICTIONARIES: readonly Dictionary[] = [...WORD_LISTS, ...JAPANESE]

/** The different words, at most `most` of them, evenly from the whole; null where it is not installed. */
export function readWords(
  { path, encoding, word = /^([^/\t ]+)/ }: Dictionary,
  most: number,
): readonly string[] | null {
  if (!existsSync(path)) return null
  const text = new TextDecoder(encoding).decode(readFileSync(path))
  const found = new Set<string>()
  for (const line of text.split('\n')) {
    const [, each] = word.exec(line) ?? []
    // the first line of a hunspell dictionary is how many there are
    if (each && !/^\d+$/.test(each)) found.add(each.normalize('NFC'))
  }
  const words = [...found]
  const step = Math.max(1, words.length / most)
  return Array.from({ length: Math.min(most, words.length) }, (_, i) => words[Math.floor(i * step)])
}

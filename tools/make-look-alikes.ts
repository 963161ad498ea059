/**
 * Derives src/text/look-alikes.ts from Unicode's list of confusable characters (UTS #39), as the
 * development dependency `unhomoglyph` ships it: `node tools/make-look-alikes.ts`. A test makes the
 * table anew and compares.
 *
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { plain } from '../src/text/plain.ts'

export const TABLE = fileURLToPath(new URL('../src/text/look-alikes.ts', import.meta.url))
const CONFUSABLES = fileURLToPath(import.meta.resolve('unhomoglyph/data.json'))

/** The scripts of the letters kept: those most written on the platforms this is for, and digits. */
const KEPT =
  /^[\p{Nd}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u

/** Dots and signs tell these letters apart, so that one with a dot more is another letter. */
const DOTTED = /^[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}]/u
const LETTER = /^[\p{L}\p{N}\p{M}]$/u

/**
 * The source text of the table. Kept are characters that look like one letter or digit; left out is
 * what `plain` or the compatibility form already undoes, and what looks like punctuation.
 */
export function lookAlikesSource(): string {
  const pairs: Record<string, string> = JSON.parse(readFileSync(CONFUSABLES, 'utf8'))
  const looks = new Map<string, string>()
  for (const [character, prototype] of Object.entries(pairs)) {
    if (!/^[\p{L}\p{N}\p{S}\p{P}\p{M}]$/u.test(character)) continue
    const own = plain(character)
    // what `plain` makes Latin or a digit is that, whatever it looks like: the Arabic five is no "o"
    if (own === '' || (character > '\u{7f}' && own < '\u{80}')) continue
    if (character.normalize('NFKD') !== character) continue
    const letter = letterOf(prototype, pairs)
    if (own !== letter && LETTER.test(letter) && KEPT.test(letter)) looks.set(character, letter)
  }
  const byLetter = new Map<string, string[]>()
  for (const [character, letter] of looks) {
    const simpler = [character.normalize('NFKC'), plain(character)]
    if (simpler.some((form) => form !== character && looks.get(form) === letter)) continue
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), character])
  }
  const rows = [...byLetter]
    .toSorted(([a], [b]) => byPoint(a, b))
    .map(([letter, characters]) => `  ['${letter}', '${characters.toSorted(byPoint).join('')}'],`)
  return `/**
 * Letters and digits, each with the characters that look like it. Made by tools/make-look-alikes.ts;
 * do not edit.
 *
 * Derived from confusables.txt of UTS #39, version 14, © 2021 Unicode, Inc., under the Unicode
 * licence: docs/licenses/unicode.txt.
 *
 * @module
 */
export const LOOK_ALIKES: readonly (readonly [letter: string, characters: string])[] = [
${rows.join('\n')}
]
`
}

/** The letter that a prototype shows: itself, or for a letter with dots the first that looks like it. */
function letterOf(prototype: string, pairs: Readonly<Record<string, string>>): string {
  if (!DOTTED.test(prototype) || prototype.normalize('NFD') === plain(prototype)) {
    return plain(prototype)
  }
  const doubles = Object.keys(pairs).filter((character) => pairs[character] === prototype)
  const [first] = doubles.filter((each) => each === plain(each)).toSorted(byPoint)
  return first ?? ''
}

function byPoint(a: string, b: string): number {
  return a.codePointAt(0)! - b.codePointAt(0)!
}

if (import.meta.main) writeFileSync(TABLE, lookAlikesSource())

/**
 * Derives src/guard/search/look-alikes.ts from Unicode's list of confusable characters (UTS #39), as the
 * development dependency `unhomoglyph` ships it: `node tools/make-look-alikes.ts`. A test makes the
 * table anew and compares.
 *
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { plain } from '../src/guard/search/plain.ts'

export const TABLE = fileURLToPath(new URL('../src/guard/search/look-alikes.ts', import.meta.url))
const CONFUSABLES = fileURLToPath(import.meta.resolve('unhomoglyph/data.json'))

/** The scripts of the letters kept: those most written on the platforms this is for, and digits. */
const KEPT =
  /^[\p{Nd}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u

const DOTTED = /^[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}]$/u

/**
 * The source text of the table. Kept are characters that look like one letter or digit; left out is
 * what `plain` or the compatibility form already undoes, and what looks like punctuation.
 */
export function lookAlikesSource(): string {
  const pairs: Record<string, string> = JSON.parse(readFileSync(CONFUSABLES, 'utf8'))
  const looks = new Map<string, string>()
  for (const [character, prototype] of Object.entries(pairs)) {
    const letter = plain(prototype)
    // what `plain` makes Latin or a digit is that, whatever it looks like: the Arabic five is no "o"
    if (character > '\u{7f}' && plain(character) < '\u{80}') continue
    if (character.normalize('NFKD') !== character) continue
    if (!/^[\p{L}\p{N}\p{S}\p{P}]$/u.test(character) || plain(character) === letter) continue
    if (!/^[\p{L}\p{N}]$/u.test(letter) || !KEPT.test(letter)) continue
    // dots and signs tell these letters apart, so one that looks like another with dots is no double
    if (DOTTED.test(letter) && prototype.normalize('NFD') !== letter) continue
    looks.set(character, letter)
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

function byPoint(a: string, b: string): number {
  return a.codePointAt(0)! - b.codePointAt(0)!
}

if (import.meta.main) writeFileSync(TABLE, lookAlikesSource())

/**
 * What a character may be read as: itself, and whatever it looks like or is commonly written for.
 *
 * This is a relation and not a folding. UTS #39 folds whole classes onto one prototype; with case
 * folding and digits on top, "1" joins "i" and "l", "6" joins "b" and "g", and "mail" becomes "mall". Here
 * "1" may be read as "i" or "l", but "i" never as "l". The classes still serve as a first, coarse look: two
 * characters that can be read alike are always in the same class.
 *
 * @module
 */
import { LOOK_ALIKES } from './look-alikes.ts'
import { plain } from './plain.ts'

/** Digits and symbols that people write for letters, and letters that UTS #39 keeps apart. */
const WRITTEN_FOR: readonly (readonly [letter: string, characters: string])[] = [
  ['a', '4@ᴀɐ'],
  ['b', '68ʙβ'],
  ['d', 'ᴅ'],
  ['e', '3€ᴇꞓǝɜ'],
  ['g', '69ɢ'],
  ['h', 'ʜ'],
  ['i', '1!|¡'],
  ['j', 'ᴊ'],
  ['k', 'ĸᴋ'],
  ['l', '!£│ʟ'],
  ['m', 'ᴍʍ𑜀'],
  ['n', 'ɴᴎπ'],
  ['p', 'ᴘ'],
  ['q', '9'],
  ['r', 'ʀᴙ'],
  ['s', '5$§'],
  ['t', '7+†ᴛ'],
  ['w', 'шщω'],
  ['z', '2'],
  ['β', 'ꞵᏰ'],
]

/** Character → what it looks like, one step. */
const looks = new Map<string, string>()
for (const [letter, characters] of [...LOOK_ALIKES, ...WRITTEN_FOR]) {
  for (const character of characters) {
    looks.set(character, (looks.get(character) ?? '') + letter)
  }
}

/** Whether this character, which may be a symbol, is ever written for a letter. */
export function isLookAlike(character: string): boolean {
  return looks.has(character)
}

/** What a character found in a text may be read as, as code points; its own plain letter is the first. */
export function readings(character: string): readonly number[] {
  const own = plain(character)
  return reached(own, [own, character, character.normalize('NFKC')])
}

/**
 * What may be read as this plain letter of an entry. A Latin letter and a digit stand only for themselves
 * here, while a letter of another script stands for its Latin double too, in either case.
 */
export function doubles(letter: string): readonly number[] {
  if (letter < '\u{80}' || !/\p{L}/u.test(letter)) return [letter.codePointAt(0)!]
  return reached(letter, [letter, letter.toUpperCase()])
}

function reached(own: string, from: readonly string[]): number[] {
  const seen = new Set(own)
  const queue = [...from]
  for (const character of queue) {
    for (const letter of looks.get(character) ?? '') {
      if (seen.has(letter)) continue
      seen.add(letter)
      queue.push(letter)
    }
  }
  return Array.from(seen, (letter) => letter.codePointAt(0)!)
}

/** Plain letter → the smallest letter of its class, for letters that are not alone in theirs. */
const classes = new Map<number, number>()
for (const character of looks.keys()) {
  const [first, ...others] = readings(character)
  if (first === undefined) continue
  for (const other of others) join(first, other)
}

for (const letter of classes.keys()) classes.set(letter, classOf(letter))

/** The class of a plain letter: equal for any two that can be read alike. */
export function classOf(point: number): number {
  let at = point
  for (let next = classes.get(at); next !== undefined; next = classes.get(at)) at = next
  return at
}

function join(a: number, b: number): void {
  const [low, high] = [classOf(a), classOf(b)].toSorted((x, y) => x - y)
  if (low !== high) classes.set(high!, low!)
}

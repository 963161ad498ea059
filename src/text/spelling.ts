/**
 * A word by the letters that a reader sees, whatever they are written with.
 *
 * @module
 */
import { plain } from './plain.ts'
import { classOf, isLookAlike, readings } from './stands-for.ts'

export interface Spelling {
  /** Plain letters and digits, as code points: marks, spaces and hyphens are gone. */
  readonly letters: readonly number[]
  /** What stands there for each of them, as code points. */
  readonly written: readonly number[]
  /** How many digits it ends with. */
  readonly number: number
}

interface Character {
  readonly point: number
  readonly letters: readonly number[]
}

const LETTER = /^[\p{L}\p{M}\p{N}]$/u

// some thousands of characters, whatever is sent
const characters = new Map<string, Character>()

export function spellingOf(word: string): Spelling {
  const letters: number[] = []
  const written: number[] = []
  for (const character of word) {
    const known = characters.get(character) ?? read(character)
    for (const letter of known.letters) {
      letters.push(letter)
      written.push(known.point)
    }
  }
  let number = 0
  while (number < letters.length && isDigit(letters[letters.length - 1 - number]!)) number++
  return { letters, written, number }
}

function read(character: string): Character {
  const letters = Array.from(plain(character))
    .filter((letter) => LETTER.test(letter) || isLookAlike(letter))
    .map((letter) => letter.codePointAt(0)!)
  const known = { point: character.codePointAt(0)!, letters }
  characters.set(character, known)
  return known
}

export function isDigit(point: number): boolean {
  return point >= 0x30 && point <= 0x39
}

const readAs = new Map<number, readonly number[]>()

/** Whether one of two letters may be read as the other: "1" as "l", never "i" as "l". */
export function areReadAlike(a: Spelling, i: number, b: Spelling, j: number): boolean {
  const [left, right] = [a.letters[i]!, b.letters[j]!]
  if (left === right) return true
  if (classOf(left) !== classOf(right)) return false
  return readingsOf(a.written[i]!).includes(right) || readingsOf(b.written[j]!).includes(left)
}

function readingsOf(point: number): readonly number[] {
  let known = readAs.get(point)
  if (!known) {
    known = readings(String.fromCodePoint(point))
    readAs.set(point, known)
  }
  return known
}

/**
 * The skeleton (UTS #39, 4): the class of each letter, in which any two that can be read alike are the
 * same, and equal classes in a row once.
 */
export function skeletonOf({ letters }: Pick<Spelling, 'letters'>): number[] {
  const skeleton: number[] = []
  for (const letter of letters) {
    const each = classOf(letter)
    if (skeleton.at(-1) !== each) skeleton.push(each)
  }
  return skeleton
}

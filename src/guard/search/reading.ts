/**
 * A text as the letters that a reader sees, each with its place in the text.
 *
 * Every character is looked up once in a table that fills itself, then never computed again: plain
 * letter, class and kind in one number. Nothing is made while reading; the letters lie in typed arrays
 * that are used again for the next text.
 *
 * Equal classes in a row are one *run*: the coarse form, in which "zorblax", "zoorblax" and "z0-RBL4X" are
 * the same seven runs.
 *
 * @module
 */
import { plain } from '../../text/plain.ts'
import { classOf, isLookAlike } from '../../text/stands-for.ts'

/** Longer than any query that somebody types or any name of a tag. */
export const MOST_TEXT_UNITS = 1_000
/** The longest compatibility form (U+FDFA) has 18. */
const MOST_LETTERS_A_CHARACTER = 18

export const LETTER = 1
export const DIGIT = 2
/** A symbol may be a letter ("$"), a sign to match on its own (an emoji), or stand between letters. */
export const SYMBOL = 3
/** In scripts without spaces a word may begin and end anywhere. */
export const UNSPACED = 4
const DROPPED = 5
const SPACE = 6
const PUNCTUATION = 7
const SEVERAL = 8
const KIND_SHIFT = 21
const POINT_MASK = 0x1f_ffff

/** What stands before a letter, apart from another letter. */
export const NO_GAP = 0
export const PUNCTUATION_GAP = 1
export const SPACE_GAP = 2

export class Reading {
  text = ''
  /** How many letters there are; the arrays hold older ones after them. */
  length = 0
  /** How many runs there are. */
  runs = 0
  /** Whether a symbol was read as a letter that might stand between letters instead. */
  hasSymbols = false
  /** The letters, as code points, their kinds, and what stands before each. */
  readonly points: Uint32Array
  readonly kinds: Uint8Array
  readonly gaps: Uint8Array
  /** How many digits and symbols stand before each letter, and one more for all of them. */
  readonly signsBefore: Uint16Array
  /** Where the character of a letter begins and ends in the text, in UTF-16 units. */
  readonly begins: Uint16Array
  readonly ends: Uint16Array
  /** The class of each run, and its first letter; one more first than there are runs. */
  readonly runClasses: Uint16Array
  readonly runFirsts: Uint16Array

  constructor(mostUnits = MOST_TEXT_UNITS) {
    const most = mostUnits * MOST_LETTERS_A_CHARACTER + 1
    this.points = new Uint32Array(most)
    this.kinds = new Uint8Array(most)
    this.gaps = new Uint8Array(most)
    this.signsBefore = new Uint16Array(most + 1)
    this.begins = new Uint16Array(most)
    this.ends = new Uint16Array(most)
    this.runClasses = new Uint16Array(most)
    this.runFirsts = new Uint16Array(most)
  }

  /** Read a text of at most `MOST_TEXT_UNITS`. `symbolsBetween` reads symbols as gaps. */
  read(text: string, symbolsBetween = false): void {
    this.text = text
    this.length = 0
    this.runs = 0
    this.hasSymbols = false
    let gap = NO_GAP
    for (let at = 0; at < text.length;) {
      const point = text.codePointAt(at)!
      const end = at + (point > 0xffff ? 2 : 1)
      const entry = lookUp(point)
      const kind = entry >>> KIND_SHIFT
      if (kind < DROPPED && !(kind === SYMBOL && symbolsBetween)) {
        this.#add(entry, gap, at, end)
        gap = NO_GAP
      } else if (kind === SEVERAL) {
        for (const part of several[entry & POINT_MASK]!) {
          this.#add(part, gap, at, end)
          gap = NO_GAP
        }
      } else if (kind === SPACE) gap = SPACE_GAP
      else if (kind !== DROPPED && gap === NO_GAP) gap = PUNCTUATION_GAP
      at = end
    }
    this.runFirsts[this.runs] = this.length
  }

  #add(entry: number, gap: number, begin: number, end: number): void {
    const i = this.length++
    const point = entry & POINT_MASK
    const kind = entry >>> KIND_SHIFT
    this.points[i] = point
    this.kinds[i] = kind
    this.gaps[i] = i === 0 ? NO_GAP : gap
    this.signsBefore[i + 1] = this.signsBefore[i]! + (kind === DIGIT || kind === SYMBOL ? 1 : 0)
    this.begins[i] = begin
    this.ends[i] = end
    if (kind === SYMBOL) this.hasSymbols = true
    const coarse = coarseOf(point)
    if (this.runs > 0 && this.runClasses[this.runs - 1] === coarse) return
    this.runClasses[this.runs] = coarse
    this.runFirsts[this.runs++] = i
  }
}

/** Entries by code point, in pages of 256 that are made when a character of theirs is first met. */
const pages: (Uint32Array | undefined)[] = Array.from({ length: 0x1100 })
/** The letters of characters that are read as several, such as "ß". */
const several: number[][] = []

function lookUp(point: number): number {
  const page = (pages[point >> 8] ??= new Uint32Array(256))
  return page[point & 0xff] || (page[point & 0xff] = entryOf(String.fromCodePoint(point)))
}

function entryOf(character: string): number {
  const parts = Array.from(plain(character), letterEntry)
  if (parts.length === 1) return parts[0]!
  if (parts.length === 0)
    return /\p{Cc}/u.test(character) ? SPACE << KIND_SHIFT : DROPPED << KIND_SHIFT
  const letters = parts.filter((part) => part >>> KIND_SHIFT < DROPPED)
  if (letters.length === 0) return parts[0]!
  several.push(letters)
  return (SEVERAL << KIND_SHIFT) | (several.length - 1)
}

function letterEntry(character: string): number {
  return character.codePointAt(0)! | (kindOf(character) << KIND_SHIFT)
}

/** Blank, and yet a symbol by its category. */
const BRAILLE_BLANK = '\u{2800}'
const UNSPACED_SCRIPT =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}ー\u{3099}\u{309A}]$/u

function kindOf(character: string): number {
  if (/^[\p{Z}\p{Cc}\p{Cn}\p{Cs}]$/u.test(character) || character === BRAILLE_BLANK) return SPACE
  if (/^\p{N}$/u.test(character)) return DIGIT
  if (UNSPACED_SCRIPT.test(character)) return UNSPACED
  if (/^[\p{L}\p{M}\p{Co}]$/u.test(character)) return LETTER
  if (/^\p{S}$/u.test(character) || isLookAlike(character)) return SYMBOL
  return PUNCTUATION
}

/**
 * The class of a plain letter as 16 bits. Letters past the first plane share 2,048 places: a coarse form
 * may be alike where the letters are not, never the other way round.
 */
function coarseOf(point: number): number {
  return point < 0x10000 ? coarse[point]! : fold(classOf(point))
}

function fold(point: number): number {
  return point < 0x10000 ? point : 0xd800 | (point & 0x7ff)
}

const coarse = Uint16Array.from({ length: 0x10000 }, (_, point) => fold(classOf(point)))

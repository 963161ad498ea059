/**
 * Spellings of which one may be a mutation of the other: read alike letter by letter, but for one edit.
 *
 * One edit is a letter too many, another letter, or two that changed places (optimal string alignment;
 * F. Damerau, A technique for computer detection and correction of spelling errors, CACM 7, 1964). A letter
 * that is repeated is none, nor is one written by its look-alike. A number at the end is one edit,
 * however long; but "zorblax22" is no mutation of "zorblax23": numbers count things.
 *
 * Which are near is found by what both have once a letter is left out of each (T. Bocek, E. Hunt,
 * B. Stiller, Fast similarity search in large dictionaries, 2007): near ones share a key, so that not
 * each has to be held against each.
 *
 * @module
 */
import { areReadAlike, isDigit, skeletonOf, type Spelling } from './spelling.ts'

/** A word of fewer letters is another word after one edit. */
const FEWEST_EDITED = 5
/** And one of fewer may be read as many. */
const FEWEST_READ = 3
/** Edits after which two words are two. */
const TOO_MANY = 2

/** Symmetric. Letters of one times letters of the other. */
export function areNear(a: Spelling, b: Spelling): boolean {
  const short = a.letters.length <= b.letters.length ? a : b
  if (short.letters.length < FEWEST_READ) return false
  if (a.number > 0 && b.number > 0 && !endAlike(a, b)) return false
  const most = short.letters.length - short.number < FEWEST_EDITED ? 0 : 1
  if (distance(a, b) <= most) return true
  if (most === 0 || a.number > 0 === b.number > 0) return false
  return distance(withoutNumber(a), withoutNumber(b)) === 0
}

function endAlike(a: Spelling, b: Spelling): boolean {
  if (a.number !== b.number) return false
  for (let k = 1; k <= a.number; k++) {
    if (a.letters.at(-k) !== b.letters.at(-k)) return false
  }
  return true
}

function withoutNumber({ letters, written, number }: Spelling): Spelling {
  const end = letters.length - number
  return { letters: letters.slice(0, end), written: written.slice(0, end), number: 0 }
}

// rows of the table of distances, used again for the next pair
let before = new Uint8Array(0)
let row = new Uint8Array(0)
let next = new Uint8Array(0)

/** How many edits are between them; 2 or more where there are 2 or more. */
function distance(a: Spelling, b: Spelling): number {
  const { length } = b.letters
  if (row.length <= length) {
    before = new Uint8Array(2 * length + 1)
    row = new Uint8Array(2 * length + 1)
    next = new Uint8Array(2 * length + 1)
  }
  row[0] = 0
  for (let j = 1; j <= length; j++) row[j] = Math.min(TOO_MANY, row[j - 1]! + costOf(b, j - 1))
  let leastBefore = 0
  for (let i = 1; i <= a.letters.length; i++) {
    const cost = costOf(a, i - 1)
    let least = (next[0] = Math.min(TOO_MANY, row[0]! + cost))
    for (let j = 1; j <= length; j++) {
      const isAlike = areReadAlike(a, i - 1, b, j - 1)
      let edits = row[j - 1]! + (isAlike ? 0 : 1)
      edits = Math.min(edits, row[j]! + cost, next[j - 1]! + costOf(b, j - 1), TOO_MANY)
      if (i > 1 && j > 1 && before[j - 2]! + 1 < edits && haveChangedPlaces(a, i - 1, b, j - 1)) {
        edits = before[j - 2]! + 1
      }
      next[j] = edits
      if (edits < least) least = edits
    }
    // from here on it only rises
    if (least >= TOO_MANY && leastBefore + 1 >= TOO_MANY) return TOO_MANY
    leastBefore = least
    ;[before, row, next] = [row, next, before]
  }
  return row[length]!
}

function haveChangedPlaces(a: Spelling, i: number, b: Spelling, j: number): boolean {
  return areReadAlike(a, i, b, j - 1) && areReadAlike(a, i - 1, b, j)
}

/** A letter too many, which is nothing where it repeats the one before it. */
function costOf({ letters }: Spelling, i: number): number {
  return i > 0 && letters[i] === letters[i - 1] && !isDigit(letters[i]!) ? 0 : 1
}

/** Some that near spellings have in common, at least one; each as often as the skeleton has letters. */
export function nearKeys(spelling: Spelling): number[] {
  if (spelling.letters.length < FEWEST_READ) return []
  const keys = keysOf(skeletonOf(spelling))
  if (spelling.number > 0) keys.push(...keysOf(skeletonOf(withoutNumber(spelling))))
  return keys
}

/** The hash of the skeleton, and of it without each of its letters. */
function keysOf(skeleton: readonly number[]): number[] {
  const keys = [hashOf(skeleton, -1)]
  for (let k = 0; k < skeleton.length; k++) keys.push(hashOf(skeleton, k))
  return keys
}

function hashOf(skeleton: readonly number[], without: number): number {
  let hash = 0x811c9dc5 // FNV-1a
  let last = -1
  for (const [k, each] of skeleton.entries()) {
    // where a letter is left out, the two beside it may be equal
    if (k === without || each === last) continue
    hash = Math.imul(hash ^ each, 0x01000193)
    last = each
  }
  // 30 bits: whole numbers that need no memory of their own; unlike spellings may share a key anyway
  return hash >>> 2
}

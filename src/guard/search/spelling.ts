/**
 * Whether some letters of a query spell a term, disguises allowed.
 *
 * The automaton finds where the coarse form of a term stands; this looks closely. It walks the letters
 * once and keeps, for each number of letters of the term, whether so many have been spelled by now:
 * letters times letters of the term, at most, whatever the text.
 *
 * What counts as a disguise, and when it does not, because harmless words would be met:
 *
 * - a letter may be written by anything that can be read as it (`stands-for.ts`), as long as a third of the
 *   letters are letters: "2024" spells no word. Nor does a word wholly in one alphabet spell a term of
 *   under five letters in another, nor any part of a longer word;
 * - a letter may be repeated; in a term of under five letters only from three in a row on, or beside another
 *   disguise: "good" is no disguise of "god", "go.od" is. A doubled letter must be there twice: "refuge"
 *   is no disguise of "refugee". Inside a longer word only three in a row count;
 * - anything but letters may stand between the letters, when the whole stands between word edges: the
 *   hyphen in "mail-order" does not begin a word within "l-ord". In a term of under four letters that
 *   is no space, unless it is spaced out letter by letter, and no apostrophe: "b u s" and "bu-s", but
 *   neither "bu s" nor "he'd" for "hed".
 *
 * @module
 */
import { DIGIT, NO_GAP, PUNCTUATION_GAP, type Reading, SYMBOL, UNSPACED } from './reading.ts'
import { classOf, doubles, readings } from '../../text/stands-for.ts'

/** Of how many letters a term is at least, so that a doubled letter counts as a disguise of it. */
const FEWEST_DOUBLED = { spaced: 5, unspaced: 3 }
/** And so that one gap or one digit beside it does. A letter without spaces is as much as a syllable. */
const FEWEST_PARTED = { spaced: 4, unspaced: 2 }

/** No clean word of more letters spells a term of three or four: and looking closer at it would take long. */
const MOST_CLEAN = 32

export interface Term {
  /** Plain letters, as code points. */
  readonly letters: readonly number[]
  /** How many of them are digits or symbols. */
  readonly signs: number
  /** Whether it is of several words. */
  readonly hasGaps: boolean
  /** Whether a doubled letter counts as a disguise of it, and not only three in a row. */
  readonly mayDouble: boolean
  /** Whether it is so short that words beside each other would spell it, and numbers that end in a letter. */
  readonly isShort: boolean
  /** Where it has to begin and end: at word edges, at the ends of the text, or anywhere. */
  readonly edges: 'words' | 'text' | 'none'
}

/** The term that was just read. */
export function termOf(reading: Reading, edges: Term['edges']): Term {
  const { length } = reading
  const letters = Array.from(reading.points.subarray(0, length))
  const spacing = reading.kinds.subarray(0, length).includes(UNSPACED) ? 'unspaced' : 'spaced'
  return {
    letters,
    signs: countSigns(reading, 0, length),
    hasGaps: reading.gaps.subarray(0, length).some((gap) => gap !== NO_GAP),
    mayDouble: length >= FEWEST_DOUBLED[spacing],
    isShort: length < FEWEST_PARTED[spacing],
    edges,
  }
}

/** The first and last letter of a match. */
export type Span = readonly [first: number, last: number]

let now = new Uint16Array(1)
let next = new Uint16Array(1)

/**
 * Which of the letters of the runs `firstRun .. lastRun` spell the term, or null when none do. The
 * coarse form of these runs is that of the term.
 */
export function spell(
  reading: Reading,
  firstRun: number,
  lastRun: number,
  term: Term,
): Span | null {
  const { edges, hasGaps, mayDouble } = term
  if (edges === 'none') {
    const within = walk(reading, firstRun, lastRun, term, 'none', hasGaps && mayDouble)
    if (within || hasGaps) return within
  }
  const whole = edges === 'none' ? 'words' : edges
  const span = walk(reading, firstRun, lastRun, term, whole, mayDouble)
  if (span || mayDouble) return span
  const doubled = walk(reading, firstRun, lastRun, term, whole, true)
  return doubled && isDisguised(reading, doubled, term) ? doubled : null
}

/** Without edges, no gaps either: they are a disguise of whole words only. */
function walk(
  reading: Reading,
  firstRun: number,
  lastRun: number,
  term: Term,
  edges: Term['edges'],
  mayDouble: boolean,
): Span | null {
  const from = reading.runFirsts[firstRun]!
  const firstEnd = reading.runFirsts[firstRun + 1]!
  const to = reading.runFirsts[lastRun + 1]!
  const mayPart = edges !== 'none' || term.hasGaps
  if (edges !== 'none') {
    // most look-alikes end here: they stand in the middle of words
    let i = from
    while (i < firstEnd && !mayBegin(reading, i, term, edges)) i++
    if (i === firstEnd) return null
    i = reading.runFirsts[lastRun]!
    while (i < to && !mayEnd(reading, i, term, edges)) i++
    if (i === to) return null
  }
  const { letters } = term
  const size = letters.length
  if (now.length <= size) {
    now = new Uint16Array(size + 1)
    next = new Uint16Array(size + 1)
  }
  // `now[j]` is one more than the letter with which a spelling of the first j letters begins; the
  // latest. Only `low .. high` can be spelled by now: a few, since each run has its own letters
  now.fill(0, 0, size + 1)
  let low = 1
  let high = 0
  for (let i = from; i < to; i++) {
    if (!mayPart && reading.gaps[i] !== NO_GAP) now.fill(0, 0, size + 1)
    const repeats = mayDouble || inRowOfThree(reading, i)
    now[0] = i < firstEnd && mayBegin(reading, i, term, edges) ? i + 1 : 0
    const most = Math.min(high + 1, size)
    let lowest = size + 1
    high = 0
    next[low - 1] = 0
    for (let j = low; j <= most; j++) {
      let begin = now[j - 1]!
      if (repeats && now[j]! > begin) begin = now[j]!
      next[j] = begin > 0 && canBeRead(reading, i, letters[j - 1]!) ? begin : 0
      if (next[j] === 0) continue
      if (lowest > size) lowest = j
      high = j
    }
    if (most < size) next[most + 1] = 0
    low = i + 1 < firstEnd ? 1 : lowest
    if (high === size && mayEnd(reading, i, term, edges)) {
      const first = next[size]! - 1
      if (isLikely(reading, first, i, term, edges)) return [first, i]
    }
    if (low > size) return null
    const swapped = now
    now = next
    next = swapped
  }
  return null
}

// both are asked for letters with a class only: some thousands of characters, whatever is sent
const readingsOf = new Map<number, readonly number[]>()
const doublesOf = new Map<number, readonly number[]>()

function canBeRead({ text, points, begins }: Reading, i: number, letter: number): boolean {
  const own = points[i]!
  if (own === letter) return true
  if (classOf(own) !== classOf(letter)) return false
  const written = text.codePointAt(begins[i]!)!
  let possible = readingsOf.get(written)
  if (!possible) {
    possible = readings(String.fromCodePoint(written))
    readingsOf.set(written, possible)
  }
  let wanted = doublesOf.get(letter)
  if (!wanted) {
    wanted = doubles(String.fromCodePoint(letter))
    doublesOf.set(letter, wanted)
  }
  // one of several letters that a character is read as has no other reading
  if (possible[0] !== own) return wanted.includes(own)
  if (possible.includes(letter) || wanted.includes(own)) return true
  return !areOfOneAlphabet(own, letter) && possible.some((point) => wanted.includes(point))
}

/**
 * Whether two letters are both Greek or both Cyrillic: told apart by their readers, even where a capital
 * of one and a small letter of the other have the same Latin double, as "η" and "ν" have in "n".
 */
function areOfOneAlphabet(a: number, b: number): boolean {
  const block = a >> 8
  return block === b >> 8 && (block === 0x3 || block === 0x4)
}

function inRowOfThree({ points, length }: Reading, i: number): boolean {
  const point = points[i]
  if (i === 0 || points[i - 1] !== point) return false
  return (i > 1 && points[i - 2] === point) || (i + 1 < length && points[i + 1] === point)
}

function mayBegin(reading: Reading, i: number, { isShort }: Term, edges: Term['edges']): boolean {
  if (isWithinCharacter(reading, i)) return false
  if (edges === 'none') return true
  if (edges === 'text') return i === 0
  return isEdge(reading, i, i - 1, isShort)
}

function mayEnd(reading: Reading, i: number, { isShort }: Term, edges: Term['edges']): boolean {
  if (isWithinCharacter(reading, i + 1)) return false
  if (edges === 'none') return true
  if (edges === 'text') return i === reading.length - 1
  return isEdge(reading, i + 1, i + 1, isShort)
}

/** Whether a term with edges may end in this run at all, however it is written. */
export function mayEndWord(reading: Reading, run: number): boolean {
  for (let i = reading.runFirsts[run]!; i < reading.runFirsts[run + 1]!; i++) {
    if (isEdge(reading, i + 1, i + 1, false)) return true
  }
  return false
}

/** Whether the letter before `i` is of the same character: half a Korean syllable is another syllable. */
function isWithinCharacter({ begins, length }: Reading, i: number): boolean {
  return i > 0 && i < length && begins[i] === begins[i - 1]
}

/**
 * Whether a word may begin or end before the letter `i`, where `outside` is the letter that would not
 * belong to it. A digit beside a word is put there to disguise it, unless the word is short: "mp3".
 */
function isEdge(
  { length, gaps, kinds }: Reading,
  i: number,
  outside: number,
  isShort: boolean,
): boolean {
  if (i === 0 || i === length || gaps[i] !== NO_GAP) return true
  if (kinds[i] === UNSPACED || kinds[i - 1] === UNSPACED) return true
  if (kinds[i] === SYMBOL || kinds[i - 1] === SYMBOL) return true
  return kinds[outside] === DIGIT && !isShort
}

function isLikely(
  reading: Reading,
  first: number,
  last: number,
  term: Term,
  edges: Term['edges'],
): boolean {
  const { letters, signs, hasGaps, isShort, mayDouble } = term
  const size = last - first + 1
  const found = countSigns(reading, first, last + 1)
  if ((size - found) * 3 < letters.length - signs) return false
  if ((!mayDouble || edges === 'none') && isOfAnotherAlphabet(reading, first, last, letters))
    return false
  if (isShort && found > signs + 1) return false
  if (!isShort || hasGaps) return true
  if (size > MOST_CLEAN) return true
  let gaps = 0
  let parts = 0
  for (let i = first + 1; i <= last; i++) {
    if (reading.gaps[i] === NO_GAP) continue
    gaps++
    if (reading.gaps[i] === PUNCTUATION_GAP && !isApostrophe(reading, i)) parts++
  }
  return gaps === parts || gaps === size - 1
}

/** Whether no letter is the term's own and all are Latin, or Greek, or Cyrillic, as those of "Ben" for "веп". */
function isOfAnotherAlphabet(
  { points }: Reading,
  first: number,
  last: number,
  letters: readonly number[],
): boolean {
  if (last - first >= MOST_CLEAN) return false
  const block = points[first]! >> 8
  if (block !== 0 && block !== 0x3 && block !== 0x4) return false
  for (let i = first; i <= last; i++) {
    if (points[i]! >> 8 !== block || letters.includes(points[i]!)) return false
  }
  return true
}

/** Whether it is but an apostrophe that stands before a letter: it joins two words in many languages. */
function isApostrophe({ text, begins, ends }: Reading, i: number): boolean {
  return /^['’`´]$/.test(text.slice(ends[i - 1], begins[i]))
}

/**
 * Whether a word is written as nobody writes it: parted, with a sign, something invisible, or some letters of
 * another script or another form. Accents are nothing of it, nor is a word wholly in another script.
 */
function isDisguised(reading: Reading, [first, last]: Span, { letters, signs }: Term): boolean {
  const { text, points, gaps, begins, ends } = reading
  if (last - first >= MOST_CLEAN) return true
  if (countSigns(reading, first, last + 1) > signs) return true
  let strange = 0
  for (let i = first; i <= last; i++) {
    if (!letters.includes(points[i]!)) strange++
    const written = text.slice(begins[i], ends[i])
    if (written.normalize('NFC') !== written.normalize('NFKC')) return true
    if (i === first) continue
    if (gaps[i] === NO_GAP ? begins[i]! > ends[i - 1]! : !isApostrophe(reading, i)) return true
  }
  return strange > 0 && strange <= last - first
}

function countSigns({ signsBefore }: Reading, from: number, to: number): number {
  return signsBefore[to]! - signsBefore[from]!
}

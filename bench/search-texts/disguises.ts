/**
 * One small change to a term, of each kind that the search guard says it sees through, and of three that
 * it does not. Written without the guard's own tables, so that they can find it wanting: look-alikes are
 * drawn from Unicode's whole list of confusable characters.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Random } from '../../src/util/random.ts'

/** A letter of the term and what has become of it; `written` may be longer, or empty. */
interface Cell {
  readonly letter: string
  written: string
}

/** Changes one cell, or answers false where this kind has nothing to change. */
type Edit = (cells: Cell[], random: Random) => boolean

const CONFUSABLES: Record<string, string> = JSON.parse(
  readFileSync(fileURLToPath(import.meta.resolve('unhomoglyph/data.json')), 'utf8'),
)
const byPrototype = Map.groupBy(Object.keys(CONFUSABLES), (character) => CONFUSABLES[character])

/**
 * Every character with the same skeleton under UTS #39. Two letters that look like one are left out, of which
 * "rn" for "m" is the only common pair: ordinary words differ by nothing else ("burn", "bum").
 */
function homoglyphs(letter: string): readonly string[] {
  const prototype = CONFUSABLES[letter] ?? letter
  return [prototype, ...(byPrototype.get(prototype) ?? [])].filter(
    (other) => other !== letter && /^.$/u.test(other),
  )
}

export const LOOK_ALIKE_SIGNS: Readonly<Record<string, string>> = {
  a: '4@',
  b: '8',
  e: '3€',
  g: '9',
  i: '1!|',
  l: '1|',
  o: '0',
  s: '5$',
  t: '7+',
  z: '2',
}
const INVISIBLE = '\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}\u{AD}\u{180E}\u{202E}'
const SEPARATORS = '.-_*·/~,:;^ '

/** The kinds that the guard sees through. */
export const DISGUISES: Readonly<Record<string, Edit>> = {
  'look-alike letter (UTS #39)': replaceBy(homoglyphs),
  'digit or symbol for a letter': replaceBy((letter) => Array.from(LOOK_ALIKE_SIGNS[letter] ?? '')),
  'capital letter': replaceBy((letter) =>
    [letter.toUpperCase()].filter((other) => other !== letter),
  ),
  'full-width letter': replaceBy((letter) =>
    /[a-z]/.test(letter) ? [String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)] : [],
  ),
  'invisible character between': addAfter((random) => INVISIBLE[random.below(INVISIBLE.length)]),
  'combining mark': addAfter((random) => String.fromCodePoint(0x300 + random.below(0x4f)), 0),
  'letter repeated': (cells, random) => {
    const cell = pick(
      cells.filter(({ letter }) => /\p{L}/u.test(letter)),
      random,
    )
    cell.written += cell.letter.repeat(1 + random.below(3))
    return true
  },
  'separator between': addAfter((random) => SEPARATORS[random.below(SEPARATORS.length)]),
  'separator between all letters': (cells, random) => {
    const separator = SEPARATORS[random.below(SEPARATORS.length)]
    for (const cell of cells.slice(0, -1)) cell.written += separator
    return true
  },
}

/** What no spelling check can tell from another word: measured, and not seen through. */
export const MISSPELLINGS: Readonly<Record<string, Edit>> = {
  'letter left out': (cells, random) => {
    pick(cells, random).written = ''
    return true
  },
  'letter put in': (cells, random) => {
    pick(cells, random).written += pick(cells, random).letter
    return true
  },
  'neighbours swapped': (cells, random) => {
    const at = random.below(cells.length - 1)
    const [one, other] = [cells[at], cells[at + 1]]
    if (one.letter === other.letter) return false
    ;[one.written, other.written] = [other.written, one.written]
    return true
  },
}

/** The term with `count` changes, each of a kind drawn from `edits`; null where none of them applies. */
export function disguised(
  term: string,
  edits: readonly Edit[],
  count: number,
  random: Random,
): string | null {
  const cells = Array.from(term, (letter): Cell => ({ letter, written: letter }))
  let tries = 20
  for (let done = 0; done < count;) {
    if (tries-- === 0) return null
    if (edits[random.below(edits.length)](cells, random)) done++
  }
  return cells.map(({ written }) => written).join('')
}

function replaceBy(others: (letter: string) => readonly string[]): Edit {
  return (cells, random) => {
    const open = cells.filter(
      ({ letter, written }) => written.startsWith(letter) && others(letter).length > 0,
    )
    if (open.length === 0) return false
    const cell = pick(open, random)
    cell.written = pick(others(cell.letter), random) + cell.written.slice(cell.letter.length)
    return true
  }
}

/** Between two letters, or with `atEnd` 0 after the last one too. */
function addAfter(added: (random: Random) => string, atEnd = 1): Edit {
  return (cells, random) => {
    cells[random.below(cells.length - atEnd)].written += added(random)
    return true
  }
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[random.below(items.length)]
}

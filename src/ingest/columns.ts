/**
 * What the cells of a column hold, whatever the format: one constructor for each kind.
 *
 * A cell is read as a number: a row of a dictionary, a count, milliseconds, a place in a list.
 *
 * @module
 */
import { LONGEST_ID_BYTES } from '../model/account-id.ts'
import { parseNumber } from './parse-number.ts'
import { parseTime } from './parse-time.ts'

export interface Column {
  readonly name: string
  readonly required: boolean
  /** Which dictionary numbers its cells; null when they are numbers themselves. */
  readonly ids: IdKind | null
  /** Of a column of numbers: the value of a cell, NaN when it is none. */
  readonly read: (bytes: Uint8Array, start: number, end: number) => number
  /** Of a column with a dictionary: the most bytes of a cell. */
  readonly longest: number
  /** What a cell must be, as a person would say it. */
  readonly expects: string
  /** The value of a cell that is empty, or of every cell when the file has no such column. */
  readonly fallback: number
  /** How values are kept; null when a cell is only checked. */
  readonly kept: 'rows' | 'float32' | 'float64' | null
}

/** Free text has a dictionary too: it says the same again and again. */
export type IdKind = 'accounts' | 'tags' | 'items' | 'texts'
export const ID_KINDS: readonly IdKind[] = ['accounts', 'tags', 'items', 'texts']
export type Requirement = 'required' | 'optional'

/** What stands for a row in a column with a dictionary where a cell is empty. */
export const NO_ID = 0xffffffff
const LONGEST_TEXT = 4096

/** Ids are opaque: 1 to 256 bytes of UTF-8, taken as they are. */
export function id(name: string, ids: IdKind, requirement: Requirement): Column {
  return {
    name,
    required: requirement === 'required',
    ids,
    read: () => NaN,
    longest: LONGEST_ID_BYTES,
    expects: `an id of 1 to ${LONGEST_ID_BYTES} bytes of UTF-8`,
    fallback: NO_ID,
    kept: 'rows',
  }
}

/** Free text, kept as it is. */
export function text(name: string): Column {
  return {
    ...id(name, 'texts', 'optional'),
    longest: LONGEST_TEXT,
    expects: `text of at most ${LONGEST_TEXT} bytes of UTF-8`,
  }
}

/** An opaque id of nobody that the platform's graph knows, kept as a text. */
export function name(column: string): Column {
  return id(column, 'texts', 'optional')
}

/** The same column, of which nothing is kept. */
export function onlyChecked(column: Column): Column {
  return { ...column, kept: null }
}

/** How often, or how much: more than nothing; 1 unless said. */
export function amount(name: string): Column {
  return {
    name,
    required: false,
    read(bytes, start, end) {
      const value = parseNumber(bytes, start, end)
      // what is kept has 32 bits
      return Math.fround(value) > 0 && Math.fround(value) < Infinity ? value : NaN
    },
    expects: 'a number above 0',
    fallback: 1,
    ...NUMBERS,
    kept: 'float32',
  }
}

/** From 0 to 1; 1 unless said. */
export function share(name: string): Column {
  return {
    name,
    required: false,
    read(bytes, start, end) {
      const value = parseNumber(bytes, start, end)
      return value >= 0 && value <= 1 ? value : NaN
    },
    expects: 'a number from 0 to 1',
    fallback: 1,
    ...NUMBERS,
  }
}

/** In milliseconds since 1970; NaN unless said. */
export function time(name: string): Column {
  return {
    name,
    required: false,
    read: parseTime,
    expects: 'a time, as ISO 8601 or in seconds or milliseconds since 1970',
    fallback: NaN,
    ...NUMBERS,
  }
}

/** The place of the cell in `choices`; that of `fallback` unless said, NaN if that is null. */
export function choice<Choice extends string>(
  name: string,
  choices: readonly Choice[],
  fallback: Choice | null,
  requirement: Requirement = 'optional',
): Column {
  const known = choices.map((each) => new TextEncoder().encode(each))
  return {
    name,
    required: requirement === 'required',
    read(bytes, start, end) {
      const place = known.findIndex((each) => isSame(each, bytes, start, end))
      return place < 0 ? NaN : place
    },
    expects: `one of ${choices.join(', ')}`,
    fallback: fallback === null ? NaN : choices.indexOf(fallback),
    ...NUMBERS,
  }
}

const NUMBERS = { ids: null, longest: 0, kept: 'float64' } as const

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false
  return true
}

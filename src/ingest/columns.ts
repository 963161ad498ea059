/**
 * What the cells of a column hold, whatever the format: one constructor for each kind.
 *
 * A cell is read as a number: a row of ids, a count, milliseconds, a place in a list of choices.
 *
 * @module
 */
import { isUtf8 } from 'node:buffer'
import { parseNumber } from './parse-number.ts'
import { parseTime } from './parse-time.ts'

export interface Column {
  readonly name: string
  readonly required: boolean
  /** The value of the cell, NaN when it is none. Of ids and text only whether it is one. */
  readonly read: (bytes: Uint8Array, start: number, end: number) => number
  /** What a cell must be, as a person would say it. */
  readonly expects: string
  /** The value of a cell that is empty, or of every cell when the file has no such column. */
  readonly fallback: number
  /** Which dictionary gives its ids their rows; null when it holds no ids. */
  readonly ids: IdKind | null
  /** Whether its text is kept as it is. */
  readonly isText: boolean
}

export type IdKind = 'accounts' | 'tags' | 'items'
export type Requirement = 'required' | 'optional'

/** The value of an id column in a row that names none. */
export const NO_ID = -1
export const LONGEST_ID = 256
const LONGEST_TEXT = 4096

/** Ids are opaque: 1 to 256 bytes of UTF-8, taken as they are. */
export function id(name: string, ids: IdKind, requirement: Requirement): Column {
  return {
    name,
    required: requirement === 'required',
    read: (bytes, start, end) => checkText(bytes, start, end, LONGEST_ID),
    expects: `an id of 1 to ${LONGEST_ID} bytes of UTF-8`,
    fallback: NO_ID,
    ids,
    isText: false,
  }
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
    ids: null,
    isText: false,
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
    ids: null,
    isText: false,
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
    ids: null,
    isText: false,
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
    ids: null,
    isText: false,
  }
}

/** Free text, kept as it is. */
export function text(name: string): Column {
  return {
    name,
    required: false,
    read: (bytes, start, end) => checkText(bytes, start, end, LONGEST_TEXT),
    expects: `text of at most ${LONGEST_TEXT} bytes of UTF-8`,
    fallback: 0,
    ids: null,
    isText: true,
  }
}

/** 0 of sound text, NaN of any other bytes. */
function checkText(bytes: Uint8Array, start: number, end: number, longest: number): number {
  if (end - start > longest) return NaN
  for (let i = start; i < end; i++) {
    if (bytes[i] >= 0x80) return isUtf8(bytes.subarray(i, end)) ? 0 : NaN
  }
  return 0
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false
  return true
}

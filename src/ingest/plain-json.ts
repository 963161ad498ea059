/**
 * Reads the lines of NDJSON that are plain, as nearly all are: one flat object of ASCII, no escapes,
 * values that are text or whole numbers of few digits. Anything else is for `JSON.parse`, which
 * takes five times as long; of what is read here it would say the same.
 *
 * @module
 */

const QUOTE = 0x22
const BACKSLASH = 0x5c
const ZERO = 0x30
/** Whole numbers of so many digits are written as they are read. */
const MOST_DIGITS = 15

/** Where the values of the named keys lie in a line: `line[starts[k]..ends[k]]`, empty for none. */
export interface PlainReader {
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Whether `line` is plain; if not, the places mean nothing. */
  readonly read: (line: Uint8Array) => boolean
}

export function createPlainReader(names: readonly string[]): PlainReader {
  const keys = names.map((name) => new TextEncoder().encode(name))
  const starts = new Int32Array(names.length)
  const ends = new Int32Array(names.length)

  function keyAt(line: Uint8Array, start: number, end: number): number {
    return keys.findIndex((key) => {
      if (key.length !== end - start) return false
      for (let i = 0; i < key.length; i++) if (key[i] !== line[start + i]) return false
      return true
    })
  }

  function read(line: Uint8Array): boolean {
    starts.fill(0)
    ends.fill(0)
    let i = skipSpace(line, 0)
    if (line[i++] !== 0x7b) return false // {
    for (;;) {
      i = skipSpace(line, i)
      const keyEnd = endOfText(line, i)
      if (keyEnd < 0) return false
      const key = keyAt(line, i + 1, keyEnd)
      i = skipSpace(line, keyEnd + 1)
      if (line[i++] !== 0x3a) return false // :
      i = skipSpace(line, i)
      const isText = line[i] === QUOTE
      const end = isText ? endOfText(line, i) : endOfNumber(line, i)
      if (end < 0) return false
      if (key >= 0) {
        starts[key] = isText ? i + 1 : i
        ends[key] = end
      }
      i = skipSpace(line, isText ? end + 1 : end)
      const byte = line[i++]
      if (byte === 0x7d) return skipSpace(line, i) === line.length // }
      if (byte !== 0x2c) return false // ,
    }
  }

  return { starts, ends, read }
}

function skipSpace(line: Uint8Array, start: number): number {
  let i = start
  while (line[i] === 0x20 || line[i] === 0x09 || line[i] === 0x0d) i++
  return i
}

/** Where the text that begins at `start` has its closing quote; -1 if it has none or is not plain. */
function endOfText(line: Uint8Array, start: number): number {
  if (line[start] !== QUOTE) return -1
  for (let i = start + 1; i < line.length; i++) {
    const byte = line[i]
    if (byte === QUOTE) return i
    if (byte === BACKSLASH || byte < 0x20 || byte >= 0x80) return -1
  }
  return -1
}

/** Where the number that begins at `start` ends; -1 if it is not plain. */
function endOfNumber(line: Uint8Array, start: number): number {
  let i = start
  while (line[i] >= ZERO && line[i] <= ZERO + 9) i++
  const digits = i - start
  if (digits === 0 || digits > MOST_DIGITS || (digits > 1 && line[start] === ZERO)) return -1
  return i
}

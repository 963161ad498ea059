/**
 * The kernel that finds the cells of CSV and TSV in a stream of bytes, as RFC 4180 writes them:
 * cells in quotes may hold delimiters, line ends and doubled quotes. Beyond the RFC: lines may end
 * in LF alone, the last may have no end, empty lines mean nothing, a byte order mark is dropped,
 * and a quote inside a cell that does not begin with one is a quote.
 *
 * Bytes are looked at where they lie: a cell is a pair of offsets into the one buffer, and only a
 * cell with doubled quotes is changed there, once its row is whole. A row that a chunk cuts in two
 * is moved to the front and read again from its start, which the bound on its length keeps cheap.
 *
 * @module
 */
import { type Cells, cellsIn, MOST_COLUMNS } from './cells.ts'

/** Longer than any real row; what is longer has an open quote or is no table. */
export const LONGEST_ROW = 1 << 20

const LF = 0x0a
const CR = 0x0d
const QUOTE = 0x22

export interface DelimitedOptions {
  /** One byte, e.g. that of a comma. */
  readonly delimiter: number
  /** A whole row. `cells` are good during the call; `count` of them are set, `line` is its first. */
  readonly onRow: (line: number, cells: Cells, count: number) => void
  /** A row that is broken within its bounds, so that reading can go on after it. */
  readonly onBroken: (line: number, reason: string) => void
  /** The file is no such table. Must throw. */
  readonly onFault: (line: number, what: DelimitedFault) => never
}

export type DelimitedFault = 'row too long' | 'quote not closed' | 'NUL byte'

export interface DelimitedScanner {
  push(chunk: Uint8Array): void
  /** The end of the file: what is left is the last row. */
  end(): void
}

/** Linear in the bytes. Holds one chunk and one row. */
export function scanDelimited(options: DelimitedOptions): DelimitedScanner {
  const { delimiter, onRow, onBroken, onFault } = options
  // every byte that means something outside quotes is at most this
  const special = Math.max(delimiter, LF)
  const buffer = new Uint8Array(LONGEST_ROW * 2)
  let filled = 0
  let line = 1
  let isStart = true
  const cells = cellsIn(buffer, MOST_COLUMNS)
  const { starts, ends } = cells
  const hasDoubled = new Uint8Array(MOST_COLUMNS)

  /** Hand over all whole rows from `start`; where the first row that is not whole begins. */
  function scan(start: number, isEnd: boolean): number {
    let rowStart = start
    while (rowStart < filled) {
      const next = scanRow(rowStart, isEnd)
      if (next < 0) {
        if (filled - rowStart > LONGEST_ROW) tooLong()
        break
      }
      rowStart = next
    }
    return rowStart
  }

  /** Hand over the row at `rowStart`; where the next begins, or -1 if this one is not whole. */
  function scanRow(rowStart: number, isEnd: boolean): number {
    let count = 0
    let anyDoubled = false
    let broken = ''
    let linesInside = 0
    let i = rowStart
    for (;;) {
      let start = i
      let end: number
      let doubled = 0
      if (i < filled && buffer[i] === QUOTE) {
        const openedAt = line + linesInside
        start = ++i
        for (;;) {
          while (i < filled && buffer[i] !== QUOTE) {
            if (buffer[i] === LF) linesInside++
            else if (buffer[i] === 0) noText(line + linesInside)
            i++
          }
          if (i >= filled) {
            if (isEnd || i - rowStart > LONGEST_ROW) unclosed(openedAt)
            return -1
          }
          if (i + 1 === filled && !isEnd) return -1 // the next byte says whether this one closes
          if (i + 1 === filled || buffer[i + 1] !== QUOTE) break
          doubled = 1
          i += 2
        }
        end = i++
        const closedAt = i
        if (i < filled && buffer[i] === CR) {
          if (i + 1 === filled && !isEnd) return -1
          if (i + 1 === filled || buffer[i + 1] === LF) i++
        }
        if (i < filled && buffer[i] !== delimiter && buffer[i] !== LF) {
          broken = 'text follows a closing quote'
          i = closedAt
        }
      } else {
        end = -1
      }
      if (end < 0 || broken !== '') {
        while (i < filled) {
          const byte = buffer[i]
          if (byte <= special) {
            if (byte === delimiter || byte === LF) break
            if (byte === 0) noText(line + linesInside)
          }
          i++
        }
        if (end < 0) end = i
      }
      if (i >= filled && !isEnd) return -1
      const isLast = i >= filled || buffer[i] === LF
      if (isLast && end === i && end > start && buffer[end - 1] === CR) end--

      if (count < MOST_COLUMNS) {
        starts[count] = start
        ends[count] = end
        hasDoubled[count] = doubled
        if (doubled) anyDoubled = true
      }
      count++
      if (isLast) break
      i++
    }
    if (i - rowStart > LONGEST_ROW) tooLong()
    finishRow(rowStart, count, anyDoubled, broken)
    line += 1 + linesInside
    return i + 1
  }

  function finishRow(rowStart: number, count: number, anyDoubled: boolean, broken: string): void {
    // a cell in quotes starts after them, so this line has nothing on it
    if (count === 1 && starts[0] === rowStart && ends[0] === rowStart) return
    if (broken !== '') return onBroken(line, broken)
    if (count > MOST_COLUMNS) return onBroken(line, `has more than ${MOST_COLUMNS} cells`)
    if (anyDoubled) {
      for (let c = 0; c < count; c++) {
        if (hasDoubled[c]) ends[c] = undouble(buffer, starts[c], ends[c])
      }
    }
    onRow(line, cells, count)
  }

  function tooLong(): never {
    return onFault(line, 'row too long')
  }

  function unclosed(openedAt: number): never {
    return onFault(openedAt, 'quote not closed')
  }

  function noText(at: number): never {
    return onFault(at, 'NUL byte')
  }

  function advance(isEnd: boolean): void {
    let start = 0
    if (isStart) {
      if (filled < 3 && !isEnd) return
      isStart = false
      if (filled >= 3 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) start = 3
    }
    const rest = scan(start, isEnd)
    buffer.copyWithin(0, rest, filled)
    filled -= Math.min(rest, filled)
  }

  return {
    push(chunk) {
      // a chunk goes in by parts, so that the buffer need not grow with it
      for (let done = 0; done < chunk.length;) {
        const part = chunk.subarray(done, done + buffer.length - filled)
        buffer.set(part, filled)
        filled += part.length
        done += part.length
        advance(false)
      }
    },
    end() {
      advance(true)
    },
  }
}

/** Make each doubled quote one, in place; where the cell ends then. */
function undouble(buffer: Uint8Array, start: number, end: number): number {
  let to = start
  for (let from = start; from < end; from++) {
    buffer[to++] = buffer[from]
    if (buffer[from] === QUOTE) from++
  }
  return to
}

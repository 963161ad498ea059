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
import { isAscii } from 'node:buffer'
import { type GrowingMemory } from '../graph/growing-memory.ts'
import { type CellColumn, MOST_COLUMNS, MOST_ROWS, type Rows, viewOf } from './cells.ts'
import { createScanKernel, type ScanKernel } from './scan-kernel.ts'

/** Longer than any real row; what is longer has an open quote or is no table. */
export const LONGEST_ROW = 1 << 20

const LF = 0x0a
const CR = 0x0d
const QUOTE = 0x22

export interface DelimitedOptions {
  /** One byte, e.g. that of a comma. */
  readonly delimiter: number
  /** The first row of all, cell by cell. */
  readonly onHeader: (line: number, cells: readonly Uint8Array[]) => void
  /** Rows with as many cells as the header has. Good during the call. */
  readonly onRows: (rows: Rows) => void
  /** A row that is broken within its bounds, so that reading can go on after it. */
  readonly onBroken: (line: number, reason: string) => void
  /** The text is no such table. Must throw. */
  readonly onFault: (line: number, what: DelimitedFault) => never
  /** Where a kernel is to lay up plain rows. */
  readonly memory?: GrowingMemory | null // defaults to none: it is done here
}

export type DelimitedFault = 'row too long' | 'quote not closed' | 'NUL byte' | 'open at the end'

export interface DelimitedScanner {
  push(chunk: Uint8Array): void
  /** The end of the text: what is left is the last row. */
  end(): void
  /** Give back what was taken of the memory; the scanner must not be used afterwards. */
  close(): void
  /** How many lines there were; the last may have had no end. */
  readonly lines: number
}

/**
 * Linear in the bytes. Holds one chunk, one row, and the places of some rows' cells.
 *
 * @param columns how many the header had, when the text begins after it.
 */
export function scanDelimited(options: DelimitedOptions, columns = 0): DelimitedScanner {
  const { delimiter, onHeader, onRows, onBroken, onFault, memory = null } = options
  // every byte that means something outside quotes is at most this
  const special = Math.max(delimiter, LF)
  let buffer: Uint8Array = new Uint8Array(LONGEST_ROW * 2 + 1)
  const room = buffer.length - 1 // the last byte is for the line end that ends every search
  let filled = 0
  let line = 1
  let isStart = columns === 0
  // of the row at hand
  const rowStarts = new Int32Array(MOST_COLUMNS)
  const rowEnds = new Int32Array(MOST_COLUMNS)
  const hasDoubled = new Uint8Array(MOST_COLUMNS)
  // of rows that wait to be handed over, row after row
  let width = 0
  let starts: Int32Array = new Int32Array()
  let ends: Int32Array = new Int32Array()
  let cells: CellColumn[] = []
  let isAsciiNow = true
  let lines: Uint32Array = new Uint32Array(MOST_ROWS)
  let waiting = 0
  let kernel: ScanKernel | null = null
  if (columns > 0) setColumns(columns)

  function setColumns(count: number): void {
    width = count
    if (memory && width > 1) {
      kernel = createScanKernel(memory, delimiter, width, buffer.length, LONGEST_ROW)
      kernel.buffer.set(buffer.subarray(0, filled + 1))
      ;({ buffer, starts, ends, lines } = kernel)
    } else {
      starts = new Int32Array(MOST_ROWS * width)
      ends = new Int32Array(MOST_ROWS * width)
    }
    const view = viewOf(buffer)
    cells = Array.from({ length: width }, (_, first) => ({
      bytes: buffer,
      view,
      get isAscii() {
        return isAsciiNow
      },
      starts,
      ends,
      coded: null,
      first,
      stride: width,
    }))
  }

  function flush(): void {
    if (waiting > 0) onRows({ count: waiting, lines, columns: cells })
    waiting = 0
  }

  /** Hand over all whole rows from `start`; where the first row that is not whole begins. */
  function scan(start: number, isEnd: boolean): number {
    isAsciiNow = isAscii(buffer.subarray(start, filled))
    buffer[filled] = LF
    let rowStart = start
    while (rowStart < filled) {
      if (width > 1) rowStart = scanPlain(rowStart)
      if (waiting === MOST_ROWS) flush()
      else if (rowStart < filled) {
        const next = scanRow(rowStart, isEnd)
        if (next < 0) {
          if (filled - rowStart > LONGEST_ROW) fail(line, 'row too long')
          break
        }
        rowStart = next
      }
    }
    flush()
    return rowStart
  }

  /**
   * Lay up rows as long as they have nothing about them: as many cells as the header, no quotes, an
   * end. Where the first that has begins, or the first that there is no room for.
   */
  function scanPlain(start: number): number {
    if (kernel) {
      waiting = kernel.lay(start, line, filled, waiting)
      line = kernel.next.line
      return kernel.next.rowStart
    }
    const first = width - 1
    let rowStart = start
    while (waiting < MOST_ROWS) {
      let i = rowStart
      let cell = waiting * width
      for (let left = first; ; left--) {
        starts[cell] = i
        let byte = buffer[i]
        if (byte === QUOTE) return rowStart
        while (byte > special || (byte !== delimiter && byte !== LF && byte !== 0)) {
          byte = buffer[++i]
        }
        ends[cell++] = i
        if (byte === LF) {
          if (left > 0 || i >= filled) return rowStart
          break
        }
        if (byte === 0 || left === 0) return rowStart
        i++
      }
      if (i - rowStart > LONGEST_ROW) return rowStart
      if (buffer[i - 1] === CR && i - 1 >= starts[cell - 1]) ends[cell - 1]--
      lines[waiting++] = line++
      rowStart = i + 1
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
            else if (buffer[i] === 0) fail(line + linesInside, 'NUL byte')
            i++
          }
          if (i >= filled) {
            if (i - rowStart > LONGEST_ROW) fail(openedAt, 'quote not closed')
            if (isEnd) fail(openedAt, 'open at the end')
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
            if (byte === 0) fail(line + linesInside, 'NUL byte')
          }
          i++
        }
        if (end < 0) end = i
      }
      if (i >= filled && !isEnd) return -1
      const isLast = i >= filled || buffer[i] === LF
      if (isLast && end === i && end > start && buffer[end - 1] === CR) end--

      if (count < MOST_COLUMNS) {
        rowStarts[count] = start
        rowEnds[count] = end
        hasDoubled[count] = doubled
        if (doubled) anyDoubled = true
      }
      count++
      if (isLast) break
      i++
    }
    if (i - rowStart > LONGEST_ROW) fail(line, 'row too long')
    finishRow(rowStart, count, anyDoubled, broken)
    line += 1 + linesInside
    return i + 1
  }

  function finishRow(rowStart: number, count: number, anyDoubled: boolean, broken: string): void {
    // a cell in quotes starts after them, so this line has nothing on it
    if (count === 1 && rowStarts[0] === rowStart && rowEnds[0] === rowStart) return
    if (anyDoubled) {
      for (let c = 0; c < Math.min(count, MOST_COLUMNS); c++) {
        if (hasDoubled[c]) rowEnds[c] = undouble(buffer, rowStarts[c], rowEnds[c])
      }
    }
    if (broken !== '') leaveOut(broken)
    else if (count > MOST_COLUMNS) leaveOut(`has more than ${MOST_COLUMNS} cells`)
    else if (width === 0) takeHeader(count)
    else if (count !== width) leaveOut(`the number of cells is ${count}, in the header ${width}`)
    else {
      for (let c = 0, cell = waiting * width; c < width; c++, cell++) {
        starts[cell] = rowStarts[c]
        ends[cell] = rowEnds[c]
      }
      lines[waiting++] = line
      if (waiting === MOST_ROWS) flush()
    }
  }

  function leaveOut(reason: string): void {
    flush() // rows are told of in the order of their lines
    onBroken(line, reason)
  }

  function takeHeader(count: number): void {
    const slices = Array.from({ length: count }, (_, c) =>
      buffer.subarray(rowStarts[c], rowEnds[c]),
    )
    onHeader(line, slices)
    setColumns(count)
  }

  function fail(at: number, what: DelimitedFault): never {
    flush()
    return onFault(at, what)
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
        const part = chunk.subarray(done, done + room - filled)
        buffer.set(part, filled)
        filled += part.length
        done += part.length
        advance(false)
      }
    },
    end() {
      advance(true)
    },
    close() {
      kernel?.end()
      kernel = null
    },
    get lines() {
      return line - 1
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

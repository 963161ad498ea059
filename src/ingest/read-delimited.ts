import { type DelimitedFault, LONGEST_ROW, scanDelimited } from './delimited.ts'
import { fault } from './fault.ts'
import { type Range, Undecided, WHOLE } from './range.ts'
import { type OnBytes, readChunks, type SourceFile } from './source-file.ts'
import { type Table } from './table.ts'
import { checkText } from './text-check.ts'

/** Comma-separated values. */
export function readCsv(
  file: SourceFile,
  range: Range,
  table: Table,
  onBytes: OnBytes,
): Promise<number> {
  return readDelimited(file, range, table, onBytes, ',')
}

/** The same with tabs. Quotes mean what they mean in CSV: programs that write any mean that. */
export function readTsv(
  file: SourceFile,
  range: Range,
  table: Table,
  onBytes: OnBytes,
): Promise<number> {
  return readDelimited(file, range, table, onBytes, '\t')
}

const FAULTS: Readonly<Record<DelimitedFault, string>> = {
  'row too long': `is longer than ${LONGEST_ROW} bytes, as no row is; check its line ends and quotes.`,
  'quote not closed':
    'opens a quote that is never closed; close it, or double a quote that is meant.',
  'open at the end':
    'opens a quote that is never closed; close it, or double a quote that is meant.',
  'NUL byte': 'holds a NUL byte, so this is no text; export the file again.',
}

/**
 * A range begins after a line end and is read as if no quote were open there. That is so if none is
 * open where the range before ends; where one is, the file cannot be cut.
 */
async function readDelimited(
  file: SourceFile,
  range: Range,
  table: Table,
  onBytes: OnBytes,
  delimiter: string,
): Promise<number> {
  const { path } = file
  const { isFirst, isLast } = range
  let columns = 0 // none are known before the header
  if (!isFirst) {
    const names = await readHeader(file, delimiter)
    table.open(names)
    columns = names.length
  }
  const scanner = scanDelimited(
    {
      delimiter: delimiter.charCodeAt(0),
      onHeader(_line, cells) {
        const names = namesIn(cells)
        checkHeader(path, names, delimiter)
        table.open(names)
        columns = names.length
      },
      onRows: (rows) => table.rows(rows),
      onBroken(line, reason) {
        if (columns === 0) throw fault(path, `${reason}; mend the header.`, line)
        table.reject(line, reason)
      },
      onFault(line, what) {
        if (what === 'open at the end' && !isLast) throw new Undecided()
        throw fault(path, FAULTS[what], line)
      },
      memory: table.memory,
    },
    columns,
  )
  let isStart = isFirst
  try {
    for await (const chunk of readChunks(file, range, onBytes)) {
      if (isStart) checkText(path, chunk)
      isStart = false
      scanner.push(chunk)
    }
    scanner.end()
  } finally {
    scanner.close()
  }
  if (columns === 0) {
    if (!isLast) throw new Undecided()
    throw fault(path, 'holds only empty lines; export it again.')
  }
  return scanner.lines
}

/** The names in the first row of the file; the range that holds it looks whether they are sound. */
async function readHeader(file: SourceFile, delimiter: string): Promise<readonly string[]> {
  let header: readonly string[] | null = null
  const scanner = scanDelimited({
    delimiter: delimiter.charCodeAt(0),
    onHeader(_line, cells) {
      header = namesIn(cells)
    },
    onRows() {},
    onBroken() {},
    onFault() {
      throw new Undecided()
    },
  })
  for await (const chunk of readChunks(file, WHOLE, () => {})) {
    try {
      scanner.push(chunk)
    } catch (error) {
      // what is wrong further down is for its range to say
      if (header === null) throw error
    }
    if (header !== null) return header
  }
  throw new Undecided()
}

function namesIn(cells: readonly Uint8Array[]): string[] {
  const decoder = new TextDecoder()
  return cells.map((cell) => decoder.decode(cell).trim())
}

function checkHeader(path: string, names: readonly string[], delimiter: string): void {
  const whole = names.join(delimiter)
  if (whole.includes('\r')) {
    throw fault(path, 'ends its lines in carriage returns alone; save it with LF or CRLF.')
  }
  if (names.length === 1) {
    const other = [';', '\t', '|', ','].find((each) => each !== delimiter && whole.includes(each))
    const name = NAMES_OF_DELIMITERS.get(other ?? '')
    if (name !== undefined) {
      const wanted = NAMES_OF_DELIMITERS.get(delimiter)
      throw fault(
        path,
        `its header is separated by ${name}, not ${wanted}; write it with ${wanted}.`,
      )
    }
  }
}

const NAMES_OF_DELIMITERS = new Map([
  [',', 'commas'],
  ['\t', 'tabs'],
  [';', 'semicolons'],
  ['|', 'bars'],
])

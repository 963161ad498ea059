import { type Cells } from './cells.ts'
import { type DelimitedFault, LONGEST_ROW, scanDelimited } from './delimited.ts'
import { fault } from './fault.ts'
import { type OnBytes, readChunks, type SourceFile } from './source-file.ts'
import { type Table } from './table.ts'
import { checkText } from './text-check.ts'

/** Comma-separated values. */
export function readCsv(file: SourceFile, table: Table, onBytes: OnBytes): Promise<void> {
  return readDelimited(file, table, onBytes, ',')
}

/** The same with tabs. Quotes mean what they mean in CSV: programs that write any mean that. */
export function readTsv(file: SourceFile, table: Table, onBytes: OnBytes): Promise<void> {
  return readDelimited(file, table, onBytes, '\t')
}

const FAULTS: Readonly<Record<DelimitedFault, string>> = {
  'row too long': `is longer than ${LONGEST_ROW} bytes, as no row is; check its line ends and quotes.`,
  'quote not closed':
    'opens a quote that is never closed; close it, or double a quote that is meant.',
  'NUL byte': 'holds a NUL byte, so this is no text; export the file again.',
}

async function readDelimited(
  file: SourceFile,
  table: Table,
  onBytes: OnBytes,
  delimiter: string,
): Promise<void> {
  const { path } = file
  let columns = 0 // none are known before the header
  const scanner = scanDelimited({
    delimiter: delimiter.charCodeAt(0),
    onRow(line, cells, count) {
      if (columns === 0) {
        table.open(readHeader(path, cells, count, delimiter))
        columns = count
      } else if (count === columns) {
        table.row(line, cells)
      } else {
        table.reject(line, `the number of cells is ${count}, in the header ${columns}`)
      }
    },
    onBroken(line, reason) {
      if (columns === 0) throw fault(path, `${reason}; mend the header.`, line)
      table.reject(line, reason)
    },
    onFault(line, what) {
      throw fault(path, FAULTS[what], line)
    },
  })
  let isFirst = true
  for await (const chunk of readChunks(file, onBytes)) {
    if (isFirst) checkText(path, chunk)
    isFirst = false
    scanner.push(chunk)
  }
  scanner.end()
  if (columns === 0) throw fault(path, 'holds only empty lines; export it again.')
}

function readHeader(path: string, cells: Cells, count: number, delimiter: string): string[] {
  const decoder = new TextDecoder()
  const names: string[] = []
  for (let c = 0; c < count; c++) {
    const bytes = cells.buffers[c].subarray(cells.starts[c], cells.ends[c])
    names.push(decoder.decode(bytes).trim())
  }
  const whole = names.join(delimiter)
  if (whole.includes('\r')) {
    throw fault(path, 'ends its lines in carriage returns alone; save it with LF or CRLF.')
  }
  if (count === 1) {
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
  return names
}

const NAMES_OF_DELIMITERS = new Map([
  [',', 'commas'],
  ['\t', 'tabs'],
  [';', 'semicolons'],
  ['|', 'bars'],
])

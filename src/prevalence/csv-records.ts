/**
 * A small CSV file (RFC 4180) as records by the names in its header, each with its line.
 *
 * @module
 */
import { InputError } from '../model/errors.ts'

export interface CsvRecord {
  /** Where the record begins, counted from 1. */
  readonly line: number
  readonly fields: ReadonlyMap<string, string>
}

/** @throws {InputError} naming file and line, if a column is missing or a row of another length. */
export function csvRecords(text: string, file: string, needed: readonly string[]): CsvRecord[] {
  const [header, ...rows] = rowsOf(text.replace(/^\uFEFF/, ''), file)
  const names = header?.cells.map((name) => name.trim()) ?? []
  const missing = needed.find((name) => !names.includes(name))
  if (missing !== undefined) {
    throw new InputError(`${file}, line 1: there is no column "${missing}"; add it to the header.`)
  }
  return rows.map(({ line, cells }) => {
    if (cells.length !== names.length) {
      throw new InputError(
        `${file}, line ${line}: ${cells.length} fields where the header has ${names.length}; mend the row.`,
      )
    }
    return { line, fields: new Map(names.map((name, k) => [name, cells[k]])) }
  })
}

function rowsOf(text: string, file: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  let line = 1
  let cells: string[] = []
  let start = line
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex
    const match = cell.exec(text)
    if (!match) {
      throw new InputError(
        `${file}, line ${line}: a quote is out of place near byte ${at}; mend it.`,
      )
    }
    const [whole, quoted, plain, end] = match
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    line += whole.split('\n').length - 1
    if (end === ',' && cell.lastIndex < text.length) continue
    if (end === ',') cells.push('')
    // an empty line holds nothing
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: start, cells })
    cells = []
    start = line
  }
  return rows
}

/**
 * Newline-delimited JSON: one object a line, its keys the column names, in any order.
 *
 * @module
 */
import { type Cells, cellsIn } from './cells.ts'
import { LONGEST_ROW } from './delimited.ts'
import { fault } from './fault.ts'
import { type OnBytes, readChunks, type SourceFile } from './source-file.ts'
import { type Table } from './table.ts'
import { checkText } from './text-check.ts'

const LF = 0x0a
/** A number of a few digits may be written out in more: that many more at most, for each cell. */
const SLACK = 32

export async function readNdjson(file: SourceFile, table: Table, onBytes: OnBytes): Promise<void> {
  const { path } = file
  const names = table.stem.columns.map(({ name }) => name)
  table.open(names)
  const writer = createCellWriter(names)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 0
  let rows = 0

  function readLine(bytes: Uint8Array): void {
    line++
    if (bytes.length > LONGEST_ROW) tooLong(line)
    let text: string
    try {
      text = decoder.decode(bytes)
    } catch {
      rows++
      return table.reject(line, 'is not UTF-8')
    }
    if (text.trim() === '') return
    rows++
    const reason = writer.write(text)
    if (reason === null) table.row(line, writer.cells)
    else table.reject(line, reason)
  }

  function tooLong(at: number): never {
    throw fault(path, `is longer than ${LONGEST_ROW} bytes; write one object a line.`, at)
  }

  let rest = new Uint8Array()
  let isFirst = true
  for await (const chunk of readChunks(file, onBytes)) {
    if (isFirst) {
      checkText(path, chunk)
      checkNoArray(path, chunk)
    }
    isFirst = false
    let start = 0
    for (;;) {
      const end = chunk.indexOf(LF, start)
      if (end < 0) break
      const piece = chunk.subarray(start, end)
      readLine(rest.length === 0 ? piece : joined(rest, piece))
      rest = new Uint8Array()
      start = end + 1
    }
    rest = joined(rest, chunk.subarray(start))
    if (rest.length > LONGEST_ROW) tooLong(line + 1)
  }
  if (rest.length > 0) readLine(rest)
  if (rows === 0) throw fault(path, 'holds only empty lines; export it again.')
}

function checkNoArray(path: string, chunk: Uint8Array): void {
  if (!/^\s*\[/.test(new TextDecoder().decode(chunk.subarray(0, 200)))) return
  throw fault(path, 'is a JSON array; write one object a line, with no brackets around them.')
}

/** Turns a line into the cells of the named columns; `write` gives the reason if it cannot. */
function createCellWriter(names: readonly string[]): {
  readonly cells: Cells
  readonly write: (text: string) => string | null
} {
  const bytes = new Uint8Array(LONGEST_ROW + SLACK * names.length)
  const cells = cellsIn(bytes, names.length)
  const encoder = new TextEncoder()

  return {
    cells,
    write(text) {
      const record = parseObject(text)
      if (record === null) return 'is not a JSON object'
      let exact: Readonly<Record<string, unknown>> | null = null
      let filled = 0
      for (const [i, name] of names.entries()) {
        let value = record[name]
        if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
          // an id of many digits is no longer exact as a number: take it as it was written
          exact ??= parseObject(text, asWritten)
          value = exact?.[name]
        }
        cells.starts[i] = filled
        if (typeof value === 'number') value = String(value)
        if (typeof value === 'string') {
          if (!value.isWellFormed()) return `"${name}" is not UTF-8`
          filled += encoder.encodeInto(value, bytes.subarray(filled)).written
        } else if (value != null) {
          return `"${name}" is neither text nor a number`
        }
        cells.ends[i] = filled
      }
      return null
    },
  }
}

type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown

const asWritten: Reviver = (_key, value, context) =>
  typeof value === 'number' ? context?.source : value

function parseObject(text: string, reviver?: Reviver): Readonly<Record<string, unknown>> | null {
  let value: unknown
  try {
    value = JSON.parse(text, reviver)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return { ...value }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

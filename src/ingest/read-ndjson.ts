/**
 * Newline-delimited JSON: one object a line, its keys the column names, in any order.
 *
 * @module
 */
import { isAscii } from 'node:buffer'
import { type CellColumn, MOST_ROWS, viewOf } from './cells.ts'
import { LONGEST_ROW } from './delimited.ts'
import { fault } from './fault.ts'
import { createPlainReader } from './plain-json.ts'
import { type Range } from './range.ts'
import { type OnBytes, readChunks, type SourceFile } from './source-file.ts'
import { type Table } from './table.ts'
import { checkText } from './text-check.ts'

const LF = 0x0a
/** A number of a few digits may be written out in more: that many more at most, for each cell. */
const SLACK = 32

export async function readNdjson(
  file: SourceFile,
  range: Range,
  table: Table,
  onBytes: OnBytes,
): Promise<number> {
  const { path } = file
  const names = table.stem.columns.map(({ name }) => name)
  table.open(names)
  const writer = createCellWriter(names, table)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 0

  function readLine(bytes: Uint8Array): void {
    line++
    if (bytes.length > LONGEST_ROW) tooLong(line)
    if (writer.writePlain(line, bytes)) return
    let text: string
    try {
      text = decoder.decode(bytes)
    } catch {
      return leaveOut('is not UTF-8')
    }
    if (text.trim() === '') return
    const reason = writer.write(line, text)
    if (reason !== null) leaveOut(reason)
  }

  function leaveOut(reason: string): void {
    writer.flush() // rows are told of in the order of their lines
    table.reject(line, reason)
  }

  function tooLong(at: number): never {
    throw fault(path, `is longer than ${LONGEST_ROW} bytes; write one object a line.`, at)
  }

  let rest = new Uint8Array()
  let isStart = range.isFirst
  for await (const chunk of readChunks(file, range, onBytes)) {
    if (isStart) {
      checkText(path, chunk)
      checkNoArray(path, chunk)
    }
    isStart = false
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
  writer.flush()
  const isEmpty = table.taken + table.rejected === 0
  if (isEmpty && range.isFirst && range.isLast) {
    throw fault(path, 'holds only empty lines; export it again.')
  }
  return line
}

function checkNoArray(path: string, chunk: Uint8Array): void {
  if (!/^\s*\[/.test(new TextDecoder().decode(chunk.subarray(0, 200)))) return
  throw fault(path, 'is a JSON array; write one object a line, with no brackets around them.')
}

interface CellWriter {
  /** Lay up the cells of a line if it is as plain as nearly all are; whether it was. */
  readonly writePlain: (line: number, bytes: Uint8Array) => boolean
  /** Lay up the cells of a line; the reason if they cannot be told. */
  readonly write: (line: number, text: string) => string | null
  /** Hand over what is laid up. */
  readonly flush: () => void
}

/** Turns lines into cells of the named columns. */
function createCellWriter(names: readonly string[], table: Table): CellWriter {
  const longest = LONGEST_ROW + SLACK * names.length
  const bytes = new Uint8Array(longest * 2)
  const view = viewOf(bytes)
  const encoder = new TextEncoder()
  const plain = createPlainReader(names)
  const places = names.map(() => ({
    starts: new Int32Array(MOST_ROWS),
    ends: new Int32Array(MOST_ROWS),
  }))
  const lines = new Uint32Array(MOST_ROWS)
  let filled = 0
  let count = 0

  function flush(): void {
    if (count === 0) return
    const about = {
      bytes,
      view,
      isAscii: isAscii(bytes.subarray(0, filled)),
      coded: null,
      first: 0,
      stride: 1,
    }
    const columns = places.map((cells): CellColumn => ({ ...about, ...cells }))
    table.rows({ count, lines, columns })
    count = 0
    filled = 0
  }

  function makeRoom(): void {
    if (count === MOST_ROWS || filled + longest > bytes.length) flush()
  }

  return {
    flush,
    writePlain(line, source) {
      if (!plain.read(source)) return false
      makeRoom()
      for (let i = 0; i < names.length; i++) {
        places[i].starts[count] = filled
        for (let at = plain.starts[i], end = plain.ends[i]; at < end; at++) {
          bytes[filled++] = source[at]
        }
        places[i].ends[count] = filled
      }
      lines[count++] = line
      return true
    },
    write(line, text) {
      makeRoom()
      const record = parseObject(text)
      if (record === null) return 'is not a JSON object'
      let exact: Readonly<Record<string, unknown>> | null = null
      let end = filled
      for (const [i, name] of names.entries()) {
        let value = record[name]
        if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
          // an id of many digits is no longer exact as a number: take it as it was written
          exact ??= parseObject(text, asWritten)
          value = exact?.[name]
        }
        places[i].starts[count] = end
        if (typeof value === 'number') value = String(value)
        if (typeof value === 'string') {
          if (!value.isWellFormed()) return `"${name}" is not UTF-8`
          end += encoder.encodeInto(value, bytes.subarray(end)).written
        } else if (value != null) {
          return `"${name}" is neither text nor a number`
        }
        places[i].ends[count] = end
      }
      filled = end
      lines[count++] = line
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

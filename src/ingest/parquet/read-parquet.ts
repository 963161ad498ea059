/**
 * Parquet tables of flat columns.
 *
 * A library reads the metadata. The columns are read here, because a row is wanted as slices of
 * bytes: hyparquet makes an object for each value, which halves the speed, and follows the counts
 * of a damaged file until the process dies, which nobody can catch. Pages of all columns go in
 * step, so what is in memory is one page of each, and their columns of one row group as stored.
 *
 * @module
 */
import { isAscii } from 'node:buffer'
import { type CellColumn, MOST_ROWS, viewOf } from '../cells.ts'
import { fault } from '../fault.ts'
import { type Range, rangesFrom, WHOLE } from '../range.ts'
import { type OnBytes, type SourceFile } from '../source-file.ts'
import { type Table } from '../table.ts'
import { readPages } from './column-pages.ts'
import { type ColumnType, columnType } from './column-type.ts'
import { type Group, readMetadata } from './metadata.ts'
import { type PageCells } from './page-cells.ts'
import { damaged, ParquetError, unsupported } from './parquet-error.ts'
import { openRandom, type RandomFile } from './random-file.ts'

/** One read call takes less than 2 GiB. */
const LONGEST_CHUNK = 2 ** 31 - 1

/** Ranges of row groups of about so many bytes. What is wrong with the file is for reading to say. */
export async function cutParquet(source: SourceFile, bytes: number): Promise<readonly Range[]> {
  if (source.size < 2 * bytes || source.isGzipped) return [WHOLE]
  const file = await openRandom(source, () => {})
  try {
    const { groups } = readMetadata(file)
    const starts = [0]
    for (let g = 0, size = 0; g < groups.length; g++) {
      if (size >= bytes) {
        starts.push(g)
        size = 0
      }
      size += bytesOf(groups[g])
    }
    return rangesFrom(starts, Infinity)
  } catch {
    return [WHOLE]
  } finally {
    file.close()
  }
}

/** Rows of a Parquet file are counted from 1, as lines are. */
export async function readParquet(
  source: SourceFile,
  range: Range,
  table: Table,
  onBytes: OnBytes,
): Promise<number> {
  const { path, isGzipped } = source
  if (source.size === 0) throw fault(path, 'is empty; export it again.')
  const file = await openRandom(source, onBytes)
  try {
    const { columns, groups } = readMetadata(file)
    const places = table.open(columns.map(({ name }) => name))
    const wanted = table.stem.columns.flatMap(({ ids }, c) => {
      const place = places[c]
      const holdsIds = ids !== null && ids !== 'texts'
      return place < 0 ? [] : [{ place, type: columnType(columns[place], holdsIds) }]
    })
    let line = 1
    let done = 0
    for (const group of groups.slice(range.start, range.end)) {
      readGroup(file, group, wanted, columns.length, line, table)
      line += group.rows
      done += bytesOf(group)
      if (!isGzipped) onBytes(done)
    }
    return line - 1
  } catch (error) {
    if (!(error instanceof ParquetError)) throw error
    throw fault(path, `${error.message}; ${error.remedy}.`)
  } finally {
    file.close()
  }
}

/** As stored, of all columns. */
function bytesOf({ chunks }: Group): number {
  let bytes = 0
  for (const { start, end } of chunks.values()) bytes += end - start
  return bytes
}

interface WantedColumn {
  readonly place: number
  readonly type: ColumnType
}

interface Cursor {
  readonly place: number
  readonly pages: Iterator<PageCells>
  page: PageCells
  view: DataView
  isAscii: boolean
  at: number
}

const NO_CELLS: PageCells = {
  bytes: new Uint8Array(),
  starts: new Int32Array(),
  ends: new Int32Array(),
  coded: null,
}

const NO_COLUMN: CellColumn = {
  ...NO_CELLS,
  view: viewOf(NO_CELLS.bytes),
  isAscii: true,
  first: 0,
  stride: 1,
}

function readGroup(
  file: RandomFile,
  group: Group,
  wanted: readonly WantedColumn[],
  width: number,
  firstLine: number,
  table: Table,
): void {
  const { rows } = group
  const cursors = wanted.map(({ place, type }): Cursor => {
    const pages = readPages({ type, rows, ...readChunk(file, group, type.name) })
    return { place, pages, page: NO_CELLS, view: viewOf(NO_CELLS.bytes), isAscii: true, at: 0 }
  })
  const columns = Array.from({ length: width }, () => NO_COLUMN)
  const lines = new Uint32Array(MOST_ROWS)
  for (let row = 0; row < rows;) {
    let count = Math.min(rows - row, MOST_ROWS)
    for (const cursor of cursors) {
      while (cursor.at === cursor.page.starts.length) turnPage(cursor)
      count = Math.min(count, cursor.page.starts.length - cursor.at)
    }
    for (const cursor of cursors) {
      const { page, view, isAscii } = cursor
      columns[cursor.place] = { ...page, view, isAscii, first: cursor.at, stride: 1 }
      cursor.at += count
    }
    for (let k = 0; k < count; k++) lines[k] = firstLine + row + k
    table.rows({ count, lines, columns })
    row += count
  }
}

function turnPage(cursor: Cursor): void {
  const next = cursor.pages.next()
  if (next.done) throw damaged('a column ends before its row group')
  const { bytes } = next.value
  // values of a dictionary lie in the same bytes page after page
  if (bytes !== cursor.page.bytes) {
    cursor.view = viewOf(bytes)
    cursor.isAscii = isAscii(bytes)
  }
  cursor.page = next.value
  cursor.at = 0
}

function readChunk(
  file: RandomFile,
  group: Group,
  name: string,
): { readonly codec: string; readonly bytes: Uint8Array } {
  const chunk = group.chunks.get(name)
  if (!chunk) throw damaged(`a row group lacks column "${name}"`)
  const { codec, start, end, isHere } = chunk
  if (!isHere) {
    throw unsupported(`keeps column "${name}" in another file`, 'write all columns into one file')
  }
  if (end - start > LONGEST_CHUNK) {
    const size = `${end - start} bytes of column "${name}" in one row group`
    throw unsupported(`has ${size}`, 'write smaller row groups')
  }
  return { codec, bytes: file.read(start, end) }
}

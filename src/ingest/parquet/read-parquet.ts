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
import { type Cells, cellsIn } from '../cells.ts'
import { fault } from '../fault.ts'
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

/** Rows of a Parquet file are counted from 1, as lines are. */
export async function readParquet(
  source: SourceFile,
  table: Table,
  onBytes: OnBytes,
): Promise<void> {
  const { path, isGzipped } = source
  if (source.size === 0) throw fault(path, 'is empty; export it again.')
  const file = await openRandom(source, onBytes)
  try {
    const { columns, groups } = readMetadata(file)
    const places = table.open(columns.map(({ name }) => name))
    const wanted = table.stem.columns.flatMap(({ ids }, c) => {
      const place = places[c]
      return place < 0 ? [] : [{ place, type: columnType(columns[place], ids !== null) }]
    })
    const cells = cellsIn(new Uint8Array(), columns.length)
    let line = 1
    for (const group of groups) {
      readGroup(file, group, wanted, cells, line, table)
      line += group.rows
      const end = Math.max(0, ...[...group.chunks.values()].map((chunk) => chunk.end))
      if (!isGzipped) onBytes(Math.min(end, source.size))
    }
  } catch (error) {
    if (!(error instanceof ParquetError)) throw error
    throw fault(path, `${error.message}; ${error.remedy}.`)
  } finally {
    file.close()
  }
}

interface WantedColumn {
  readonly place: number
  readonly type: ColumnType
}

interface Cursor {
  readonly place: number
  readonly pages: Iterator<PageCells>
  page: PageCells
  at: number
}

const NO_CELLS: PageCells = {
  bytes: new Uint8Array(),
  starts: new Int32Array(),
  ends: new Int32Array(),
}

function readGroup(
  file: RandomFile,
  group: Group,
  columns: readonly WantedColumn[],
  cells: Cells,
  firstLine: number,
  table: Table,
): void {
  const { buffers, starts, ends } = cells
  const { rows } = group
  const cursors = columns.map(({ place, type }): Cursor => {
    const pages = readPages({ type, rows, ...readChunk(file, group, type.name) })
    return { place, pages, page: NO_CELLS, at: 0 }
  })
  for (let row = 0; row < rows;) {
    let together = rows - row
    for (const cursor of cursors) {
      while (cursor.at === cursor.page.starts.length) {
        const next = cursor.pages.next()
        if (next.done) throw damaged('a column ends before its row group')
        cursor.page = next.value
        cursor.at = 0
        buffers[cursor.place] = cursor.page.bytes
      }
      together = Math.min(together, cursor.page.starts.length - cursor.at)
    }
    for (const last = row + together; row < last; row++) {
      // not for…of: this is the loop that everything waits for
      for (let c = 0; c < cursors.length; c++) {
        const cursor = cursors[c]
        starts[cursor.place] = cursor.page.starts[cursor.at]
        ends[cursor.place] = cursor.page.ends[cursor.at++]
      }
      table.row(firstLine + row, cells)
    }
  }
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

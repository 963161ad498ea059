/**
 * Parquet tables of flat columns.
 *
 * A library reads the metadata. The columns are read here, because a row is wanted as slices of
 * bytes: hyparquet makes an object for each value, which halves the speed, and follows the counts
 * of a damaged file until the process dies, which nobody can catch. Pages of all columns go in
 * step, so what is in memory is one page of each, whatever the size of the row groups.
 *
 * @module
 */
import { type FileMetaData, parquetMetadata, type RowGroup, type SchemaElement } from 'hyparquet'
import { cellsIn } from '../cells.ts'
import { fault } from '../fault.ts'
import { type OnBytes, type SourceFile } from '../source-file.ts'
import { type Table } from '../table.ts'
import { type ColumnType, columnType } from './column-type.ts'
import { readPages } from './column-pages.ts'
import { type PageCells } from './page-cells.ts'
import { damaged, ParquetError, unsupported } from './parquet-error.ts'
import { openRandom, type RandomFile } from './random-file.ts'

const MAGIC = 'PAR1'
/** Magic at both ends and the length of the metadata. */
const SHORTEST = 12
const MOST_METADATA = 1 << 28
const MOST_ROWS_IN_GROUP = 1 << 26
/** One read call takes less than 2 GiB. */
const LONGEST_CHUNK = 2 ** 31 - 1

/** Rows of a Parquet file are counted from 1, as lines are. */
export async function readParquet(
  source: SourceFile,
  table: Table,
  onBytes: OnBytes,
): Promise<void> {
  const { path } = source
  if (source.size === 0) throw fault(path, 'is empty; export it again.')
  const file = await openRandom(source, onBytes)
  try {
    const metadata = readMetadata(file)
    const elements = topLevel(metadata.schema)
    const places = table.open(elements.map(({ name }) => String(name)))
    const columns = table.stem.columns.flatMap(({ ids }, c) =>
      places[c] < 0
        ? []
        : [{ place: places[c], type: columnType(elements[places[c]], ids !== null) }],
    )
    readRows(file, metadata, columns, elements.length, table, (bytes) => {
      if (!source.isGzipped) onBytes(bytes)
    })
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

function readRows(
  file: RandomFile,
  { row_groups: groups }: FileMetaData,
  columns: readonly WantedColumn[],
  width: number,
  table: Table,
  onBytes: OnBytes,
): void {
  const nothing: PageCells = {
    bytes: new Uint8Array(),
    starts: new Int32Array(),
    ends: new Int32Array(),
  }
  const cells = cellsIn(nothing.bytes, width)
  const { buffers, starts, ends } = cells
  let line = 1
  let doneBytes = 0
  for (const group of groups) {
    const rows = Number(group.num_rows)
    if (!(rows >= 0 && rows <= MOST_ROWS_IN_GROUP)) throw damaged(`a row group of ${rows} rows`)
    const cursors = columns.map(({ place, type }): Cursor => {
      const chunk = findChunk(file, group, type)
      doneBytes += chunk.bytes.length
      return { place, pages: readPages({ type, rows, ...chunk }), page: nothing, at: 0 }
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
      for (let k = 0; k < together; k++, line++) {
        for (const cursor of cursors) {
          starts[cursor.place] = cursor.page.starts[cursor.at]
          ends[cursor.place] = cursor.page.ends[cursor.at++]
        }
        table.row(line, cells)
      }
      row += together
    }
    onBytes(doneBytes)
  }
}

function findChunk(
  file: RandomFile,
  group: RowGroup,
  { name }: ColumnType,
): { codec: string; bytes: Uint8Array } {
  const chunk = group.columns.find(({ meta_data: meta }) => {
    return meta?.path_in_schema.length === 1 && meta.path_in_schema[0] === name
  })
  const meta = chunk?.meta_data
  if (!chunk || !meta) throw damaged(`a row group lacks column "${name}"`)
  if (chunk.file_path) {
    throw unsupported(`keeps column "${name}" in another file`, 'write all columns into one file')
  }
  const dataAt = Number(meta.data_page_offset)
  const dictionaryAt = Number(meta.dictionary_page_offset ?? 0)
  const start = dictionaryAt > 0 ? Math.min(dataAt, dictionaryAt) : dataAt
  const length = Number(meta.total_compressed_size)
  if (!(start >= MAGIC.length && length >= 0 && start + length <= file.size)) {
    throw damaged(`column "${name}" lies outside the file`)
  }
  if (length > LONGEST_CHUNK) {
    throw unsupported(
      `has ${length} bytes of column "${name}" in one row group`,
      'write smaller row groups',
    )
  }
  return { codec: meta.codec, bytes: file.read(start, start + length) }
}

function readMetadata(file: RandomFile): FileMetaData {
  const { size } = file
  if (size < SHORTEST || magicAt(file, 0) !== MAGIC) {
    throw unsupported('is no Parquet file', 'name it after what it is, or export it again')
  }
  if (magicAt(file, size - MAGIC.length) !== MAGIC) {
    throw unsupported('is a Parquet file that is cut short', 'copy it again')
  }
  const tail = file.read(size - 8, size)
  const length = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true)
  if (length > size - SHORTEST || length > MOST_METADATA) {
    throw damaged(`it claims ${length} bytes of metadata`)
  }
  const metadata = file.read(size - 8 - length, size)
  try {
    // values in the metadata are never looked at, so they are not decoded either
    return parquetMetadata(metadata, { geoparquet: false, parsers: AS_STORED })
  } catch {
    throw damaged('its metadata does not read')
  }
}

const asStored = <Value>(value: Value): Value => value
const AS_STORED = {
  timestampFromMilliseconds: asStored,
  timestampFromMicroseconds: asStored,
  timestampFromNanoseconds: asStored,
  dateFromDays: asStored,
  stringFromBytes: asStored,
  jsonFromBytes: asStored,
  geometryFromBytes: asStored,
  geographyFromBytes: asStored,
  uuidFromBytes: asStored,
}

function magicAt(file: RandomFile, start: number): string {
  return new TextDecoder('latin1').decode(file.read(start, start + MAGIC.length))
}

/** The schema is a tree written root first: what is within a group is passed over. */
function topLevel(schema: readonly SchemaElement[]): SchemaElement[] {
  const elements: SchemaElement[] = []
  for (let i = 1; i < schema.length;) {
    elements.push(schema[i])
    for (let pending = 1; pending > 0; i++) {
      if (i >= schema.length) throw damaged('its schema is cut short')
      pending += Math.max(0, schema[i].num_children ?? 0) - 1
    }
  }
  return elements
}

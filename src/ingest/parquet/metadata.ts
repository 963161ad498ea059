/**
 * What the footer of a Parquet file says, as far as it is needed and makes sense.
 *
 * @module
 */
import { type FileMetaData, parquetMetadata, type RowGroup, type SchemaElement } from 'hyparquet'
import { damaged, ParquetError, unsupported } from './parquet-error.ts'
import { type RandomFile } from './random-file.ts'

export interface Metadata {
  /** Columns at the top of the schema, in order; some may hold groups. */
  readonly columns: readonly SchemaElement[]
  readonly groups: readonly Group[]
}

export interface Group {
  readonly rows: number
  /** By the name of the column. */
  readonly chunks: ReadonlyMap<string, Chunk>
}

export interface Chunk {
  readonly codec: string
  readonly start: number
  readonly end: number
  /** Whether it lies in this file, as the format does not demand. */
  readonly isHere: boolean
}

const MAGIC = 'PAR1'
/** Magic at both ends and the length of the metadata. */
const SHORTEST = 12
const MOST_METADATA = 1 << 28
const MOST_ROWS_IN_GROUP = 1 << 26

/** @throws {ParquetError} if it is none, or contradicts itself or the size of the file. */
export function readMetadata(file: RandomFile): Metadata {
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
  const footer = file.read(size - 8 - length, size)
  try {
    // values in the metadata are never looked at, so they are not decoded either
    return checked(parquetMetadata(footer, { geoparquet: false, parsers: AS_STORED }), size)
  } catch (error) {
    if (error instanceof ParquetError) throw error
    // of damaged bytes the library may make anything, and anything may then be thrown
    throw damaged('its metadata does not read')
  }
}

function checked({ schema, row_groups: groups }: FileMetaData, size: number): Metadata {
  return { columns: topLevel(schema), groups: groups.map((group) => checkedGroup(group, size)) }
}

function checkedGroup({ num_rows, columns }: RowGroup, size: number): Group {
  const rows = Number(num_rows)
  if (!(rows >= 0 && rows <= MOST_ROWS_IN_GROUP)) throw damaged(`a row group of ${rows} rows`)
  const chunks = new Map<string, Chunk>()
  for (const { file_path: path, meta_data: meta } of columns) {
    if (meta?.path_in_schema.length !== 1) continue
    const [name] = meta.path_in_schema
    const dataAt = Number(meta.data_page_offset)
    const dictionaryAt = Number(meta.dictionary_page_offset ?? 0)
    const start = dictionaryAt > 0 ? Math.min(dataAt, dictionaryAt) : dataAt
    const end = start + Number(meta.total_compressed_size)
    const isHere = !path
    if (isHere && !(start >= MAGIC.length && start <= end && end <= size)) {
      throw damaged(`column "${name}" lies outside the file`)
    }
    chunks.set(name, { codec: meta.codec, start, end, isHere })
  }
  return { rows, chunks }
}

/** The schema is a tree written root first: what is within a group is passed over. */
function topLevel(schema: readonly SchemaElement[]): SchemaElement[] {
  const elements: SchemaElement[] = []
  for (let i = 1; i < schema.length;) {
    const element = schema[i]
    const { num_children = 0, type_length = 0, scale = 0 } = element
    if (!element.name || [num_children, type_length, scale].some((n) => !Number.isSafeInteger(n))) {
      throw damaged('its schema makes no sense')
    }
    elements.push(element)
    for (let pending = 1; pending > 0; i++) {
      if (i >= schema.length) throw damaged('its schema is cut short')
      pending += Math.max(0, schema[i].num_children ?? 0) - 1
    }
  }
  return elements
}

function magicAt(file: RandomFile, start: number): string {
  return new TextDecoder('latin1').decode(file.read(start, start + MAGIC.length))
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

/**
 * The pages of one column in one row group, one after the other.
 *
 * @module
 */
import { crc32 } from 'node:zlib'
import { type ColumnType } from './column-type.ts'
import {
  isDictionaryEncoding,
  type PageCells,
  readFromDictionary,
  readValues,
} from './page-cells.ts'
import { type PageHeader, readPageHeader } from './page-header.ts'
import { damaged } from './parquet-error.ts'
import { readRunLengths } from './run-lengths.ts'
import { unpackPage } from './unpack-page.ts'

export interface ColumnChunk {
  readonly type: ColumnType
  readonly codec: string
  /** All pages as stored, each after its header. */
  readonly bytes: Uint8Array
  readonly rows: number
}

/**
 * Holds one page and the dictionary. Yields exactly `rows` cells, over all pages.
 *
 * @throws {ParquetError} if a page is damaged, or there are too few rows or too many.
 */
export function* readPages({ type, codec, bytes, rows }: ColumnChunk): Generator<PageCells> {
  let dictionary: PageCells | null = null
  let left = rows
  for (let at = 0; at < bytes.length && left > 0;) {
    const header = readPageHeader(bytes, at)
    at = header.end + header.storedSize
    if (at > bytes.length) throw damaged('a page reaches beyond its column')
    const stored = bytes.subarray(header.end, at)
    if (header.crc !== null && crc32(stored) !== header.crc) {
      throw damaged('a page fails its checksum')
    }
    if (header.kind === 'other') continue
    if (header.kind === 'dictionary') {
      const page = unpackPage(codec, stored, header.unpackedSize)
      dictionary = readValues(type, 0, page, 0, header.values)
      continue
    }
    if (header.values > left) throw damaged('a column holds more values than rows')
    left -= header.values
    yield header.kind === 'data'
      ? readDataPage(type, codec, header, stored, dictionary)
      : readDataPageV2(type, codec, header, stored, dictionary)
  }
  if (left > 0) throw damaged(`column "${type.name}" ends ${left} rows early`)
}

/** Levels and values packed as one; the levels of optional values after their length. */
function readDataPage(
  type: ColumnType,
  codec: string,
  header: PageHeader,
  stored: Uint8Array,
  dictionary: PageCells | null,
): PageCells {
  const page = unpackPage(codec, stored, header.unpackedSize)
  if (!type.isOptional) return readCells(type, header, page, null, dictionary)
  if (page.length < 4) throw damaged('a page is cut short')
  const length = new DataView(page.buffer, page.byteOffset).getUint32(0, true)
  const end = 4 + length
  if (end > page.length) throw damaged('levels reach beyond their page')
  const levels = new Uint8Array(header.values)
  readRunLengths(page, 4, end, 1, levels)
  // without the levels, which are no ASCII where ids are
  return readCells(type, header, page.subarray(end), levels, dictionary)
}

/** Levels first, never packed; then the values. */
function readDataPageV2(
  type: ColumnType,
  codec: string,
  header: PageHeader,
  stored: Uint8Array,
  dictionary: PageCells | null,
): PageCells {
  const levelsStart = header.repetitionBytes
  const levelsEnd = levelsStart + header.definitionBytes
  if (levelsEnd > stored.length) throw damaged('levels reach beyond their page')
  let levels: Uint8Array | null = null
  if (type.isOptional) {
    levels = new Uint8Array(header.values)
    readRunLengths(stored, levelsStart, levelsEnd, 1, levels)
  }
  const packed = stored.subarray(levelsEnd)
  const page = header.isPacked ? unpackPage(codec, packed, header.unpackedSize - levelsEnd) : packed
  return readCells(type, header, page, levels, dictionary)
}

/** `levels` say of each row whether it has a value. */
function readCells(
  type: ColumnType,
  { values: rows, encoding }: PageHeader,
  page: Uint8Array,
  levels: Uint8Array | null,
  dictionary: PageCells | null,
): PageCells {
  let count = rows
  if (levels) {
    count = 0
    for (let i = 0; i < rows; i++) count += levels[i]
  }
  const dense = isDictionaryEncoding(encoding)
    ? readFromDictionary(dictionary, page, 0, count)
    : readValues(type, encoding, page, 0, count)
  return levels && count < rows ? spread(dense, levels, count) : dense
}

function spread(dense: PageCells, levels: Uint8Array, count: number): PageCells {
  const { bytes, starts, ends, coded } = dense
  const rows = levels.length
  const outStarts = new Int32Array(rows)
  const outEnds = new Int32Array(rows)
  const places = coded && new Int32Array(rows)
  for (let i = 0, next = 0; i < rows && next < count; i++) {
    if (levels[i] === 0) continue
    if (places) places[i] = coded.places[next]
    outStarts[i] = starts[next]
    outEnds[i] = ends[next++]
  }
  const outCoded = places && { ...coded, places }
  return { bytes, starts: outStarts, ends: outEnds, coded: outCoded }
}

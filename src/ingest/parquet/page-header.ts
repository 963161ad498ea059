/**
 * The header before each page of a column chunk, in Thrift's compact protocol
 * (parquet.thrift, `PageHeader`; thrift-compact-protocol.md).
 *
 * Only numbers, flags and structures are kept: a page header says nothing else that matters here.
 *
 * @module
 */
import { damaged } from './parquet-error.ts'

export interface PageHeader {
  readonly kind: 'data' | 'data v2' | 'dictionary' | 'other'
  /** Bytes of the page as stored, and unpacked. */
  readonly storedSize: number
  readonly unpackedSize: number
  /** CRC-32 of the page as stored; null when the writer gave none. */
  readonly crc: number | null
  /** Values with nulls, which in a flat column are rows. */
  readonly values: number
  readonly encoding: number
  /** Of a v2 page: bytes of its levels, which stand before its values and are never packed. */
  readonly repetitionBytes: number
  readonly definitionBytes: number
  readonly isPacked: boolean
  /** Where the page itself begins. */
  readonly end: number
}

type Struct = Map<number, number | Struct>

const KINDS = ['data', 'other', 'dictionary', 'data v2'] as const
const MOST_NESTING = 8

/** @throws {ParquetError} if the bytes end first or say nothing that makes sense. */
export function readPageHeader(bytes: Uint8Array, start: number): PageHeader {
  const reader = { bytes, position: start }
  const header = readStruct(reader, 0)
  const kind = KINDS[number(header, 1)] ?? 'other'
  const about = header.get(kind === 'data' ? 5 : kind === 'dictionary' ? 7 : 8)
  if (!(about instanceof Map) && kind !== 'other') throw damaged('a page header lacks its part')
  const detail = about instanceof Map ? about : new Map()
  const isV2 = kind === 'data v2'
  const crc = header.get(4)
  const sizes = {
    unpackedSize: number(header, 2),
    storedSize: number(header, 3),
    values: kind === 'other' ? 0 : number(detail, 1),
    definitionBytes: isV2 ? number(detail, 5) : 0,
    repetitionBytes: isV2 ? number(detail, 6) : 0,
  }
  if (Object.values(sizes).some((size) => size < 0)) throw damaged('a page has a negative size')
  return {
    kind,
    ...sizes,
    crc: typeof crc === 'number' ? crc >>> 0 : null,
    encoding: kind === 'other' ? 0 : number(detail, isV2 ? 4 : 2),
    isPacked: !isV2 || detail.get(7) !== 0,
    end: reader.position,
  }
}

interface Reader {
  readonly bytes: Uint8Array
  position: number
}

function number(struct: Struct, field: number): number {
  const value = struct.get(field)
  if (typeof value !== 'number') throw damaged(`a page header lacks field ${field}`)
  return value
}

function readStruct(reader: Reader, depth: number): Struct {
  if (depth > MOST_NESTING) throw damaged('a page header is nested too deep')
  const struct: Struct = new Map()
  let field = 0
  for (;;) {
    const byte = readByte(reader)
    if (byte === 0) return struct
    field = byte >> 4 === 0 ? readZigzag(reader) : field + (byte >> 4)
    const value = readValue(reader, byte & 15, depth)
    if (value !== null) struct.set(field, value)
  }
}

/** Null of what is skipped. Flags are 1 and 0. */
function readValue(reader: Reader, type: number, depth: number): number | Struct | null {
  switch (type) {
    case 1: // true
      return 1
    case 2: // false
      return 0
    case 3: // byte
      return readByte(reader)
    case 4: // i16, i32, i64
    case 5:
    case 6:
      return readZigzag(reader)
    case 7: // double
      skip(reader, 8)
      return null
    case 8: // binary
      skip(reader, readVarint(reader))
      return null
    case 12:
      return readStruct(reader, depth + 1)
    default:
      throw damaged('a page header holds a type of no page header')
  }
}

function readByte(reader: Reader): number {
  if (reader.position >= reader.bytes.length) throw damaged('a page header is cut short')
  return reader.bytes[reader.position++]
}

function skip(reader: Reader, count: number): void {
  reader.position += count
  if (reader.position > reader.bytes.length) throw damaged('a page header is cut short')
}

/** Exact below 2 ** 53: larger ones are only skipped over. */
function readVarint(reader: Reader): number {
  let value = 0
  for (let scale = 1; scale < 2 ** 70; scale *= 128) {
    const byte = readByte(reader)
    value += (byte & 127) * scale
    if (byte < 128) return value
  }
  throw damaged('a page header holds an endless number')
}

function readZigzag(reader: Reader): number {
  const value = readVarint(reader)
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}

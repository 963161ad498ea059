/**
 * How a column's values are stored and how they are written as text.
 *
 * @module
 */
import { type SchemaElement } from 'hyparquet'
import { unsupported } from './parquet-error.ts'
import { writeInt32, writeInt64 } from './write-integer.ts'

export interface ColumnType {
  readonly name: string
  /** Bytes of each value; 0 when each says its own length. */
  readonly width: number
  readonly isOptional: boolean
  /** Whole numbers of 32 or 64 bits, which delta encoding knows; 0 for anything else. */
  readonly integerBits: 0 | 32 | 64
  /** Writes values as text; null when their bytes are text already. */
  readonly format: Format | null
}

/**
 * Write the value in `view[start..end]` as ASCII into `out[at..]`, where there is room for
 * `LONGEST_FORMATTED` bytes; where what follows goes.
 */
export type Format = (
  view: DataView,
  start: number,
  end: number,
  out: Uint8Array,
  at: number,
) => number

export const LONGEST_FORMATTED = 128

const DAY_MILLIS = 86_400_000
const JULIAN_DAY_OF_1970 = 2_440_588
/** Digits of the longest decimals that databases have, and bytes that hold them. */
const MOST_DIGITS = 76
const MOST_DECIMAL_BYTES = 32
/** No number and no time: a cell that says this is found to hold neither. */
const OUT_OF_RANGE = 'out of range'

/**
 * The type of a column at the top of the schema.
 *
 * @throws {ParquetError} if it holds lists or groups, or values that are no text, number or time.
 */
export function columnType(element: SchemaElement, holdsIds: boolean): ColumnType {
  const { name, type, repetition_type: repetition } = element
  if (element.num_children || repetition === 'REPEATED' || !type) {
    throw unsupported(`column "${name}" holds lists or groups`, 'write one value a row')
  }
  // a float of an id has lost digits, and then two accounts are one
  const isFloat = type === 'FLOAT' || type === 'DOUBLE'
  const physical = PHYSICAL_TYPES.get(type)
  const format = physical && formatOf(element)
  const isTooLong = !((element.scale ?? 0) <= MOST_DIGITS)
  if (!physical || format === undefined || isTooLong || (holdsIds && isFloat)) {
    const kind = element.logical_type?.type ?? element.converted_type ?? type
    const wanted = holdsIds ? 'text or whole numbers' : 'text, numbers or times'
    throw unsupported(`column "${name}" holds ${kind} values`, `write ${wanted}`)
  }
  const width = type === 'FIXED_LEN_BYTE_ARRAY' ? (element.type_length ?? 0) : physical.width
  if (type === 'FIXED_LEN_BYTE_ARRAY' && !(width > 0 && width <= 64)) {
    throw unsupported(`column "${name}" holds values of ${width} bytes`, 'write text')
  }
  const isOptional = repetition !== 'REQUIRED'
  return { name, width, isOptional, integerBits: physical.integerBits, format }
}

const PHYSICAL_TYPES = new Map<string, Pick<ColumnType, 'width' | 'integerBits'>>([
  ['BYTE_ARRAY', { width: 0, integerBits: 0 }],
  ['FIXED_LEN_BYTE_ARRAY', { width: 0, integerBits: 0 }],
  ['INT32', { width: 4, integerBits: 32 }],
  ['INT64', { width: 8, integerBits: 64 }],
  ['INT96', { width: 12, integerBits: 0 }],
  ['FLOAT', { width: 4, integerBits: 0 }],
  ['DOUBLE', { width: 8, integerBits: 0 }],
])

/** Undefined when such values have no text here. */
function formatOf(element: SchemaElement): Format | null | undefined {
  const { type, logical_type: logical, converted_type: converted, scale = 0 } = element
  const isDecimal = converted === 'DECIMAL' || logical?.type === 'DECIMAL'
  switch (type) {
    case 'BYTE_ARRAY':
      if (isDecimal) return asText((view, start, end) => decimalText(view, start, end, scale))
      return isText(element) ? null : undefined
    case 'FIXED_LEN_BYTE_ARRAY':
      if (isDecimal) return asText((view, start, end) => decimalText(view, start, end, scale))
      return logical?.type === 'UUID' ? asText(uuid) : undefined
    case 'INT32':
    case 'INT64':
      return integerFormat(element)
    case 'INT96': // times of old writers: nanoseconds of the day, then the Julian day
      return asText((view, start) => {
        const days = view.getInt32(start + 8, true) - JULIAN_DAY_OF_1970
        return isoTime(days * DAY_MILLIS + Number(view.getBigInt64(start, true)) / 1e6)
      })
    case 'FLOAT':
      return asText((view, start) => String(view.getFloat32(start, true)))
    case 'DOUBLE':
      return asText((view, start) => String(view.getFloat64(start, true)))
    default:
      return undefined
  }
}

/** Of values that are rare enough for a string of each. */
function asText(textOf: (view: DataView, start: number, end: number) => string): Format {
  return (view, start, end, out, at) => {
    const text = textOf(view, start, end)
    for (let i = 0; i < text.length; i++) out[at + i] = text.charCodeAt(i)
    return at + text.length
  }
}

/** Bytes of which nothing is said are taken for text. */
function isText({ logical_type: logical, converted_type: converted }: SchemaElement): boolean {
  const kind = logical?.type ?? converted ?? 'STRING'
  return kind === 'STRING' || kind === 'UTF8' || kind === 'ENUM'
}

function integerFormat(element: SchemaElement): Format | undefined {
  const { type, logical_type: logical, converted_type: converted, scale = 0 } = element
  if (logical?.type === 'TIME' || converted?.startsWith('TIME_')) return undefined
  const isUnsigned =
    converted?.startsWith('UINT_') ?? (logical?.type === 'INTEGER' && !logical.isSigned)
  const read =
    type === 'INT32'
      ? (view: DataView, start: number) => BigInt(view.getInt32(start, true))
      : (view: DataView, start: number) => view.getBigInt64(start, true)

  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    return asText((view, start) => scaled(read(view, start), scale))
  }
  if (converted === 'DATE' || logical?.type === 'DATE') {
    return asText((view, start) => isoTime(Number(read(view, start)) * DAY_MILLIS))
  }
  const perMilli = unitsPerMilli(element)
  if (perMilli > 0) return asText((view, start) => isoTime(Number(read(view, start)) / perMilli))
  const write = type === 'INT32' ? writeInt32 : writeInt64
  return (view, start, _end, out, at) => write(view, start, isUnsigned, out, at)
}

/** 0 when the column holds no timestamps. */
function unitsPerMilli({
  logical_type: logical,
  converted_type: converted,
}: SchemaElement): number {
  if (logical?.type === 'TIMESTAMP') {
    return { MILLIS: 1, MICROS: 1e3, NANOS: 1e6 }[logical.unit]
  }
  if (converted === 'TIMESTAMP_MILLIS') return 1
  return converted === 'TIMESTAMP_MICROS' ? 1e3 : 0
}

/** Big-endian, in as many bytes as there are. */
function decimalText(view: DataView, start: number, end: number, scale: number): string {
  if (end - start > MOST_DECIMAL_BYTES) return OUT_OF_RANGE
  let value = 0n
  for (let i = start; i < end; i++) value = (value << 8n) | BigInt(view.getUint8(i))
  return scaled(BigInt.asIntN((end - start) * 8, value), scale)
}

function scaled(value: bigint, scale: number): string {
  if (scale <= 0) return String(value)
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

function uuid(view: DataView, start: number, end: number): string {
  let hex = ''
  for (let i = start; i < end; i++) hex += view.getUint8(i).toString(16).padStart(2, '0')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function isoTime(millis: number): string {
  return Math.abs(millis) <= 8.64e15 ? new Date(millis).toISOString() : OUT_OF_RANGE
}

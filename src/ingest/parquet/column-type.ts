/**
 * How a column's values are stored and how they are written as text.
 *
 * @module
 */
import { type SchemaElement } from 'hyparquet'
import { unsupported } from './parquet-error.ts'

export interface ColumnType {
  readonly name: string
  /** Bytes of each value; 0 when each says its own length. */
  readonly width: number
  readonly isOptional: boolean
  /** Whole numbers of 32 or 64 bits, which delta encoding knows; 0 for anything else. */
  readonly integerBits: 0 | 32 | 64
  /** The text of the value in `view[start..end]`; null when its bytes are text already. */
  readonly format: Format | null
}

type Format = (view: DataView, start: number, end: number) => string

const DAY_MILLIS = 86_400_000
const JULIAN_DAY_OF_1970 = 2_440_588
/** Digits of the longest decimals that databases have, and bytes that hold them. */
const MOST_DIGITS = 76
const MOST_DECIMAL_BYTES = 32

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
      if (isDecimal) return decimalFormat(scale)
      return isText(element) ? null : undefined
    case 'FIXED_LEN_BYTE_ARRAY':
      if (isDecimal) return decimalFormat(scale)
      return logical?.type === 'UUID' ? uuid : undefined
    case 'INT32':
    case 'INT64':
      return integerFormat(element)
    case 'INT96': // times of old writers: nanoseconds of the day, then the Julian day
      return (view, start) => {
        const days = view.getInt32(start + 8, true) - JULIAN_DAY_OF_1970
        return isoTime(days * DAY_MILLIS + Number(view.getBigInt64(start, true)) / 1e6)
      }
    case 'FLOAT':
      return (view, start) => String(view.getFloat32(start, true))
    case 'DOUBLE':
      return (view, start) => String(view.getFloat64(start, true))
    default:
      return undefined
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
      ? (view: DataView, start: number) =>
          isUnsigned ? view.getUint32(start, true) : view.getInt32(start, true)
      : (view: DataView, start: number) => readInteger64(view, start, isUnsigned)

  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    return (view, start) => decimalText(BigInt(read(view, start)), scale)
  }
  if (converted === 'DATE' || logical?.type === 'DATE') {
    return (view, start) => isoTime(Number(read(view, start)) * DAY_MILLIS)
  }
  const perMilli = unitsPerMilli(element)
  if (perMilli > 0) return (view, start) => isoTime(Number(read(view, start)) / perMilli)
  return (view, start) => String(read(view, start))
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

/** A number when it is exact as one, which is faster to write out. */
function readInteger64(view: DataView, start: number, isUnsigned: boolean): number | bigint {
  const high = isUnsigned ? view.getUint32(start + 4, true) : view.getInt32(start + 4, true)
  if (high >= -0x200000 && high < 0x200000) return high * 2 ** 32 + view.getUint32(start, true)
  return isUnsigned ? view.getBigUint64(start, true) : view.getBigInt64(start, true)
}

function decimalFormat(scale: number): Format {
  return (view, start, end) => {
    if (end - start > MOST_DECIMAL_BYTES) return 'out of range'
    let value = 0n
    for (let i = start; i < end; i++) value = (value << 8n) | BigInt(view.getUint8(i))
    return decimalText(BigInt.asIntN((end - start) * 8, value), scale)
  }
}

function decimalText(value: bigint, scale: number): string {
  if (scale <= 0) return String(value)
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

function uuid(view: DataView, start: number, end: number): string {
  let hex = ''
  for (let i = start; i < end; i++) hex += view.getUint8(i).toString(16).padStart(2, '0')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** What is outside all calendars is no time, and the cell is then found to hold none. */
function isoTime(millis: number): string {
  return Math.abs(millis) <= 8.64e15 ? new Date(millis).toISOString() : 'out of range'
}

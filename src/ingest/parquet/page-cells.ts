/**
 * The values of a page as cells of text: slices of the page's own bytes where those are text, and
 * of a new buffer where they are numbers or times.
 *
 * @module
 */
import { type Coded } from '../cells.ts'
import { type ColumnType, type Format, LONGEST_FORMATTED } from './column-type.ts'
import { readDeltas } from './deltas.ts'
import { damaged, unsupported } from './parquet-error.ts'
import { readRunLengths } from './run-lengths.ts'

/** Cell `i` is `bytes[starts[i]..ends[i]]`; that of a null is empty. */
export interface PageCells {
  readonly bytes: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly coded: Coded | null
}

/** Numbers of parquet.thrift, `Encoding`. */
const PLAIN = 0
const PLAIN_DICTIONARY = 2
const DELTA_BINARY_PACKED = 5
const DELTA_LENGTH_BYTE_ARRAY = 6
const DELTA_BYTE_ARRAY = 7
const RLE_DICTIONARY = 8
const BYTE_STREAM_SPLIT = 9

/** Front-coded values may repeat each other's starts without end. */
const MOST_FRONT_CODED_BYTES = 1 << 28

export function isDictionaryEncoding(encoding: number): boolean {
  return encoding === PLAIN_DICTIONARY || encoding === RLE_DICTIONARY
}

/**
 * The `count` values that `page[start..]` holds, nulls left out. Linear, and holds no more than the
 * page and its text whatever the page claims.
 *
 * @throws {ParquetError} if the page does not hold as many.
 */
export function readValues(
  type: ColumnType,
  encoding: number,
  page: Uint8Array,
  start: number,
  count: number,
): PageCells {
  const raw = readRaw(type, encoding, page, start, count)
  return type.format ? formatted(raw, type.format) : raw
}

/** The same of a page that says of each value its place in `dictionary`. */
export function readFromDictionary(
  dictionary: PageCells | null,
  page: Uint8Array,
  start: number,
  count: number,
): PageCells {
  if (!dictionary) throw damaged('a page refers to a dictionary that there is none of')
  const starts = new Int32Array(count)
  const ends = new Int32Array(count)
  const places = new Int32Array(count)
  const coded = { places, dictionary, size: dictionary.starts.length }
  if (count === 0) return { bytes: dictionary.bytes, starts, ends, coded }
  if (start >= page.length) throw damaged('a page of dictionary places is empty')
  readRunLengths(page, start + 1, page.length, page[start], places)
  for (let i = 0; i < count; i++) {
    const place = places[i]
    if (place >= dictionary.starts.length) throw damaged('a dictionary place is out of range')
    starts[i] = dictionary.starts[place]
    ends[i] = dictionary.ends[place]
  }
  return { bytes: dictionary.bytes, starts, ends, coded }
}

/** Values as they are stored, each a slice. */
function readRaw(
  type: ColumnType,
  encoding: number,
  page: Uint8Array,
  start: number,
  count: number,
): PageCells {
  const { width, integerBits } = type
  switch (encoding) {
    case PLAIN:
      return width > 0 ? fixedSlices(page, start, width, count) : plainSlices(page, start, count)
    case DELTA_BINARY_PACKED: {
      if (integerBits === 0) break
      const values = integerBits === 32 ? new Int32Array(count) : new BigInt64Array(count)
      if (count > 0) readDeltas(page, start, values)
      return fixedSlices(new Uint8Array(values.buffer), 0, width, count)
    }
    case DELTA_LENGTH_BYTE_ARRAY:
      if (width > 0) break
      return lengthSlices(page, start, count)
    case DELTA_BYTE_ARRAY:
      if (integerBits > 0) break
      return frontCodedSlices(page, start, count, width)
    case BYTE_STREAM_SPLIT:
      if (width === 0) break
      return fixedSlices(joinedStreams(page, start, width, count), 0, width, count)
  }
  throw unsupported(
    `column "${type.name}" is written in encoding ${encoding}, which is not read here`,
    'write it plain or with a dictionary',
  )
}

function fixedSlices(bytes: Uint8Array, start: number, width: number, count: number): PageCells {
  if (start + width * count > bytes.length) throw damaged('a page holds too few values')
  const starts = new Int32Array(count)
  const ends = new Int32Array(count)
  for (let i = 0, at = start; i < count; i++) {
    starts[i] = at
    at += width
    ends[i] = at
  }
  return { bytes, starts, ends, coded: null }
}

/** Each value after its length in four bytes. */
function plainSlices(bytes: Uint8Array, start: number, count: number): PageCells {
  if (start + 4 * count > bytes.length) throw damaged('a page holds too few values')
  const starts = new Int32Array(count)
  const ends = new Int32Array(count)
  const size = bytes.length
  const view = new DataView(bytes.buffer, bytes.byteOffset, size)
  let at = start
  for (let i = 0; i < count; i++) {
    if (at + 4 > size) throw damaged('a page holds too few values')
    const length = view.getUint32(at, true)
    at += 4
    starts[i] = at
    at += length
    if (at > size) throw damaged('a value reaches beyond its page')
    ends[i] = at
  }
  return { bytes, starts, ends, coded: null }
}

/** All lengths, then all values. */
function lengthSlices(bytes: Uint8Array, start: number, count: number): PageCells {
  const starts = new Int32Array(count)
  const ends = new Int32Array(count)
  if (count === 0) return { bytes, starts, ends, coded: null }
  let at = readDeltas(bytes, start, starts)
  for (let i = 0; i < count; i++) {
    const length = starts[i]
    if (length < 0 || at + length > bytes.length) throw damaged('a value reaches beyond its page')
    starts[i] = at
    at += length
    ends[i] = at
  }
  return { bytes, starts, ends, coded: null }
}

/** How much of the value before each begins with, then the lengths and bytes of the rest. */
function frontCodedSlices(
  page: Uint8Array,
  start: number,
  count: number,
  width: number,
): PageCells {
  const starts = new Int32Array(count)
  const ends = new Int32Array(count)
  if (count === 0) return { bytes: page, starts, ends, coded: null }
  const shared = new Int32Array(count)
  const rest = lengthSlices(page, readDeltas(page, start, shared), count)
  let size = 0
  for (let i = 0, before = 0; i < count; i++) {
    if (shared[i] < 0 || shared[i] > before) throw damaged('a value shares more than there is')
    before = shared[i] + rest.ends[i] - rest.starts[i]
    if (width > 0 && before !== width) throw damaged('a value has the wrong length')
    size += before
    if (size > MOST_FRONT_CODED_BYTES) throw damaged('a page holds too many bytes')
  }
  const bytes = new Uint8Array(size)
  for (let i = 0, at = 0; i < count; i++) {
    starts[i] = at
    if (i > 0) bytes.copyWithin(at, starts[i - 1], starts[i - 1] + shared[i])
    at += shared[i]
    bytes.set(page.subarray(rest.starts[i], rest.ends[i]), at)
    at += rest.ends[i] - rest.starts[i]
    ends[i] = at
  }
  return { bytes, starts, ends, coded: null }
}

/** All first bytes, then all second ones, and so on, put together again. */
function joinedStreams(page: Uint8Array, start: number, width: number, count: number): Uint8Array {
  if (start + width * count > page.length) throw damaged('a page holds too few values')
  const bytes = new Uint8Array(width * count)
  for (let b = 0; b < width; b++) {
    for (let i = 0; i < count; i++) bytes[i * width + b] = page[start + b * count + i]
  }
  return bytes
}

function formatted(raw: PageCells, format: Format): PageCells {
  const count = raw.starts.length
  const view = new DataView(raw.bytes.buffer, raw.bytes.byteOffset, raw.bytes.byteLength)
  const starts = new Int32Array(count)
  const ends = new Int32Array(count)
  let bytes = new Uint8Array(count * 12 + LONGEST_FORMATTED)
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + LONGEST_FORMATTED > bytes.length) {
      const grown = new Uint8Array(bytes.length * 2)
      grown.set(bytes)
      bytes = grown
    }
    starts[i] = at
    at = format(view, raw.starts[i], raw.ends[i], bytes, at)
    ends[i] = at
  }
  return { bytes, starts, ends, coded: null }
}

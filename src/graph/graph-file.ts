/**
 * The container of `graph.fbk`: named typed arrays in one buffer.
 *
 * The file is the data structure. Sections start at multiples of 64 bytes, so that each is used in
 * place as a typed array, whether the buffer was read from disk or is shared between workers;
 * nothing is parsed and nothing is copied, neither when reading nor when writing. What the sections
 * mean is for the caller to know: docs/graph-file.md says it for a platform.
 *
 * Layout, all little-endian, in units of 64 bytes:
 *
 * | bytes of the header | what |
 * |---|---|
 * | 0..7 | magic; its line ends break when a transfer takes the file for text (as in PNG) |
 * | 8..11 | version |
 * | 12..15 | number of sections |
 * | 16..23 | length of the file |
 * | 24..55 | zeros |
 * | 56..59 | checksum of the header before it |
 * | 60..63 | checksum of the table |
 *
 * Then the table, 64 bytes for each section: name in ASCII, zero-padded (40), type (4), checksum
 * (4), offset (8), length in bytes (8). Then the sections in the order of the table, each padded
 * with zeros to the next 64. A checksum covers the padding, so no byte of the file goes unwatched.
 *
 * @module
 */
import { checksumOf } from './checksum.ts'

export type Section =
  Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array

export interface NamedSection {
  /** 1 to 40 printable ASCII characters. */
  readonly name: string
  readonly data: Section
}

/** The bytes are no whole graph file of the version that is known here. */
export class GraphFileError extends RangeError {
  override name = 'GraphFileError'
}

const MAGIC = [0x89, 0x46, 0x42, 0x4b, 0x0d, 0x0a, 0x1a, 0x0a] // \x89 F B K \r \n \x1a \n
/** 2: ids are hashed by words, and accounts are numbered by falling degree. */
const VERSION = 2
const UNIT = 64
const HEADER_CHECKSUM_AT = 56
const TABLE_CHECKSUM_AT = 60
const LONGEST_NAME = 40

/** A type is stored as its place in this list: add at the end only. */
const SECTION_TYPES: readonly SectionType[] = [
  Uint8Array,
  Uint16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
]

interface SectionType {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): Section
}

export interface PlacedSection {
  readonly data: Section
  /** Where in the file it begins. */
  readonly offset: number
}

/** A file whose sections may be written in any order, by whoever does it. */
export interface SectionPlan {
  readonly placed: readonly PlacedSection[]
  /** What stands before the sections, once the checksum of each is known. */
  readonly startOf: (checksums: readonly number[]) => Uint8Array
}

/**
 * Where these sections go in a file.
 *
 * @throws {TypeError} if a section is no typed array of a storable type.
 * @throws {RangeError} if a name does not fit or is given twice.
 */
export function planSections(sections: readonly NamedSection[]): SectionPlan {
  const tableEnd = UNIT * (1 + sections.length)
  const start = new Uint8Array(tableEnd)
  const view = new DataView(start.buffer)
  const names = new Set<string>()
  const placed: PlacedSection[] = []
  let offset = tableEnd
  for (const [place, { name, data }] of sections.entries()) {
    checkName(name, names)
    const type = SECTION_TYPES.findIndex((constructor) => data instanceof constructor)
    if (type < 0) {
      throw new TypeError(`section "${name}" expected a typed array, got ${typeof data}`)
    }
    const entry = UNIT * (1 + place)
    for (let i = 0; i < name.length; i++) start[entry + i] = name.charCodeAt(i)
    view.setUint32(entry + 40, type, true)
    view.setBigUint64(entry + 48, BigInt(offset), true)
    view.setBigUint64(entry + 56, BigInt(data.byteLength), true)
    placed.push({ data, offset })
    offset += paddedLength(data.byteLength)
  }
  start.set(MAGIC)
  view.setUint32(8, VERSION, true)
  view.setUint32(12, sections.length, true)
  view.setBigUint64(16, BigInt(offset), true)
  view.setUint32(HEADER_CHECKSUM_AT, checksumOf([start.subarray(0, HEADER_CHECKSUM_AT)]), true)
  return {
    placed,
    startOf(checksums) {
      checksums.forEach((sum, place) => view.setUint32(UNIT * (1 + place) + 44, sum, true))
      view.setUint32(TABLE_CHECKSUM_AT, checksumOf([start.subarray(UNIT)]), true)
      return start
    },
  }
}

/**
 * The file of these sections, as the parts to write one after the other. The parts are views of the
 * sections wherever they can be, so that a file of any size costs no memory of its own: the sections
 * must not change until it is written. Linear: one checksum over each section.
 *
 * @throws as `planSections` does.
 */
export function layOutSections(sections: readonly NamedSection[]): Uint8Array[] {
  const { placed, startOf } = planSections(sections)
  const lying = placed.map(({ data }) => paddedBytes(data))
  return [startOf(lying.map((parts) => checksumOf(parts))), ...lying.flat()]
}

/** The same in one piece, for what is small. */
export function writeSections(sections: readonly NamedSection[]): Uint8Array<ArrayBuffer> {
  const parts = layOutSections(sections)
  const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const part of parts) {
    file.set(part, offset)
    offset += part.length
  }
  return file
}

/**
 * The sections of a file, as views of its bytes, in the order of the file. Every byte is verified,
 * which takes about 1 s a GiB.
 *
 * @param file must begin at a multiple of 64 in its buffer.
 * @throws {GraphFileError} if the file is damaged, cut short, of another version, or none of ours.
 * @throws {RangeError} if it does not begin where it must.
 */
export function readSections(file: Uint8Array): ReadonlyMap<string, Section> {
  const { buffer, byteOffset, length: size } = file
  if (byteOffset % UNIT !== 0) {
    throw new RangeError(`"file" expected to begin at a multiple of ${UNIT}, got ${byteOffset}`)
  }
  if (size < UNIT) fail(`expected at least ${UNIT} bytes, got ${size}`)
  if (!MAGIC.every((byte, i) => file[i] === byte)) fail('does not start as a graph file')

  const view = new DataView(buffer, byteOffset, size)
  const version = view.getUint32(8, true)
  if (version > VERSION) fail(`version ${version} is newer than ${VERSION}, the one known here`)
  if (version < VERSION) fail(`version ${version} is older than ${VERSION}, the one known here`)
  const count = view.getUint32(12, true)
  const length = Number(view.getBigUint64(16, true))
  if (length !== size) fail(`expected ${length} bytes, got ${size}`)
  const tableEnd = UNIT * (1 + count)
  if (tableEnd > size) fail(`a table of ${count} sections does not fit ${size} bytes`)
  if (
    checksumOf([file.subarray(0, HEADER_CHECKSUM_AT)]) !==
      view.getUint32(HEADER_CHECKSUM_AT, true) ||
    checksumOf([file.subarray(UNIT, tableEnd)]) !== view.getUint32(TABLE_CHECKSUM_AT, true)
  ) {
    fail('the section table is damaged')
  }

  const sections = new Map<string, Section>()
  let offset = tableEnd
  for (let entry = UNIT; entry < tableEnd; entry += UNIT) {
    const name = nameAt(file, entry)
    const section = SECTION_TYPES[view.getUint32(entry + 40, true)]
    const byteLength = Number(view.getBigUint64(entry + 56, true))
    const end = offset + paddedLength(byteLength)
    // the table passed its checksum: whatever fails now was written so
    if (!section || Number(view.getBigUint64(entry + 48, true)) !== offset || end > size) {
      fail(`section "${name}" is not where the table says`)
    }
    if (byteLength % section.BYTES_PER_ELEMENT !== 0) {
      fail(`section "${name}" has ${byteLength} bytes, no multiple of ${section.BYTES_PER_ELEMENT}`)
    }
    if (checksumOf([file.subarray(offset, end)]) !== view.getUint32(entry + 44, true)) {
      fail(`section "${name}" is damaged`)
    }
    if (sections.has(name)) fail(`section "${name}" stands there twice`)
    sections.set(
      name,
      new section(buffer, byteOffset + offset, byteLength / section.BYTES_PER_ELEMENT),
    )
    offset = end
  }
  if (offset !== size) fail(`the sections end at ${offset}, the file at ${size}`)
  return sections
}

/** The bytes of `data` as they lie, and what fills them up to the next 64: what a file has of it. */
export function paddedBytes({ buffer, byteOffset, byteLength }: Section): Uint8Array[] {
  let bytes = new Uint8Array(buffer, byteOffset, byteLength)
  // a checksum reads words, and words lie at multiples of their size
  if (byteOffset % 4 !== 0) bytes = bytes.slice()
  const whole = byteLength - (byteLength % UNIT)
  if (whole === byteLength) return [bytes]
  const last = new Uint8Array(UNIT)
  last.set(bytes.subarray(whole))
  return whole === 0 ? [last] : [bytes.subarray(0, whole), last]
}

function paddedLength(byteLength: number): number {
  return Math.ceil(byteLength / UNIT) * UNIT
}

function checkName(name: string, known: Set<string>): void {
  if (!/^[\x21-\x7e]+$/.test(name) || name.length > LONGEST_NAME) {
    throw new RangeError(`"name" expected 1 to ${LONGEST_NAME} ASCII characters, got "${name}"`)
  }
  if (known.has(name)) throw new RangeError(`section "${name}" is given twice`)
  known.add(name)
}

function nameAt(bytes: Uint8Array, start: number): string {
  let name = ''
  for (let i = start; i < start + LONGEST_NAME && bytes[i] !== 0; i++) {
    name += String.fromCharCode(bytes[i])
  }
  return name
}

function fail(what: string): never {
  throw new GraphFileError(what)
}

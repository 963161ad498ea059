/**
 * The container of `graph.fbk`: named typed arrays in one buffer.
 *
 * The file is the data structure. Sections start at multiples of 64 bytes, so that each is used in
 * place as a typed array, whether the buffer was read from disk or is shared between workers;
 * nothing is parsed and nothing is copied. What the sections mean is for the caller to know.
 *
 * Layout, all little-endian, in units of 64 bytes:
 *
 * | bytes of the header | what |
 * |---|---|
 * | 0..7 | magic; its line ends break when a transfer takes the file for text (as in PNG) |
 * | 8..11 | version |
 * | 12..15 | number of sections |
 * | 16..23 | length of the file |
 * | 56..59 | checksum of the header before it |
 * | 60..63 | checksum of the table |
 *
 * Then the table, 64 bytes for each section: name in ASCII, zero-padded (40), type (4), checksum
 * (4), offset (8), length in bytes (8). Then the sections in the order of the table, each padded
 * with zeros to the next 64. A checksum covers the padding, so no byte of the file goes unwatched.
 *
 * The checksum is xxHash32's inner loop over 32-bit words (Collet, 2012), in four lanes. Each step
 * is a bijection of its lane, so a change within a single word is always noticed; it is not a
 * signature, and does not keep out a forger.
 *
 * @module
 */

export type Section =
  Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array

export interface NamedSection {
  /** 1 to 40 printable ASCII characters. */
  readonly name: string
  readonly data: Section
}

/** The bytes are no whole graph file of a version that is known here. */
export class GraphFileError extends RangeError {
  override name = 'GraphFileError'
}

const MAGIC = [0x89, 0x46, 0x42, 0x4b, 0x0d, 0x0a, 0x1a, 0x0a] // \x89 F B K \r \n \x1a \n
const VERSION = 1
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

/**
 * Lay the sections out as one file. Time and memory are linear; the sections are copied.
 *
 * @throws {TypeError} if a section is no typed array of a storable type.
 * @throws {RangeError} if a name does not fit or is given twice.
 */
export function writeSections(sections: readonly NamedSection[]): Uint8Array<ArrayBuffer> {
  const tableEnd = UNIT * (1 + sections.length)
  let length = tableEnd
  for (const { data } of sections) length += padded(data.byteLength)

  const file = new Uint8Array(length)
  const view = new DataView(file.buffer)
  file.set(MAGIC)
  view.setUint32(8, VERSION, true)
  view.setUint32(12, sections.length, true)
  view.setBigUint64(16, BigInt(length), true)

  const names = new Set<string>()
  let offset = tableEnd
  sections.forEach(({ name, data }, place) => {
    checkName(name, names)
    const type = SECTION_TYPES.findIndex((constructor) => data instanceof constructor)
    if (type < 0)
      throw new TypeError(`section "${name}" expected a typed array, got ${typeof data}`)
    const end = offset + padded(data.byteLength)
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset)

    const entry = UNIT * (1 + place)
    for (let i = 0; i < name.length; i++) file[entry + i] = name.charCodeAt(i)
    view.setUint32(entry + 40, type, true)
    view.setUint32(entry + 44, checksum(file.buffer, offset, end), true)
    view.setBigUint64(entry + 48, BigInt(offset), true)
    view.setBigUint64(entry + 56, BigInt(data.byteLength), true)
    offset = end
  })
  view.setUint32(HEADER_CHECKSUM_AT, checksum(file.buffer, 0, HEADER_CHECKSUM_AT), true)
  view.setUint32(TABLE_CHECKSUM_AT, checksum(file.buffer, UNIT, tableEnd), true)
  return file
}

/**
 * The sections of a file, as views of `buffer` itself, in the order of the file.
 *
 * Every byte is verified unless `trusted` says that this buffer was verified before, as by the
 * thread that shares it; header and table are verified always. Verifying takes about 1 s a GiB.
 *
 * @throws {GraphFileError} if the file is damaged, cut short, of a newer version, or none of ours.
 */
export function readSections(
  buffer: ArrayBufferLike,
  options: { readonly trusted?: boolean } = {},
): ReadonlyMap<string, Section> {
  const size = buffer.byteLength
  const bytes = new Uint8Array(buffer)
  if (size < UNIT) fail(`expected at least ${UNIT} bytes, got ${size}`)
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) fail('does not start as a graph file')

  const view = new DataView(buffer)
  const version = view.getUint32(8, true)
  if (version > VERSION) fail(`version ${version} is newer than ${VERSION}, the newest known here`)
  const count = view.getUint32(12, true)
  const length = Number(view.getBigUint64(16, true))
  if (length !== size) fail(`expected ${length} bytes, got ${size}`)
  const tableEnd = UNIT * (1 + count)
  if (tableEnd > size) fail(`a table of ${count} sections does not fit ${size} bytes`)
  if (
    version !== VERSION ||
    checksum(buffer, 0, HEADER_CHECKSUM_AT) !== view.getUint32(HEADER_CHECKSUM_AT, true) ||
    checksum(buffer, UNIT, tableEnd) !== view.getUint32(TABLE_CHECKSUM_AT, true)
  ) {
    fail('the section table is damaged')
  }

  const sections = new Map<string, Section>()
  let offset = tableEnd
  for (let entry = UNIT; entry < tableEnd; entry += UNIT) {
    const name = nameAt(bytes, entry)
    const section = SECTION_TYPES[view.getUint32(entry + 40, true)]
    const byteLength = Number(view.getBigUint64(entry + 56, true))
    const end = offset + padded(byteLength)
    // the table passed its checksum: whatever fails now was written so
    if (!section || Number(view.getBigUint64(entry + 48, true)) !== offset || end > size) {
      fail(`section "${name}" is not where the table says`)
    }
    if (byteLength % section.BYTES_PER_ELEMENT !== 0) {
      fail(`section "${name}" has ${byteLength} bytes, no multiple of ${section.BYTES_PER_ELEMENT}`)
    }
    if (!options.trusted && checksum(buffer, offset, end) !== view.getUint32(entry + 44, true)) {
      fail(`section "${name}" is damaged`)
    }
    sections.set(name, new section(buffer, offset, byteLength / section.BYTES_PER_ELEMENT))
    offset = end
  }
  if (offset !== size) fail(`the sections end at ${offset}, the file at ${size}`)
  return sections
}

function padded(byteLength: number): number {
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

/** Over the words of `buffer[start..end]`, both multiples of four. */
function checksum(buffer: ArrayBufferLike, start: number, end: number): number {
  const words = new Uint32Array(buffer, start, (end - start) / 4)
  const whole = words.length - (words.length % 4)
  let a = 0x24234428
  let b = 0x85ebca77
  let c = 0
  let d = 0x61c8864f
  let i = 0
  for (; i < whole; i += 4) {
    a = mixed(a, words[i])
    b = mixed(b, words[i + 1])
    c = mixed(c, words[i + 2])
    d = mixed(d, words[i + 3])
  }
  for (; i < words.length; i++) a = mixed(a, words[i])

  let h = (rotated(a, 1) + rotated(b, 7) + rotated(c, 12) + rotated(d, 18) + words.length) | 0
  h = Math.imul(h ^ (h >>> 15), 0x85ebca77)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae3d)
  return (h ^ (h >>> 16)) >>> 0
}

function mixed(lane: number, word: number): number {
  return Math.imul(rotated((lane + Math.imul(word, 0x85ebca77)) | 0, 13), 0x9e3779b1)
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

function fail(what: string): never {
  throw new GraphFileError(what)
}

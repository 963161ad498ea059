/**
 * What the first bytes of a file that should be text say that it is instead.
 *
 * @module
 */
import { fault } from './fault.ts'

/** @throws {InputError} if the file is evidently something else. `chunk` is its first. */
export function checkText(path: string, chunk: Uint8Array): void {
  for (const { starts, what } of IMPOSTORS) {
    if (starts.every((byte, i) => chunk[i] === byte)) throw fault(path, what)
  }
  // an ASCII character in two bytes, in either order
  if ((chunk[0] === 0) !== (chunk[1] === 0) && chunk.length > 1) throw fault(path, UTF_16)
  if (chunk.subarray(0, LOOKED_AT).some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20))) {
    throw fault(
      path,
      'holds bytes that no text holds; name it after what it is, or export it again.',
    )
  }
  const start = new TextDecoder().decode(chunk.subarray(0, LOOKED_AT)).trimStart().toLowerCase()
  if (start.startsWith('<!doctype') || start.startsWith('<html') || start.startsWith('<?xml')) {
    throw fault(path, 'is a web page or XML, not a table; download the file itself.')
  }
}

const LOOKED_AT = 512
const UTF_16 = 'is UTF-16 text; save it as UTF-8.'

const IMPOSTORS = [
  { starts: [0xff, 0xfe], what: UTF_16 },
  { starts: [0xfe, 0xff], what: UTF_16 },
  { starts: [0x1f, 0x8b], what: 'is gzip data; end its name in .gz.' },
  { starts: [0x50, 0x41, 0x52, 0x31], what: 'is a Parquet file; end its name in .parquet.' },
  {
    starts: [0x50, 0x4b, 0x03, 0x04],
    what: 'is a zip archive or a spreadsheet; unpack it, or save it as CSV.',
  },
]

/**
 * Finds the cells of delimited text, sixteen bytes at a time, as long as rows have nothing about
 * them: src/ingest/delimited.ts, where the twin is, sees to the others. AssemblyScript, see README.md.
 */

const LF: u32 = 0x0a
const CR: u32 = 0x0d
const QUOTE: u32 = 0x22

/** src/ingest/scan-kernel.ts lays it out. */
@unmanaged
class Scan {
  buffer: usize
  /** Offsets of cells into the buffer, row after row. */
  starts: usize
  ends: usize
  /** The line of each row. */
  lines: usize
  /** Where the first row that is not laid up begins. */
  rowStart: u32
  /** Of that row. */
  line: u32
}

/**
 * Lay up rows from `scan.rowStart` on, `waiting` of which are there already, until there are `most`,
 * or one has a quote, a NUL byte, more or fewer cells than `width`, or more than `longest` bytes, or
 * ends at `filled`, where there must be a line end. Returns how many there are. Reads up to fifteen
 * bytes beyond.
 */
export function layCells(
  scan: Scan,
  filled: u32,
  delimiter: u32,
  width: u32,
  waiting: u32,
  most: u32,
  longest: u32,
): u32 {
  const buffer = scan.buffer
  const delimiters = i8x16.splat(<i8>delimiter)
  const lineEnds = i8x16.splat(<i8>LF)
  const quotes = i8x16.splat(<i8>QUOTE)
  const zeros = i8x16.splat(0)
  let rowStart = scan.rowStart
  let line = scan.line
  let cellStart = rowStart
  let left = width
  let start = scan.starts + ((<usize>(waiting * width)) << 2)
  let end = scan.ends + ((<usize>(waiting * width)) << 2)
  let at = rowStart
  let isPlain = true
  while (isPlain && waiting < most) {
    const some = v128.load(buffer + at)
    let special = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(some, delimiters), i8x16.eq(some, lineEnds)),
        v128.or(i8x16.eq(some, quotes), i8x16.eq(some, zeros)),
      ),
    )
    while (special != 0) {
      const i = at + <u32>ctz<i32>(special)
      special &= special - 1
      const byte = <u32>load<u8>(buffer + i)
      isPlain =
        byte == LF
          ? left == 1 && i < filled && i - rowStart <= longest
          : byte == delimiter && left > 1
      if (!isPlain) break
      const isAfterCr = byte == LF && i > cellStart && <u32>load<u8>(buffer + i - 1) == CR
      store<u32>(start, cellStart)
      store<u32>(end, isAfterCr ? i - 1 : i)
      start += 4
      end += 4
      cellStart = i + 1
      left--
      if (left > 0) continue
      left = width
      store<u32>(scan.lines + ((<usize>waiting) << 2), line++)
      rowStart = cellStart
      if (++waiting == most) break
    }
    at += 16
  }
  scan.rowStart = rowStart
  scan.line = line
  return waiting
}

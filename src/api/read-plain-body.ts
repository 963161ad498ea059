/**
 * Reads the body of a filter straight from its bytes: the id of a candidate is hashed where it lies, and
 * no string is made of it. A JSON parser makes 500, and that is what a request costs.
 *
 * Only what is written plainly is read here: the known keys, each once, in any order; strings of ASCII
 * without escapes; not too many and not too long. Of anything else, right or wrong, it says so and reads
 * nothing: the parser and the schema then decide, so that there is one place that knows what is wrong.
 *
 * @module
 */
import { MOST_CANDIDATES } from '../guard/guard.ts'
import {
  createHashedQuestion,
  type HashedQuestion,
  laneOf,
  VIEWER,
} from '../guard/hashed-question.ts'
import { hashBytes } from '../guard/id-hash.ts'
import { type Surface, SURFACES } from '../model/surface.ts'

/** What was read; filled anew by each reading. */
export interface PlainBody {
  readonly hashed: HashedQuestion
  /** Where the id of each candidate stands in the body, without its quotes. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Where the viewer stands; of no meaning where `hashed` has none. */
  viewerStart: number
  viewerEnd: number
  surface: Surface
  region: string | null
  tag: string | null
}

export function createPlainBody(): PlainBody {
  return {
    hashed: createHashedQuestion(MOST_CANDIDATES),
    starts: new Int32Array(MOST_CANDIDATES),
    ends: new Int32Array(MOST_CANDIDATES),
    viewerStart: 0,
    viewerEnd: 0,
    surface: 'feed',
    region: null,
    tag: null,
  }
}

/** Whether the body was read; otherwise `into` means nothing. */
export function readPlainBody(bytes: Buffer, into: PlainBody): boolean {
  into.hashed.hasViewer = false
  into.region = null
  into.tag = null
  let seen = 0
  let at = afterSpace(bytes, 0)
  if (bytes[at] !== BRACE) return false
  do {
    at = afterSpace(bytes, at + 1)
    const end = endOfString(bytes, at)
    if (end < 0) return false
    const field = FIELDS.indexOf(bytes.toString('latin1', at + 1, end))
    if (field < 0 || ((seen >> field) & 1) === 1) return false
    seen |= 1 << field
    at = afterSpace(bytes, end + 1)
    if (bytes[at] !== COLON) return false
    at = afterSpace(bytes, at + 1)
    at = field === CANDIDATES ? readCandidates(bytes, at, into) : readText(bytes, at, field, into)
    if (at < 0) return false
    at = afterSpace(bytes, at)
  } while (bytes[at] === COMMA)
  if (bytes[at] !== BRACE_END || afterSpace(bytes, at + 1) !== bytes.length) return false
  return (seen & NEEDED) === NEEDED
}

const FIELDS = ['surface', 'candidates', 'viewer', 'region', 'tag']
const [SURFACE, CANDIDATES, VIEWER_ID, REGION] = [0, 1, 2, 3]
/** Bits of the first two. */
const NEEDED = 0b11
const LONGEST_TEXT = 256

/** Read one of the texts, or a null in its place; the place after it, or -1. */
function readText(bytes: Buffer, at: number, field: number, into: PlainBody): number {
  if (bytes[at] === N && field !== SURFACE) {
    return bytes.toString('latin1', at, at + 4) === 'null' ? at + 4 : -1
  }
  const end = endOfString(bytes, at)
  const length = end - at - 1
  if (end < 0 || length < 1 || length > LONGEST_TEXT) return -1
  if (field === VIEWER_ID) {
    into.viewerStart = at + 1
    into.viewerEnd = end
    into.hashed.hasViewer = hashBytes(bytes, at + 1, end, into.hashed.lanes, VIEWER)
    return end + 1
  }
  const text = bytes.toString('latin1', at + 1, end)
  if (field === SURFACE) {
    const surface = SURFACES.find((each) => each === text)
    if (surface === undefined) return -1
    into.surface = surface
  } else if (field === REGION) into.region = text
  else into.tag = text
  return end + 1
}

/** Read the list of candidates; the place after it, or -1. */
function readCandidates(bytes: Buffer, from: number, into: PlainBody): number {
  const { hashed, starts, ends } = into
  hashed.count = 0
  if (bytes[from] !== BRACKET) return -1
  let at = afterSpace(bytes, from + 1)
  if (bytes[at] === BRACKET_END) return at + 1
  for (let count = 0; count < MOST_CANDIDATES;) {
    const end = endOfString(bytes, at)
    if (end < 0 || !hashBytes(bytes, at + 1, end, hashed.lanes, laneOf(count))) return -1
    starts[count] = at + 1
    ends[count] = end
    hashed.count = ++count
    at = end + 1
    // what most lists have here
    if (bytes[at] === COMMA && bytes[at + 1] === QUOTE) {
      at++
      continue
    }
    at = afterSpace(bytes, at)
    if (bytes[at] === BRACKET_END) return at + 1
    if (bytes[at] !== COMMA) return -1
    at = afterSpace(bytes, at + 1)
  }
  return -1
}

/** Where the string that begins at `at` has its other quote; -1 if there is none, or more than plain ASCII. */
function endOfString(bytes: Buffer, at: number): number {
  if (bytes[at] !== QUOTE) return -1
  const { length } = bytes
  for (let end = at + 1; end < length; end++) {
    const kind = KINDS[bytes[end]]
    if (kind === PLAIN) continue
    return kind === CLOSING ? end : -1
  }
  return -1
}

function afterSpace(bytes: Buffer, at: number): number {
  while (at < bytes.length && isSpace(bytes[at])) at++
  return at
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BRACKET = 0x5b
const BACKSLASH = 0x5c
const BRACKET_END = 0x5d
const N = 0x6e
const BRACE = 0x7b
const BRACE_END = 0x7d

const PLAIN = 0
const CLOSING = 1
const OTHER = 2
/** What each byte is inside a string. */
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === QUOTE) return CLOSING
  return byte < 0x20 || byte >= 0x80 || byte === BACKSLASH ? OTHER : PLAIN
})

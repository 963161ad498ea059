/**
 * The compact body of a filter, for platforms whose ids are unsigned 64-bit numbers, and its answer: a
 * byte for each candidate. `docs/service.md` has both byte by byte; everything is little-endian.
 *
 * @module
 */
import { isUtf8 } from 'node:buffer'
import { type CodedAnswer } from '../guard/answers.ts'
import { type Question } from '../guard/brakes.ts'
import { MOST_CANDIDATES } from '../guard/guard.ts'
import {
  createHashedQuestion,
  type HashedQuestion,
  laneOf,
  VIEWER,
} from '../guard/hashed-question.ts'
import { hashNumber } from '../guard/id-hash.ts'
import { InputError } from '../model/errors.ts'
import { SURFACES } from '../model/surface.ts'

export const NUMERIC_TYPE = 'application/vnd.firebreak.ids'

const VERSION = 1
const HEAD_BYTES = 16
const ID_BYTES = 8
const HAS_VIEWER = 1
const HAS_REGION = 2
const HAS_TAG = 4
const LONGEST_TEXT = 255

/** What was read; filled anew by each reading. */
export interface NumericBody {
  readonly hashed: HashedQuestion
  /** The low and the high half of each candidate. */
  readonly halves: Uint32Array
  /** The same memory. */
  readonly bytes: Uint8Array
  viewer: bigint | null
  question: Question
}

export function createNumericBody(): NumericBody {
  const halves = new Uint32Array(MOST_CANDIDATES * 2)
  return {
    hashed: createHashedQuestion(MOST_CANDIDATES),
    halves,
    bytes: new Uint8Array(halves.buffer),
    viewer: null,
    question: { surface: 'feed', region: null, tag: null },
  }
}

/** @throws {InputError} if it is not such a body, to the byte. */
export function readNumericBody(bytes: Buffer, into: NumericBody): void {
  const { hashed, halves } = into
  if (bytes.length < HEAD_BYTES) {
    throw new InputError(
      `The body has ${bytes.length} bytes; it begins with a head of ${HEAD_BYTES}.`,
    )
  }
  const [version, surfaceCode, flags, spare] = bytes
  if (version !== VERSION) {
    throw new InputError(`The body has the version ${version}; write ${VERSION}.`)
  }
  const surface = SURFACES[surfaceCode]
  if (surface === undefined) {
    throw new InputError(
      `The body has the surface ${surfaceCode}; write 0 to ${SURFACES.length - 1}.`,
    )
  }
  if (flags > (HAS_VIEWER | HAS_REGION | HAS_TAG) || spare !== 0) {
    throw new InputError(
      `The body has the flags ${flags} and ${spare}; write 0 to 7, and 0 after them.`,
    )
  }
  const count = bytes.readUInt32LE(4)
  if (count > MOST_CANDIDATES) {
    throw new InputError(
      `candidates has ${count} entries; send at most ${MOST_CANDIDATES} at a time.`,
    )
  }
  let at = HEAD_BYTES + count * ID_BYTES
  const region = (flags & HAS_REGION) === 0 ? null : textAt(bytes, at, 'region')
  if (region !== null) at += 1 + bytes[at]
  const tag = (flags & HAS_TAG) === 0 ? null : textAt(bytes, at, 'tag')
  if (tag !== null) at += 1 + bytes[at]
  if (at !== bytes.length) {
    throw new InputError(
      `The body has ${bytes.length} bytes; its head and its ${count} candidates say ${at}.`,
    )
  }
  into.question = { surface, region, tag }
  hashed.hasViewer = (flags & HAS_VIEWER) !== 0
  into.viewer = hashed.hasViewer ? bytes.readBigUInt64LE(8) : null
  hashed.count = count
  hashNumber(bytes.readUInt32LE(8), bytes.readUInt32LE(12), hashed.lanes, VIEWER)
  // copied to where a word may begin, as JavaScript's words stand in memory wherever it runs
  bytes.copy(into.bytes, 0, HEAD_BYTES, HEAD_BYTES + count * ID_BYTES)
  for (let i = 0; i < count; i++) {
    hashNumber(halves[i * 2], halves[i * 2 + 1], hashed.lanes, laneOf(i))
  }
}

/** The id of a candidate as the platform would write it in JSON. */
export function idOf({ halves }: NumericBody, candidate: number): string {
  return String((BigInt(halves[candidate * 2 + 1]) << 32n) | BigInt(halves[candidate * 2]))
}

/** The id of the viewer likewise; null where nobody is logged in. */
export function viewerOf({ viewer }: NumericBody): string | null {
  return viewer === null ? null : String(viewer)
}

/** A buffer of its own: it is handed on while the next request is read. */
export function writeNumericAnswer(answer: CodedAnswer): Buffer {
  const { decision, actions, shadow } = answer
  const { demoted, withheld } = shadow ?? answer
  const length = Buffer.byteLength(decision)
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + actions.length + length)
  bytes[0] = VERSION
  bytes[1] = shadow ? 1 : 0
  bytes.writeUInt16LE(length, 2)
  bytes.writeUInt32LE(actions.length, 4)
  bytes.writeUInt32LE(demoted, 8)
  bytes.writeUInt32LE(withheld, 12)
  bytes.set(actions, HEAD_BYTES)
  bytes.write(decision, HEAD_BYTES + actions.length)
  return bytes
}

function textAt(bytes: Buffer, at: number, name: string): string {
  const length = bytes[at] ?? 0
  if (length < 1 || at + length >= bytes.length) {
    throw new InputError(
      `The body has no ${name} of 1 to ${LONGEST_TEXT} bytes where one should be.`,
    )
  }
  const text = bytes.subarray(at + 1, at + 1 + length)
  if (isUtf8(text)) return text.toString()
  throw new InputError(`The ${name} of the body is no UTF-8; write it as UTF-8.`)
}

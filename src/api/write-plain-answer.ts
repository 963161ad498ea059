/**
 * The answer to a plainly written body: each id is copied from the bytes in which it came, whole runs of
 * them at a time. The same text as `JSON.stringify` of the answer in lists.
 *
 * @module
 */
import { type CodedAnswer } from '../guard/answers.ts'
import { type PlainBody } from './read-plain-body.ts'

/** Bytes around the ids: keys, counts, and a decision of at most some hundred. */
const AROUND = 4096
let scratch = Buffer.allocUnsafe(1 << 16)

/** @param bytes the body that `body` was read from. */
export function writePlainAnswer(bytes: Buffer, body: PlainBody, answer: CodedAnswer): string {
  const { decision, actions, withheld, shadow } = answer
  const text = JSON.stringify(decision)
  const room = bytes.length + text.length * 3 + AROUND
  if (scratch.length < room) scratch = Buffer.allocUnsafe(room * 2)
  let at = scratch.write(`{"decision":${text},"allowed":[`)
  at = copyIds(bytes, body, actions, ALLOWED, at)
  at += scratch.write('],"demoted":[', at, 'latin1')
  if (answer.demoted > 0) at = copyIds(bytes, body, actions, DEMOTED, at)
  at += scratch.write(`],"withheld":${withheld}`, at, 'latin1')
  if (shadow) at += scratch.write(`,"shadow":${JSON.stringify(shadow)}`, at, 'latin1')
  at += scratch.write('}', at, 'latin1')
  return scratch.toString('utf8', 0, at)
}

const ALLOWED = 0
const DEMOTED = 1

/** With their quotes and a comma between them; the place after them. */
function copyIds(
  bytes: Buffer,
  { starts, ends }: PlainBody,
  actions: Uint8Array,
  action: number,
  from: number,
): number {
  let at = from
  for (let i = 0; i < actions.length; i++) {
    if (actions[i] !== action) continue
    const start = starts[i] - 1
    // ids that stand side by side in the body, quote, comma, quote, do so in the answer
    while (i + 1 < actions.length && actions[i + 1] === action && starts[i + 1] === ends[i] + 3) i++
    if (at > from) scratch[at++] = COMMA
    at += bytes.copy(scratch, at, start, ends[i] + 1)
  }
  return at
}

const COMMA = 0x2c

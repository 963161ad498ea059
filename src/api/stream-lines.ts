/**
 * An answer of many lines, NDJSON, made as fast as it is read and never as a whole.
 *
 * @module
 */
import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'

export const NDJSON = 'application/x-ndjson'

const CHUNK_CHARACTERS = 1 << 16
/** A reader that stops for so long has gone, and others wait for their turn. */
const STALL_MILLIS = 30_000

/** @param lines each ends with a line feed. */
export function streamLines(lines: Iterable<string> | AsyncIterable<string>): Readable {
  const stream: Readable = Readable.from(
    chunksOf(lines, () => stream.destroy()),
    {
      objectMode: false,
    },
  )
  return stream
}

async function* chunksOf(
  lines: Iterable<string> | AsyncIterable<string>,
  onStall: () => void,
): AsyncGenerator<string> {
  let chunk = ''
  for await (const line of lines) {
    chunk += line
    if (chunk.length < CHUNK_CHARACTERS) continue
    const stalled = setTimeout(onStall, STALL_MILLIS)
    try {
      yield chunk
    } finally {
      clearTimeout(stalled)
    }
    chunk = ''
    // a reader as fast as this one would leave no time for anybody else
    await setImmediate()
  }
  yield chunk
}

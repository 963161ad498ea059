/** Lines of a stream of bytes, none of them kept in memory beyond a limit. */

export interface Line {
  /** Counted from 1. */
  readonly number: number
  /** Without its end; null when it is longer than the limit. */
  readonly bytes: Uint8Array | null
}

const LINE_FEED = 10

export async function* linesOf(
  source: AsyncIterable<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<Line> {
  const held = new Uint8Array(mostBytes)
  let size = 0 // of the line so far, more than the limit if it is too long
  let number = 1
  const take = (part: Uint8Array) => {
    if (size + part.length <= mostBytes) held.set(part, size)
    size += part.length
  }
  const line = (): Line => ({ number, bytes: size <= mostBytes ? held.slice(0, size) : null })
  for await (const chunk of source) {
    let start = 0
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, start)
      if (end < 0) break
      take(chunk.subarray(start, end))
      yield line()
      size = 0
      number++
      start = end + 1
    }
    take(chunk.subarray(start))
  }
  if (size > 0) yield line()
}

const LINES_AT_ONCE = 4096

/** Many short lines as few longer texts, since each text is one write. */
export function* inParts(lines: Iterable<string>): Generator<string> {
  let part = ''
  let count = 0
  for (const line of lines) {
    part += line
    if (++count % LINES_AT_ONCE !== 0) continue
    yield part
    part = ''
  }
  yield part
}

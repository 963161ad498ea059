import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as assertProperty, asyncProperty, constantFrom, nat } from 'fast-check'
import { linesOf } from './lines.ts'

const MOST = 5

async function read(chunks: readonly string[]) {
  const source = (async function* () {
    for (const chunk of chunks) yield new TextEncoder().encode(chunk)
  })()
  const lines: (string | null)[] = []
  for await (const { number, bytes } of linesOf(source, MOST)) {
    assert.equal(number, lines.length + 1)
    lines.push(bytes && new TextDecoder().decode(bytes))
  }
  return lines
}

test('linesOf() gives the same lines however the bytes are cut', async () => {
  const text = array(constantFrom('a', 'b', '\n', 'long enough', '')).map((parts) => parts.join(''))
  await assertProperty(
    asyncProperty(text, array(nat(7)), async (whole, cuts) => {
      const chunks: string[] = []
      let rest = whole
      for (const cut of cuts) {
        chunks.push(rest.slice(0, cut))
        rest = rest.slice(cut)
      }
      const expected = whole.split('\n').map((line) => (line.length > MOST ? null : line))
      if (expected.at(-1) === '') expected.pop()
      assert.deepEqual(await read([...chunks, rest]), expected)
    }),
    { seed: 1 },
  )
})

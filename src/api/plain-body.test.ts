/** What is read from bytes is what the parser would read, and the answer is the same text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { createGuard } from '../guard/guard.ts'
import { DEFAULT_POLICY } from '../model/default-policy.ts'
import { STANDING_LEVELS } from '../model/standing.ts'
import { SURFACES } from '../model/surface.ts'
import { createPlainBody, readPlainBody } from './read-plain-body.ts'
import { writePlainAnswer } from './write-plain-answer.ts'

interface Body {
  readonly viewer?: string | null
  readonly surface: (typeof SURFACES)[number]
  readonly candidates: string[]
  readonly region?: string | null
  readonly tag?: string | null
}

const id = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('ada', 'bo', 'kim', '7', '18446744073709551615', 'a b') },
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 5 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
)
const body: fc.Arbitrary<Body> = fc.record(
  {
    surface: fc.constantFrom(...SURFACES),
    candidates: fc.array(id, { maxLength: 20 }),
    viewer: fc.option(id),
    region: fc.option(id),
    tag: fc.option(id),
  },
  { requiredKeys: ['surface', 'candidates'] },
)
/** In any order of keys, with space or without. */
const written = fc
  .tuple(body, fc.constantFrom(undefined, 1, '\t'), fc.nat())
  .map(([body, space, turn]) => {
    const entries = Object.entries(body)
    const cut = turn % entries.length
    return JSON.stringify(
      Object.fromEntries([...entries.slice(cut), ...entries.slice(0, cut)]),
      null,
      space,
    )
  })
/** Something put in, left out or turned into something else. */
const spoilt = fc
  .tuple(
    written,
    fc.nat(),
    fc.nat(3),
    fc.constantFrom(...'",:[]{}\\nul\u0000é \n"'.split(''), 'null', '"a"'),
  )
  .map(([text, place, length, more]) => {
    const at = place % (text.length + 1)
    return text.slice(0, at) + more + text.slice(at + length)
  })

const plain = createPlainBody()
const guard = createGuard({
  standings: ['ada', 'bo', '7', 'a b'].map((account, i) => ({
    account,
    standing: STANDING_LEVELS[i],
  })),
})

function assertRead(text: string): boolean {
  const bytes = Buffer.from(text)
  if (!readPlainBody(bytes, plain)) return false
  const parsed: Body = JSON.parse(text)
  const { viewer = null, surface, candidates, region = null, tag = null } = parsed
  assert.deepEqual([plain.surface, plain.region, plain.tag], [surface, region, tag])
  const ids = Array.from({ length: plain.hashed.count }, (_, i) =>
    bytes.toString('latin1', plain.starts[i], plain.ends[i]),
  )
  assert.deepEqual(ids, candidates)
  const judged = guard.judge(plain.hashed, surface)
  assert.equal(
    writePlainAnswer(bytes, plain, judged),
    JSON.stringify(guard.filter(viewer, surface, candidates)),
  )
  return true
}

test('a body read from its bytes says what JSON.parse says, and is answered in the same text', () => {
  for (const mode of ['enforce', 'shadow'] as const) {
    guard.setPolicy({ ...DEFAULT_POLICY, mode })
    let read = 0
    fc.assert(
      fc.property(fc.oneof(written, spoilt), (text) => {
        if (assertRead(text)) read++
      }),
      { numRuns: 3000 },
    )
    assert.ok(read > 300, `${read} of 3,000 were read`)
  }
})

test('what is not written plainly is left to the parser', () => {
  const sound = '{"surface":"feed","candidates":["a"]}'
  assert.ok(assertRead(sound))
  assert.ok(assertRead(` ${sound}\n`))
  for (const text of [
    '',
    '{}',
    '[]',
    'null',
    sound.slice(0, -1),
    `${sound}x`,
    `\ufeff${sound}`,
    '{"surface":"feed","candidates":["a",]}',
    '{"surface":"feed","candidates":["a"],}',
    '{"surface":"feed","candidates":["a" "b"]}',
    '{"surface":"feed","candidates":[,"a"]}',
    '{"surface":"feed","candidates":[""]}',
    '{"surface":"feed","candidates":["\\u0061"]}',
    '{"surface":"feed","candidates":["é"]}',
    '{"surface":"feed","candidates":["a\tb"]}',
    '{"surface":"feed","candidates":[7]}',
    '{"surface":"feed","candidates":[["a"]]}',
    '{"surface":"feed","candidates":{"0":"a"}}',
    '{"surface":"attic","candidates":["a"]}',
    '{"surface":null,"candidates":["a"]}',
    '{"candidates":["a"]}',
    '{"surface":"feed"}',
    '{"surface":"feed","surface":"explore","candidates":["a"]}',
    '{"surface":"feed","candidates":["a"],"candidates":[]}',
    '{"surface":"feed","candidates":["a"],"colour":"red"}',
    '{"surface":"feed","candidates":["a"],"viewer":""}',
    '{"surface":"feed","candidates":["a"],"viewer":nul}',
    '{"surface":"feed","candidates":["a"],"viewer":nulls}',
    `{"surface":"feed","candidates":["a"],"tag":"${'x'.repeat(257)}"}`,
    `{"surface":"feed","candidates":["${'x'.repeat(257)}"]}`,
    JSON.stringify({ surface: 'feed', candidates: Array(5001).fill('a') }),
  ]) {
    assert.ok(!readPlainBody(Buffer.from(text), plain), text.slice(0, 60))
  }
  assert.ok(assertRead(JSON.stringify({ surface: 'feed', candidates: Array(5000).fill('a') })))
})

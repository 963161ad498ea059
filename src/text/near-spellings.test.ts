import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { test } from 'node:test'
import { areNear, nearKeys } from './near-spellings.ts'
import { areReadAlike, type Spelling, spellingOf } from './spelling.ts'

const near = (a: string, b: string) => areNear(spellingOf(a), spellingOf(b))

test('areNear() sees through look-alikes, signs between, repeats, one edit and a number', () => {
  const mutations =
    'zоrblax z0rbl4x Zorbláx z.o.r.b.l.a.x zorblaxxx zorbax zorblaxo zorbalx zorplax zorblax7 zorblax2024 𝐳orblax'
  for (const mutation of mutations.split(' ')) {
    assert.ok(near('zorblax', mutation), mutation)
    assert.ok(near(mutation, 'zorblax'), mutation)
  }
})

test('areNear() keeps other words apart', () => {
  const pairs = [
    ['zorblax', 'quibblefen'],
    ['zorblax', 'zorplux'],
    ['zorblax22', 'zorblax23'],
    ['zorb1', 'zorb2'],
    // a word of four letters is another word after one edit, and "i" is no "l"
    ['drax', 'drox'],
    ['mail', 'mall'],
    ['', '---'],
    ['2024', '2025'],
  ]
  for (const [a, b] of pairs) assert.ok(!near(a!, b!), `${a} ${b}`)
})

// few letters, of few classes, so that runs meet and nearly meet
const word = fc.string({ unit: fc.constantFrom(...'abil1o0z'.split('')), maxLength: 8 })
const edit = fc.record({
  at: fc.nat(8),
  put: fc.constantFrom('a', 'b', 'i', 'l', '1', 'o', '0', 'z', '', '12'),
  drop: fc.nat(1),
})
/** A word, and what up to two edits make of it. */
const edited = fc
  .tuple(word, fc.array(edit, { maxLength: 2 }))
  .map(([a, edits]): [string, string] => [
    a,
    edits.reduce((b, { at, put, drop }) => b.slice(0, at) + put + b.slice(at + drop), a),
  ])

test('areNear() agrees with trying each single edit', () => {
  let found = 0
  fc.assert(
    fc.property(edited, ([a, b]) => {
      const [left, right] = [spellingOf(a), spellingOf(b)]
      assert.equal(areNear(left, right), naive(left, right))
      if (areNear(left, right)) found++
    }),
    { numRuns: 5000 },
  )
  assert.ok(found > 500, `${found} of the words are near`)
})

test('whatever is near has a key in common', () => {
  fc.assert(
    fc.property(edited, ([a, b]) => {
      if (!near(a, b)) return
      const keys = new Set(nearKeys(spellingOf(a)))
      assert.ok(
        nearKeys(spellingOf(b)).some((key) => keys.has(key)),
        `${a} ${b}`,
      )
    }),
    { numRuns: 5000 },
  )
})

/** The same by words instead of a table: all that one edit makes of the first is held against the second. */
function naive(a: Spelling, b: Spelling): boolean {
  const [short] = [a, b].toSorted((x, y) => x.letters.length - y.letters.length)
  if (short!.letters.length < 3) return false
  const numbers = [a, b].map(({ letters, number }) =>
    String.fromCodePoint(...letters.slice(letters.length - number)),
  )
  if (numbers.every((each) => each !== '') && numbers[0] !== numbers[1]) return false
  if (isSame(a, b, 0, 0)) return true
  if (short!.letters.length - short!.number < 5) return false
  if (oneEdit(a, b)) return true
  const stems = [a, b].map(({ letters, written, number }) => ({
    letters: letters.slice(0, letters.length - number),
    written: written.slice(0, letters.length - number),
    number: 0,
  }))
  return numbers.includes('') && numbers[0] !== numbers[1] && isSame(stems[0]!, stems[1]!, 0, 0)
}

function isRepeat({ letters }: Spelling, i: number): boolean {
  return i > 0 && letters[i] === letters[i - 1] && !(letters[i]! >= 0x30 && letters[i]! <= 0x39)
}

/** Whether the rest is the same, repeats left out at will; with `edits` more, or after those. */
function isSame(a: Spelling, b: Spelling, i: number, j: number, edits = 0): boolean {
  const [m, n] = [a.letters.length, b.letters.length]
  if (i === m && j === n) return true
  if (i < m && j < n && areReadAlike(a, i, b, j) && isSame(a, b, i + 1, j + 1, edits)) return true
  if (i < m && isRepeat(a, i) && isSame(a, b, i + 1, j, edits)) return true
  if (j < n && isRepeat(b, j) && isSame(a, b, i, j + 1, edits)) return true
  if (edits === 0) return false
  if (i < m && isSame(a, b, i + 1, j, edits - 1)) return true
  if (j < n && isSame(a, b, i, j + 1, edits - 1)) return true
  if (i < m && j < n && isSame(a, b, i + 1, j + 1, edits - 1)) return true
  const swapped =
    i + 1 < m && j + 1 < n && areReadAlike(a, i, b, j + 1) && areReadAlike(a, i + 1, b, j)
  return swapped && isSame(a, b, i + 2, j + 2, edits - 1)
}

function oneEdit(a: Spelling, b: Spelling): boolean {
  return isSame(a, b, 0, 0, 1)
}

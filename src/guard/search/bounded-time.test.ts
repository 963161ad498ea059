/** No text makes matching slow: what is counted is how often a letter is looked at, not how long it takes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { Reading } from './reading.ts'
import { spell, type Term, termOf } from './spelling.ts'

const letters = ['i', 'l', '1', '!', 'I', 'L', 'o', '0', 'О', '-', ' ', 'ﷺ', 'ß', '가', '\u{200B}']
const someText = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength })
/** A few letters again and again, which is what makes a close look go on for long. */
const longText = fc
  .tuple(someText(5), someText(5))
  .map(([unit, end]) => (unit.repeat(200) + end).slice(-1_000))

/** The reading with every look at a letter counted. */
function counted(reading: Reading): { reading: Reading; looks: () => number } {
  let looks = 0
  const counting = <Column extends object>(column: Column) =>
    new Proxy(column, {
      get(target, place) {
        if (typeof place === 'string' && /^\d+$/.test(place)) looks++
        return Reflect.get(target, place)
      },
    })
  const own = {
    points: counting(reading.points),
    kinds: counting(reading.kinds),
    gaps: counting(reading.gaps),
    begins: counting(reading.begins),
  }
  return { reading: Object.assign(Object.create(reading), own), looks: () => looks }
}

function termFrom(text: string, edges: Term['edges']): Term {
  const reading = new Reading()
  reading.read(text)
  return termOf(reading, edges)
}

test('spell() looks at a letter a bounded number of times for each letter of the term', () => {
  const text = new Reading()
  let most = 0
  fc.assert(
    fc.property(
      fc.oneof(someText(60), longText),
      fc.oneof(
        someText(8),
        longText.map((each) => each.slice(0, 90)),
      ),
      fc.constantFrom<Term['edges']>('words', 'text', 'none'),
      (query, written, edges) => {
        const term = termFrom(written, edges)
        if (term.letters.length === 0) return
        text.read(query)
        if (text.runs === 0) return
        const { reading, looks } = counted(text)
        // all of it, which is more than an automaton would ever hand over
        spell(reading, 0, text.runs - 1, term)
        const bound = 2 * text.length * (4 * term.letters.length + 40)
        assert.ok(looks() <= bound, `${looks()} looks, ${bound} allowed`)
        most = Math.max(most, looks())
      },
    ),
    { numRuns: 1_000 },
  )
  assert.ok(most > 1_000, `a count that stays low tests nothing: ${most}`)
})

test('a text is read as 18 letters a unit at most, whatever is in it', () => {
  const text = new Reading()
  fc.assert(
    fc.property(fc.oneof(longText, fc.string({ unit: 'binary', maxLength: 500 })), (query) => {
      text.read(query)
      assert.ok(text.length <= 18 * query.length && text.runs <= text.length)
    }),
  )
})

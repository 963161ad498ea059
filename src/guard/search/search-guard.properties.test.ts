/** The search guard against a plain twin, and what must hold of any text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { plain } from '../../text/plain.ts'
import { Reading } from './reading.ts'
import { createSearchGuard, type SearchGuard } from './search-guard.ts'
import { type EntryMatch } from './search-list.ts'
import { doubles, readings } from '../../text/stands-for.ts'

function guardOf(terms: readonly string[], match: EntryMatch): SearchGuard {
  const entries = terms.map((text, i) => ({
    id: String(i),
    match,
    text,
    tier: i % 2 === 0 ? ('block' as const) : ('resources' as const),
  }))
  const everywhere = [{ title: 'Help', url: 'https://help.example' }] as const
  return createSearchGuard({
    list: { version: 'drawn', entries, resources: { everywhere, regions: {} } },
  })
}

interface Letter {
  readonly written: string
  readonly own: string
  readonly afterGap: boolean
}

/** The letters of a text of single letters, spaces and hyphens. */
function lettersOf(text: string): Letter[] {
  const letters: Letter[] = []
  let afterGap = false
  for (const written of text) {
    if (written === ' ' || written === '-') afterGap = true
    else {
      letters.push({ written, own: plain(written), afterGap })
      afterGap = false
    }
  }
  return letters
}

/**
 * Whether the letters from `i` up to `to` spell the term from its letter `j` on. Within a longer word a
 * letter counts as repeated only in a row of three.
 */
function spells(
  letters: readonly Letter[],
  to: number,
  term: string,
  isWithin: boolean,
  i: number,
  j = 0,
): boolean {
  if (i === to) return j === term.length
  const { written, own } = letters[i]!
  const isReadAs = (letter: string) =>
    letter === own || readings(written).some((each) => doubles(letter).includes(each))
  if (j < term.length && isReadAs(term[j]!) && spells(letters, to, term, isWithin, i + 1, j + 1))
    return true
  if (j === 0 || !isReadAs(term[j - 1]!) || (isWithin && !isInRowOfThree(letters, i))) return false
  return spells(letters, to, term, isWithin, i + 1, j)
}

function isInRowOfThree(letters: readonly Letter[], i: number): boolean {
  const alike = (k: number) => letters[k]?.own === letters[i]!.own
  return alike(i - 1) && (alike(i - 2) || alike(i + 1))
}

/** Whether no letter is the term's own and all are of one alphabet. */
function isOfAnotherAlphabet(letters: readonly Letter[], term: string): boolean {
  const blocks = new Set(letters.map(({ own }) => own.codePointAt(0)! >> 8))
  return blocks.size === 1 && letters.every(({ own }) => !term.includes(own))
}

/** Whether the term is found, by trying every part of the text. */
function isFound(text: string, term: string, match: EntryMatch): boolean {
  const letters = lettersOf(text)
  const isEdge = (i: number) => i === 0 || i === letters.length || letters[i]!.afterGap
  for (let from = 0; from < letters.length; from++) {
    for (let to = from + 1; to <= letters.length; to++) {
      const part = letters.slice(from, to)
      const isParted = part.slice(1).some(({ afterGap }) => afterGap)
      if (match === 'exact' && !(from === 0 && to === letters.length)) continue
      const isWhole = isEdge(from) && isEdge(to)
      if ((match === 'token' || isParted) && !isWhole) continue
      if (!isWhole && isOfAnotherAlphabet(part, term)) continue
      if (spells(letters, to, term, !isWhole, from)) return true
    }
  }
  return false
}

// few letters, so that terms are nearly met often: with capitals, look-alikes and letters of one class
const term = fc.string({
  unit: fc.constantFrom(...'i l o b g q'.split(' ')),
  minLength: 5,
  maxLength: 7,
})
const noise = fc.string({
  unit: fc.constantFrom(...'i,l,o,b,g,q,I,L,О,о,В,-, '.split(',')),
  maxLength: 4,
})
const match = fc.constantFrom<EntryMatch>('exact', 'token', 'substring')
/** Changes to a term: its letters from the first on, with what comes after each. */
const change = fc.oneof(
  { weight: 8, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: fc.constantFrom('same', '-', ' ') },
  { weight: 1, arbitrary: fc.constantFrom('o', 'O', 'I', 'В') },
)
const written = fc.array(change, { minLength: 7, maxLength: 7 })

test('explainQuery() finds exactly the terms that trying every part of the text finds', () => {
  let met = 0
  fc.assert(
    fc.property(
      fc.uniqueArray(term, { minLength: 1, maxLength: 8 }),
      match,
      noise,
      written,
      noise,
      (terms, kind, before, changes, after) => {
        const changed = Array.from(terms[0]!, (letter, i) => {
          return letter + (changes[i] === 'same' ? letter : changes[i]!)
        })
        const query = before + changed.join('') + after
        const found = new Set(
          guardOf(terms, kind)
            .explainQuery(query)
            .map(({ entry }) => entry),
        )
        const expected = terms.flatMap((each, i) => (isFound(query, each, kind) ? [String(i)] : []))
        assert.deepEqual([...found].toSorted(), expected.toSorted())
        if (expected.length > 0) met++
      },
    ),
    { numRuns: 3_000 },
  )
  assert.ok(met > 300, `a test of finding that finds nothing tests nothing: ${met}`)
})

test('explainQuery() finds a term in each way of writing it, among other words', () => {
  const ways = fc.constantFrom(
    (letter: string) => letter,
    (letter: string) => letter.toUpperCase(),
    (letter: string) => letter + letter,
    (letter: string) => `${letter}\u{200B}`,
    (letter: string) => `${letter}\u{301}`,
    (letter: string) => `${letter}.`,
    (letter: string) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0),
  )
  const word = fc.stringMatching(/^[a-z]{5,100}$/)
  fc.assert(
    fc.property(word, fc.array(ways, { minLength: 100, maxLength: 100 }), (each, drawn) => {
      const written = Array.from(each, (letter, i) => drawn[i]!(letter)).join('')
      const guard = guardOf([each], 'token')
      assert.equal(guard.explainQuery(`see ${written}, please`).length, 1)
    }),
  )
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('z', 'o', '0', 'ﷺ', 'ß', '\u{D800}', '!', '-', '🅾'),
    maxLength: 300,
  }),
)

test('any text at all gets an answer, and the same one as its explanation', () => {
  const guard = guardOf(['zozo', 'صلى', 'ssß', 'o!o', '寿丸'], 'substring')
  fc.assert(
    fc.property(anyText, (query) => {
      const { action } = guard.checkQuery({ query, surface: 'search-accounts' })
      const findings = guard.explainQuery(query)
      const tiers = new Set(findings.map(({ tier }) => tier))
      assert.equal(
        action,
        tiers.has('block') ? 'block' : tiers.has('resources') ? 'resources' : 'allow',
      )
      for (const { from, to } of findings) {
        assert.ok(0 <= from && from < to && to <= query.length)
        // never half a character
        assert.ok(
          !/^[\uDC00-\uDFFF]/.test(query.slice(from)) ||
            !/[\uD800-\uDBFF]$/.test(query.slice(0, from)),
        )
      }
    }),
    { numRuns: 1_000 },
  )
})

test('the letters of a text lie in it in order, and their runs part them', () => {
  const reading = new Reading()
  fc.assert(
    fc.property(anyText, fc.boolean(), (given, symbolsBetween) => {
      reading.read(given, symbolsBetween)
      const { length, runs, begins, ends, runFirsts, runClasses } = reading
      assert.ok(length <= given.length * 18)
      for (let i = 0; i < length; i++) {
        assert.ok(begins[i]! < ends[i]! && ends[i]! <= given.length)
        if (i > 0) assert.ok(begins[i]! >= begins[i - 1]!)
      }
      assert.equal(runFirsts[runs], length)
      for (let run = 0; run < runs; run++) {
        assert.ok(runFirsts[run]! < runFirsts[run + 1]!)
        if (run > 0) assert.notEqual(runClasses[run], runClasses[run - 1])
      }
    }),
  )
})

test('the longest and most ambiguous texts are answered', () => {
  const guard = guardOf(['ilili', 'lilil', 'oboqo', 'zorblax', 'لله'], 'substring')
  const longest = ['1', 'il1!|I', '0', 'o0-', 'ﷺ', 'z!', '\u{200B}', '🅾', 'zorbla', '\u{301}']
  for (const unit of longest) {
    const query = unit.repeat(1_000).slice(0, 1_000)
    assert.ok(guard.checkQuery({ query, surface: 'tag-page' }).action)
  }
})

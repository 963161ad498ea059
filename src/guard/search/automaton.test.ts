import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type Automaton, buildAutomaton, hitOf, nextHit, step } from './automaton.ts'

/** Where each pattern ends in a text, as `pattern@end`, sorted. */
function found(automaton: Automaton, patterns: readonly string[], text: string): string[] {
  const ends: string[] = []
  let state = 0
  for (let i = 0; i < text.length; i++) {
    state = step(automaton, state, text.charCodeAt(i))
    for (let hit = hitOf(automaton, state); hit !== 0; hit = nextHit(automaton, hit)) {
      ends.push(`${patterns[automaton.patterns[hit]!]}@${i + 1}`)
    }
  }
  return ends.toSorted()
}

/** The same from trying each pattern at each place. */
function plainlyFound(patterns: readonly string[], text: string): string[] {
  return Array.from({ length: text.length }, (_, i) =>
    patterns.filter((each) => text.startsWith(each, i)).map((each) => `${each}@${i + each.length}`),
  )
    .flat()
    .toSorted()
}

const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', '\uffff'),
  minLength: 1,
  maxLength: 6,
})
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\uffff'), maxLength: 40 })

test('buildAutomaton() finds what trying each pattern at each place finds', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 30 }), text, (words, given) => {
      const patterns = words.toSorted()
      assert.deepEqual(
        found(buildAutomaton(patterns), patterns, given),
        plainlyFound(patterns, given),
      )
    }),
    { numRuns: 500 },
  )
})

test('buildAutomaton() numbers one state a prefix', () => {
  const automaton = buildAutomaton(['zor', 'zorb', 'zub'])
  assert.equal(automaton.states, 1 + 'z zo zor zorb zu zub'.split(' ').length)
})

test('buildAutomaton() without patterns finds nothing', () => {
  assert.deepEqual(found(buildAutomaton([]), [], 'zorblax'), [])
})

test('buildAutomaton() refuses patterns that are empty, twice there or unsorted', () => {
  for (const patterns of [[''], ['zor', 'zor'], ['zub', 'zor']]) {
    assert.throws(() => buildAutomaton(patterns), RangeError)
  }
})

/** The automaton, and how many numbers of its states were read since. */
function counted(automaton: Automaton): { automaton: Automaton; reads: () => number } {
  let reads = 0
  const nodes = new Proxy(automaton.nodes, {
    get(target, place) {
      reads++
      return Reflect.get(target, place)
    },
  })
  return { automaton: { ...automaton, nodes }, reads: () => reads }
}

function readsOf(patterns: readonly string[], given: string): number {
  const { automaton, reads } = counted(buildAutomaton(patterns.toSorted()))
  let state = 0
  for (let i = 0; i < given.length; i++) state = step(automaton, state, given.charCodeAt(i))
  return reads()
}

// of a state: its children's first and number, one child in each of 17 halvings, its suffix
const MOST_READS_A_STATE = 20
/** A pass is in at most two states a symbol, since it goes up only as far as it went down. */
const mostReads = (given: string) => 2 * given.length * MOST_READS_A_STATE

test('step() reads a bounded number of states a symbol, however many patterns there are', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 30 }), text, (words, given) => {
      assert.ok(readsOf(words, given) <= mostReads(given))
    }),
  )
})

test('step() reads no more of the patterns that are made to be slow', () => {
  const wide = Array.from({ length: 60_000 }, (_, i) => `a${String.fromCharCode(i + 0x62)}`)
  const deep = ['b', 'c', 'd'].map((end) => 'a'.repeat(90) + end)
  for (const unit of ['a\uea00', 'aÿ', 'aa', `${'a'.repeat(89)}x`, `${'a'.repeat(90)}e`]) {
    const given = unit.repeat(1_000).slice(0, 1_000)
    for (const patterns of [wide, deep, [...wide, ...deep]]) {
      assert.ok(readsOf(patterns, given) <= mostReads(given), unit)
    }
  }
})

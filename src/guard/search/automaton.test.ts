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

test('step() goes at most one deeper, so that a pass follows no more links than it read symbols', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 30 }), text, (words, given) => {
      const automaton = buildAutomaton(words.toSorted())
      let state = 0
      for (let i = 0; i < given.length; i++) {
        const next = step(automaton, state, given.charCodeAt(i))
        assert.ok(depthOf(automaton, next) <= depthOf(automaton, state) + 1)
        state = next
      }
    }),
  )
})

/** How many symbols lead to a state, found by trying every way down. */
function depthOf(automaton: Automaton, state: number): number {
  const { nodes, states } = automaton
  if (state === 0) return 0
  for (let parent = 0; parent < states; parent++) {
    let child = nodes[parent * 4]!
    while (child !== 0) {
      if (child === state) return 1 + depthOf(automaton, parent)
      child = nodes[child * 4 + 3]! & 0x10000 ? child + 1 : 0
    }
  }
  throw new Error(`state ${state} has no parent`)
}

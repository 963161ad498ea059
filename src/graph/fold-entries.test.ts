import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { buildCsr, digraph } from './csr.ts'
import { degreesOf, type EntryChunk, foldEntries, renumbered } from './fold-entries.ts'

const ROWS = 9
const entry = fc.tuple(fc.nat(ROWS - 1), fc.nat(ROWS - 1), fc.constantFrom(0.5, 1, 2))
const list = fc.array(entry, { maxLength: 60 })
const order = fc.shuffledSubarray([...Array(ROWS).keys()], { minLength: ROWS })

test('folded and renumbered entries are what buildCsr() makes of them, in whatever chunks', () => {
  fc.assert(
    fc.property(list, order, order, fc.boolean(), fc.boolean(), fc.nat(60), (...input) => {
      const [entries, rowOrder, columnOrder, loops, weighted, cut] = input
      const chunks: EntryChunk[] = [entries.slice(0, cut), entries.slice(cut)].map((some) => ({
        sources: Uint32Array.from(some, ([source]) => source),
        targets: Uint32Array.from(some, ([, target]) => target),
        weights: weighted ? Float32Array.from(some, ([, , weight]) => weight) : null,
      }))
      const folded = foldEntries(ROWS, ROWS, chunks, { loops, weighted })
      assert.equal(chunks.length, 0)
      const kept = entries.filter(([source, target]) => loops || source !== target)
      const wanted = buildCsr(
        ROWS,
        ROWS,
        kept.map(([source]) => rowOrder.indexOf(source)),
        kept.map(([, target]) => columnOrder.indexOf(target)),
        weighted ? kept.map(([, , weight]) => weight) : null,
      )
      const built = renumbered(folded, Uint32Array.from(rowOrder), Uint32Array.from(columnOrder))
      assert.deepEqual(built, digraph(wanted))
      const plain = digraph(foldEntriesPlainly(kept))
      const degrees = Array.from({ length: ROWS }, (_, i) =>
        [plain.out, plain.in].reduce((sum, { starts }) => sum + starts[i + 1] - starts[i], 0),
      )
      assert.deepEqual([...degreesOf(folded)], degrees)
    }),
    { seed: 7, numRuns: 300 },
  )
})

function foldEntriesPlainly(entries: readonly (readonly [number, number, number])[]) {
  return buildCsr(
    ROWS,
    ROWS,
    entries.map(([source]) => source),
    entries.map(([, target]) => target),
  )
}

const chunk = (source: number, target: number) => ({
  sources: Uint32Array.of(source),
  targets: Uint32Array.of(target),
  weights: null,
})

test('foldEntries() refuses an entry outside the rows or columns', () => {
  const options = { loops: true, weighted: false }
  assert.throws(() => foldEntries(2, 3, [chunk(2, 0)], options), RangeError)
  assert.throws(() => foldEntries(2, 3, [chunk(0, 3)], options), RangeError)
})

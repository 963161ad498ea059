import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { buildCsr, transpose } from './csr.ts'
import { countTargets, foldSlice, scatterPlaces, type SliceRows } from './slice-passes.ts'

const ROWS = 11
const entry = fc.tuple(fc.nat(ROWS - 1), fc.nat(ROWS - 1))
const order = fc.shuffledSubarray([...Array(ROWS).keys()], { minLength: ROWS })

test('passes over slices by several hands make what buildCsr() and transpose() make', () => {
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 90 }),
      order,
      fc.nat(ROWS),
      fc.nat(ROWS),
      (entries, order, cut, half) => {
        const chunk = {
          sources: Uint32Array.from(entries, ([source]) => source),
          targets: Uint32Array.from(entries, ([, target]) => target),
        }
        const slices = [foldSlice(0, cut, ROWS, [chunk]), foldSlice(cut, ROWS, ROWS, [chunk])]
        const kept = entries.filter(([source, target]) => source !== target)
        const numbered = buildCsr(
          ROWS,
          ROWS,
          kept.map(([source]) => order.indexOf(source)),
          kept.map(([, target]) => target),
        )
        const wanted = transpose(numbered)
        const degrees = slices.map(({ columnDegrees }) => columnDegrees)
        for (let j = 0; j < ROWS; j++) {
          assert.equal(degrees[0][j] + degrees[1][j], wanted.starts[j + 1] - wanted.starts[j])
        }

        const halves: SliceRows[] = [
          { slices, order: Uint32Array.from(order), from: 0, to: half },
          { slices, order: Uint32Array.from(order), from: half, to: ROWS },
        ]
        const cursors = halves.map(() => new Uint32Array(ROWS))
        halves.forEach((rows, h) => countTargets(rows, cursors[h]))
        for (let j = 0; j < ROWS; j++) {
          const first = cursors[0][j]
          cursors[0][j] = wanted.starts[j]
          cursors[1][j] = wanted.starts[j] + first
        }
        const into = new Uint32Array(wanted.targets.length)
        // the second first: neither minds what the other does
        scatterPlaces(halves[1], cursors[1], into)
        scatterPlaces(halves[0], cursors[0], into)
        assert.deepEqual(into, wanted.targets)
      },
    ),
    { seed: 7, numRuns: 300 },
  )
})

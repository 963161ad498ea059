import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { buildCsr, transpose } from './csr.ts'
import { foldSlice, scatterBackwards, scatterForwards } from './slice-passes.ts'

const ROWS = 300 // more than are looked up together
const entry = fc.tuple(fc.nat(ROWS - 1), fc.nat(ROWS - 1))
const order = fc.shuffledSubarray([...Array(ROWS).keys()], { minLength: ROWS })

test('passes over slices by several hands make what buildCsr() and transpose() make', () => {
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 900 }),
      order,
      fc.nat(ROWS),
      fc.nat(ROWS),
      fc.constantFrom(1, 2, 4),
      (entries, order, cut, half, shares) => {
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

        const rows = { slices, order: Uint32Array.from(order) }
        const nexts = wanted.starts.slice(0, ROWS)
        const ends = wanted.starts.slice(1)
        const into = new Uint32Array(wanted.targets.length)
        for (let share = 0; share < shares; share++) {
          // the second half first: neither minds what the other does
          const columns = { share, shares }
          scatterBackwards({ ...rows, from: half, to: ROWS }, columns, ends, into)
          scatterForwards({ ...rows, from: 0, to: half }, columns, nexts, into)
        }
        assert.deepEqual(nexts, ends)
        assert.deepEqual(into, wanted.targets)
      },
    ),
    { seed: 7, numRuns: 100 },
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCsr, digraph } from '../graph/csr.ts'
import { createRandom } from '../util/random.ts'
import { graphColumns } from './graph-columns.ts'
import { knownAround } from './known-around.ts'

const random = createRandom(1)
const drawnLinks = () =>
  digraph(
    buildCsr(
      20,
      20,
      Array.from({ length: 60 }, () => random.below(20)),
      Array.from({ length: 60 }, () => random.below(20)),
    ),
  )

test('graphColumns() tells the own columns and both directions, one and two steps away', () => {
  // 0 → 1 → 2
  const links = digraph(buildCsr(3, 3, [0, 1], [1, 2]))
  const own = [{ name: 'own', values: Float64Array.of(5, 7, 9) }]
  const columns = graphColumns(own, [{ name: 'follows', links, symmetric: false }])
  const valuesOf = (name: string) => {
    const found = columns.find((column) => column.name === name)
    return found && [...found.values]
  }
  assert.deepEqual(valuesOf('own'), [5, 7, 9])
  assert.deepEqual(valuesOf('follows out: own'), [7, 9, NaN])
  assert.deepEqual(valuesOf('follows out twice: own'), [9, NaN, NaN])
  assert.deepEqual(valuesOf('follows in: own'), [NaN, 5, 7])
  assert.equal(new Set(columns.map(({ name }) => name)).size, columns.length)
})

test("knownAround() does not change with an account's own answer", () => {
  for (let run = 0; run < 30; run++) {
    const links = drawnLinks()
    const known = Uint8Array.from({ length: 20 }, () => (random.next() < 0.5 ? 1 : 0))
    const positive = known.map((own) => (own === 1 && random.next() < 0.4 ? 1 : 0))
    const row = random.below(20)
    known[row] = 1
    positive[row] = 0
    const before = knownAround('follows', links, { known, positive })
    const others = Uint8Array.from(positive)
    others[row] = 1
    const after = knownAround('follows', links, { known, positive: others })
    // the smoothing goes by the share of positives among all known, which one answer moves a little
    const moved = 1 / known.reduce((sum, own) => sum + own, 0)
    for (const [k, { values }] of before.entries()) {
      if (Number.isNaN(values[row])) continue
      assert.ok(Math.abs(values[row] - after[k].values[row]) <= moved + 1e-12)
    }
  }
})

test('knownAround() counts the known neighbours and smooths their share', () => {
  const links = digraph(buildCsr(4, 4, [0, 0, 0], [1, 2, 3]))
  const [share, count] = knownAround('follows', links, {
    known: Uint8Array.of(0, 1, 1, 0),
    positive: Uint8Array.of(0, 1, 0, 0),
  })
  assert.equal(share.values[0], 0.5) // 1 of 2, and 3 of average mix: a half too
  assert.equal(count.values[0], 2)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom, type Random } from '../util/random.ts'
import { binColumns, type Columns } from './bins.ts'
import { growTree } from './grow-tree.ts'
import { treeValue } from './tree.ts'

const PLAIN = { maxDepth: 4, minRows: 2, minWeight: 0, ridge: 1 }

test('growTree() agrees with greedy splits over sorted values, missing ones tried on both sides', () => {
  for (let run = 0; run < 150; run++) {
    const random = createRandom(run)
    const { columns, pulls, weights } = drawn(random, run % 2 === 0)
    const rows = Uint32Array.from(pulls.keys())
    const features = Uint32Array.from(columns.keys())
    const options = { ...PLAIN, features, featuresPerSplit: features.length }
    const bins = binColumns(columns, rows)
    const tree = growTree(bins, rows.slice(), pulls, weights, options, random)
    const plain = plainTree(columns, [...rows], pulls, weights, 0)
    for (const row of rows) {
      assert.ok(
        Math.abs(treeValue(tree, columns, row) - plain(row)) < 1e-9,
        `run ${run}, row ${row}`,
      )
    }
  }
})

test('growTree() draws its features again the same by the same stream', () => {
  const { columns, pulls, weights } = drawn(createRandom(9), true)
  const rows = Uint32Array.from(pulls.keys())
  const options = { ...PLAIN, features: Uint32Array.of(0, 1, 2), featuresPerSplit: 1 }
  const grow = (seed: number) =>
    growTree(binColumns(columns, rows), rows.slice(), pulls, weights, options, createRandom(seed))
  assert.deepEqual(grow(4), grow(4))
  assert.notDeepEqual(grow(4), grow(5))
})

test('growTree() keeps at least the rows and the weight asked for in a leaf', () => {
  const { columns, pulls, weights } = drawn(createRandom(3), false)
  const rows = Uint32Array.from(pulls.keys())
  const features = Uint32Array.of(0, 1, 2)
  const options = { ...PLAIN, minRows: 7, minWeight: 5, features, featuresPerSplit: 3 }
  const tree = growTree(binColumns(columns, rows), rows, pulls, weights, options, createRandom(1))
  const leaves = new Map<number, { count: number; weight: number }>()
  for (const row of rows) {
    const said = treeValue(tree, columns, row)
    const leaf = leaves.get(said) ?? { count: 0, weight: 0 }
    leaves.set(said, { count: leaf.count + 1, weight: leaf.weight + weights[row] })
  }
  assert.ok(leaves.size > 1)
  for (const { count, weight } of leaves.values()) assert.ok(count >= 7 && weight >= 5)
})

test('growTree() parts the known from the missing where nothing else is different', () => {
  const columns = [Float64Array.of(1, 1, 1, NaN, NaN, 1, NaN)]
  const rows = Uint32Array.of(0, 1, 2, 3, 4, 5, 6)
  const pulls = Float64Array.of(1, 1, 1, 0, 0, 1, 0)
  const options = { ...PLAIN, ridge: 0, features: Uint32Array.of(0), featuresPerSplit: 1 }
  const bins = binColumns(columns, rows)
  const ones = new Float64Array(7).fill(1)
  const tree = growTree(bins, rows, pulls, ones, options, createRandom(1))
  assert.deepEqual(
    [0, 3].map((row) => treeValue(tree, columns, row)),
    [1, 0],
  )
})

/** Numbers with few and many distinct values, some missing, in three columns. */
function drawn(random: Random, withMissing: boolean) {
  const size = 40
  const column = (distinct: number) =>
    Float64Array.from({ length: size }, () =>
      withMissing && random.next() < 0.2 ? NaN : random.below(distinct),
    )
  const columns: Columns = [column(3), column(20), column(1000)]
  return {
    columns,
    pulls: Float64Array.from({ length: size }, () => random.next() - 0.4),
    weights: Float64Array.from({ length: size }, () => 0.5 + random.next()),
  }
}

/** The same in the plainest words: every cut between two values, both homes of the missing. */
function plainTree(
  columns: Columns,
  rows: readonly number[],
  pulls: Float64Array,
  weights: Float64Array,
  depth: number,
): (row: number) => number {
  const strength = (over: readonly number[]) =>
    sum(pulls, over) ** 2 / (sum(weights, over) + PLAIN.ridge)
  const said = sum(pulls, rows) / (sum(weights, rows) + PLAIN.ridge)
  let best = { gain: 1e-10, goesLeft: (_row: number): boolean => true, found: false }
  if (depth < PLAIN.maxDepth) {
    for (const column of columns) {
      const values = [...new Set(rows.map((row) => column[row]))]
        .filter((value) => !Number.isNaN(value))
        .toSorted((a, b) => a - b)
      for (const cut of values) {
        for (const missingLeft of [false, true]) {
          const goesLeft = (row: number) =>
            Number.isNaN(column[row]) ? missingLeft : column[row] <= cut
          const left = rows.filter(goesLeft)
          const right = rows.filter((row) => !goesLeft(row))
          if (left.length < PLAIN.minRows || right.length < PLAIN.minRows) continue
          const gain = strength(left) + strength(right) - strength(rows)
          // equal but for rounding is equal: the first stands
          if (gain > best.gain + 1e-12) best = { gain, goesLeft, found: true }
        }
      }
    }
  }
  if (!best.found) return () => said
  const { goesLeft } = best
  const [left, right] = [true, false].map((side) =>
    plainTree(
      columns,
      rows.filter((row) => goesLeft(row) === side),
      pulls,
      weights,
      depth + 1,
    ),
  )
  return (row) => (goesLeft(row) ? left(row) : right(row))
}

function sum(of: Float64Array, over: readonly number[]): number {
  return over.reduce((total, row) => total + of[row], 0)
}

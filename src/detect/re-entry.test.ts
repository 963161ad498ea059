import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCsr, digraph } from '../graph/csr.ts'
import { reEntries } from './re-entry.ts'

/** Accounts 10 to 19 follow 0, which is removed, and 1; everybody follows 2; 60 to 69 follow 3. */
const pairs = [
  ...range(10, 20).flatMap((by) => [
    [by, 0],
    [by, 1],
  ]),
  ...range(10, 100).map((by) => [by, 2]),
  ...range(60, 70).map((by) => [by, 3]),
  ...range(20, 100).flatMap((by) => [4, 5, 6, 7, 8, 9].map((row) => [by, row])),
]
const follows = digraph(
  buildCsr(
    100,
    100,
    Uint32Array.from(pairs, ([by]) => by),
    Uint32Array.from(pairs, ([, row]) => row),
  ),
)

test('who has the followers of a removed account is a candidate, and who is popular is none', () => {
  const found = reEntries(follows, Uint32Array.of(0), () => true)
  assert.deepEqual(
    found.map(({ row, removed, shared, overlap }) => ({ row, removed, shared, overlap })),
    [{ row: 1, removed: 0, shared: 10, overlap: 1 }],
  )
  // ten followers of three accounts each, and as many followers of 1, among all follows
  assert.equal(found[0].expected, (10 * 30) / pairs.length)
})

test('who was there before took no place', () => {
  assert.deepEqual(
    reEntries(follows, Uint32Array.of(0), (row) => row !== 1),
    [],
  )
})

function range(from: number, end: number): number[] {
  return Array.from({ length: end - from }, (_, k) => from + k)
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { UNKNOWN_STANDING } from '../model/standing.ts'
import { createEnds } from '../guard/ends.ts'
import { createStandingEnds, type Ending } from './standing-ends.ts'

/** A store of standings: the latest of each account, read by version. */
function createRows() {
  const rows = new Map<string, Ending>()
  let version = 0
  let reads = 0
  return {
    put(all: readonly Omit<Ending, 'version'>[]): Ending[] {
      const page = all.map((one) => ({ ...one, version: ++version }))
      for (const one of page) rows.set(one.account, one)
      return page.filter((one) => rows.get(one.account) === one)
    },
    read: ({ after, limit }: { after: number; limit: number }) => {
      reads++
      const found = [...rows.values()].filter((one) => one.version > after)
      return Promise.resolve(found.toSorted((a, b) => a.version - b.version).slice(0, limit))
    },
    reads: () => reads,
  }
}

const MINUTE = 60_000
const change = fc.record({
  account: fc.constantFrom('ada', 'bo', 'cy', 'dee', 'eve', 'fay'),
  standing: fc.constantFrom(UNKNOWN_STANDING, 0x80, 0x82),
  /** After what the wall says, or before: by the clock of who set it. */
  begins: fc.integer({ min: -2 * MINUTE, max: MINUTE }),
  lasts: fc.option(fc.integer({ min: 1, max: 20 * MINUTE })),
})
const step = fc.oneof(
  fc.record({ changes: fc.array(change, { minLength: 1, maxLength: 4 }) }),
  fc.record({ passes: fc.integer({ min: 0, max: 10 * MINUTE }) }),
  fc.record({ passes: fc.integer({ min: 0, max: MINUTE / 4 }) }),
  fc.record({ clockSetBy: fc.integer({ min: -30 * MINUTE, max: 30 * MINUTE }) }),
)

test('standings end as each would with an entry of its own, whatever the clock is set to', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      let passed = 0
      let wall = 1e12
      const rows = createRows()
      const ends = createStandingEnds({ read: rows.read, monotonic: () => passed })
      const twin = createEnds(() => passed)
      // sees when it is, and asks whether it was over a minute ago
      let behind = 0
      const late = createEnds(() => passed - behind)
      const holds = new Map<string, number>()
      const holding = new Set<string>()
      for (const each of steps) {
        if ('passes' in each) {
          passed += each.passes
          wall += each.passes
        } else if ('clockSetBy' in each) wall += each.clockSetBy
        else {
          const page = rows.put(
            each.changes.map(({ begins, lasts, ...one }) => {
              const atMillis = wall + begins
              return { ...one, atMillis, expiresAtMillis: lasts && atMillis + lasts }
            }),
          )
          const over = ends.see(page, wall)
          for (const { account, standing, atMillis, expiresAtMillis } of page) {
            twin.forget(account)
            late.forget(account)
            holds.delete(account)
            holding.delete(account)
            if (standing === UNKNOWN_STANDING || over.has(account)) continue
            holding.add(account)
            if (expiresAtMillis === null) continue
            holds.set(account, expiresAtMillis)
            const span = { fromMillis: atMillis, toMillis: expiresAtMillis, nowMillis: wall }
            twin.see(account, span)
            late.see(account, span)
          }
        }
        for (const account of await ends.ended(wall)) {
          holding.delete(account)
          const isOver = (holds.get(account) ?? -Infinity) <= wall
          // never before its time, and never something that changed since
          assert.ok(isOver || twin.ended().includes(account), `${account} ended early`)
        }
        behind = MINUTE + 1000
        const longOver = late.ended()
        behind = 0
        for (const account of holding) {
          assert.ok((holds.get(account) ?? Infinity) > wall, `${account} outlived the wall's clock`)
          assert.ok(!longOver.includes(account), `${account} outlived its length by a minute`)
        }
      }
    }),
    { numRuns: 500 },
  )
})

/** So many standings that end after a second. */
function standingsFrom(first: number) {
  return Array.from({ length: 5_000 }, (_, i) => ({
    account: String(first + i),
    standing: 0x82,
    atMillis: 0,
    expiresAtMillis: 1_000,
  }))
}

test('20,000 standings with one end are read back in four pages, and then no more', async () => {
  let passed = 0
  const rows = createRows()
  const ends = createStandingEnds({ read: rows.read, monotonic: () => passed })
  for (let i = 0; i < 4; i++) ends.see(rows.put(standingsFrom(i * 5_000)), 0)
  assert.deepEqual(await ends.ended(999), [])
  assert.equal(rows.reads(), 0)
  passed = 1_000
  assert.equal((await ends.ended(0)).length, 20_000)
  assert.deepEqual(await ends.ended(2_000), [])
  assert.equal(rows.reads(), 4)
})

test('a change a second needs a run a minute, and each ends in its own second', async () => {
  let passed = 0
  const rows = createRows()
  const ends = createStandingEnds({ read: rows.read, monotonic: () => passed })
  for (let i = 0; i < 300; i++, passed += 1_000) {
    const one = { account: String(i), standing: 0x82, atMillis: passed }
    ends.see(rows.put([{ ...one, expiresAtMillis: passed + 3_600_000 }]), passed)
  }
  passed = 3_600_000 + 59_000
  assert.equal((await ends.ended(passed)).length, 60)
  assert.equal(rows.reads(), 1)
  passed += 1_000
  assert.equal((await ends.ended(passed)).length, 1)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { packStanding, UNKNOWN_STANDING } from '../model/standing.ts'
import { hashString, LANES } from './id-hash.ts'
import { createStandingTable, NO_ID, type StandingTable } from './standing-table.ts'

/** As `getAll` has it, for ids that are ones. */
function allOf(table: StandingTable, ids: readonly string[]): number[] {
  const lanes = new Int32Array(ids.length * LANES)
  const standings = new Uint8Array(ids.length)
  for (const [i, id] of ids.entries()) assert.ok(hashString(id, lanes, i * LANES))
  table.getAll(lanes, ids.length, standings)
  return [...standings]
}

const utf8Bytes = (id: string) => new TextEncoder().encode(id).length
const id = fc.oneof(
  fc.string({ minLength: 1, maxLength: 6 }),
  fc.string({ minLength: 1, maxLength: 300, unit: 'binary' }),
  // lone surrogates, which a lossy encoder would make all alike
  fc
    .array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { minLength: 1, maxLength: 4 })
    .map((units) => String.fromCharCode(...units)),
)
const standing = fc.constantFrom(
  UNKNOWN_STANDING,
  packStanding({}),
  packStanding({ level: 'withhold' }),
  packStanding({ protected: true, ageBand: 'minor' }),
)

test('a standing table agrees with a plain Map, whatever is set, changed and forgotten', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(id, standing), { maxLength: 200 }),
      fc.array(id),
      (sets, asks) => {
        const table = createStandingTable()
        const twin = new Map<string, number>()
        for (const [account, byte] of sets) {
          if (utf8Bytes(account) > 256) {
            assert.throws(() => table.set(account, byte), { name: 'InputError' })
            continue
          }
          table.set(account, byte)
          if (byte === UNKNOWN_STANDING) twin.delete(account)
          else twin.set(account, byte)
        }
        assert.equal(table.size, twin.size)
        for (const account of [...sets.map(([account]) => account), ...asks]) {
          const expected =
            utf8Bytes(account) > 256 ? NO_ID : (twin.get(account) ?? UNKNOWN_STANDING)
          assert.equal(table.get(account), expected)
        }
        const ids = [...twin.keys(), ...asks.filter((id) => utf8Bytes(id) <= 256)]
        assert.deepEqual(
          allOf(table, ids),
          ids.map((id) => twin.get(id) ?? UNKNOWN_STANDING),
        )
      },
    ),
  )
})

test('a standing table keeps 100,000 accounts apart while it grows', () => {
  const table = createStandingTable()
  const withhold = packStanding({ level: 'withhold' })
  for (let i = 0; i < 100_000; i++) table.set(`account-${i}`, i % 3 === 0 ? withhold : 0x80)
  assert.equal(table.size, 100_000)
  for (let i = 0; i < 100_000; i++) {
    assert.equal(table.get(`account-${i}`), i % 3 === 0 ? withhold : 0x80)
    assert.equal(table.get(`stranger-${i}`), UNKNOWN_STANDING)
  }
  // among so many some have their first 31 bits in common
  const ids = Array.from({ length: 100_000 }, (_, i) => `account-${i}`)
  for (const [i, byte] of allOf(table, ids).entries()) {
    assert.equal(byte, i % 3 === 0 ? withhold : 0x80)
  }
})

test('full to the brim, forgotten and filled again, a thousand small tables have what a Map has', () => {
  const byte = packStanding({ level: 'limit' })
  for (let run = 0; run < 1000; run++) {
    const table = createStandingTable()
    const twin = new Map<string, number>()
    for (let i = 0; i < 60; i++) {
      const id = `${run}-${(i * 7) % 40}`
      const standing = i % 5 === 4 ? UNKNOWN_STANDING : byte
      table.set(id, standing)
      if (standing === UNKNOWN_STANDING) twin.delete(id)
      else twin.set(id, standing)
    }
    assert.equal(table.size, twin.size)
    const ids = Array.from({ length: 50 }, (_, i) => `${run}-${i}`)
    assert.deepEqual(
      allOf(table, ids),
      ids.map((id) => twin.get(id) ?? UNKNOWN_STANDING),
    )
  }
})

/** Rarely, by the key that it drew, a table needs a few slots more behind its last. */
const FEW_SLOTS_BYTES = 1_000

test('a table made for so many accounts takes 21 bytes for each, and as much when it is full', () => {
  const table = createStandingTable(100_000)
  const { bytes } = table
  assert.ok(bytes <= 2_100_000, `${bytes} bytes`)
  for (let i = 0; i < 100_000; i++) table.set(`an-id-of-some-length-${i}`, 0x80)
  assert.ok(table.bytes - bytes < FEW_SLOTS_BYTES, `${table.bytes - bytes} bytes more`)
})

test('a table that has room for so many more has what it had, and then does not grow', () => {
  const table = createStandingTable()
  for (let i = 0; i < 100; i++) table.set(`first-${i}`, 0x80)
  table.decide('first-7', packStanding({ level: 'withhold' }))
  table.reserve(10_000)
  const { bytes } = table
  for (let i = 0; i < 10_000; i++) table.set(`second-${i}`, 0x80)
  assert.ok(table.bytes - bytes < FEW_SLOTS_BYTES, `${table.bytes - bytes} bytes more`)
  const full = table.bytes
  table.reserve(0)
  assert.equal(table.bytes, full)
  assert.equal(table.size, 10_100)
  table.decide('first-7', UNKNOWN_STANDING)
  for (let i = 0; i < 100; i++) assert.equal(table.get(`first-${i}`), 0x80)
})

test('a standing table takes ids of 1 to 256 bytes and nothing else', () => {
  const table = createStandingTable()
  const longest = 'é'.repeat(128)
  table.set(longest, 0x80)
  assert.equal(table.get(longest), 0x80)
  for (const bad of ['', 'x'.repeat(257), 'é'.repeat(128) + 'x', '𝄞'.repeat(65)]) {
    assert.equal(table.get(bad), NO_ID)
    assert.throws(() => table.set(bad, 0x80), /write an id of 1 to 256 bytes of UTF-8/)
  }
  for (const bad of [undefined, null, 7, {}]) {
    // @ts-expect-error a caller without types
    assert.equal(table.get(bad), NO_ID)
  }
  assert.throws(() => table.set('zorblax', 0x87), /byte 135; make it with packStanding/)
})

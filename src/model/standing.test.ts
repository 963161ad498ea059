import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { AGE_BANDS } from './age-band.ts'
import { InputError } from './errors.ts'
import { ROLES } from './role.ts'
import {
  allStandings,
  DEFAULT_STANDING_RULE,
  isStandingByte,
  type MapEvidence,
  packStanding,
  standingFor,
  STANDING_LEVELS,
  UNKNOWN_STANDING,
  unpackStanding,
} from './standing.ts'

// @ts-expect-error a caller without types
const pack = (standing: unknown) => () => packStanding(standing)

test('packStanding() gives each of the 30 standings a byte of its own, and unpackStanding() takes it back', () => {
  const bytes = allStandings().map((standing) => packStanding(standing))
  assert.equal(new Set(bytes).size, 30)
  assert.deepEqual(bytes.map(unpackStanding), allStandings())
  assert.ok(bytes.every((byte) => byte > 0 && byte < 256))
})

test('packStanding() lays out the byte as documented', () => {
  assert.equal(packStanding({}), 0b1000_0000)
  assert.equal(packStanding({ level: 'removed' }), 0b1000_0100)
  assert.equal(packStanding({ protected: true, ageBand: 'minor' }), 0b1001_1000)
  assert.equal(packStanding({ level: 'watch', ageBand: 'adult' }), 0b1010_0001)
})

test('unpackStanding() reads an unknown account as clear, and refuses every other number that is no standing', () => {
  assert.deepEqual(unpackStanding(UNKNOWN_STANDING), {
    level: 'clear',
    protected: false,
    ageBand: 'unknown',
  })
  const good = Array.from({ length: 256 }, (_, byte) => byte).filter(isStandingByte)
  assert.equal(good.length, 31)
  for (const byte of [1, 0x85, 0xb0, 0xc0, 256, -128, 128.5, NaN, Infinity]) {
    assert.throws(() => unpackStanding(byte), {
      name: 'InputError',
      message: new RegExp(`${byte}`),
    })
  }
})

test('packStanding() refuses what is misspelt instead of taking it for clear', () => {
  assert.throws(pack({ level: 'witheld' }), /level "witheld"; write one of clear, watch, limit/)
  assert.throws(
    pack({ lvl: 'withhold' }),
    /unknown key "lvl"; its keys are level, protected, ageBand/,
  )
  assert.throws(pack({ ageBand: 7 }), /age band 7; write one of unknown, minor, adult/)
  assert.throws(pack({ protected: 'yes' }), /protected "yes"; write true or false/)
})

const evidence: fc.Arbitrary<MapEvidence> = fc.record({
  logOdds: fc.double({ noNaN: true }),
  role: fc.constantFrom(...ROLES),
  ageBand: fc.constantFrom(...AGE_BANDS),
  seed: fc.boolean(),
})

test('standingFor() protects who may be a child or a victim and never sanctions them', () => {
  fc.assert(
    fc.property(evidence, (given) => {
      const { level, protected: isProtected } = standingFor(given)
      if (given.role === 'at-risk' || given.ageBand === 'minor') assert.equal(level, 'clear')
      if (given.role === 'at-risk') assert.ok(isProtected)
      if (given.ageBand === 'minor' && (given.seed || given.logOdds >= 0)) assert.ok(isProtected)
      if (isProtected) assert.equal(level, 'clear')
    }),
  )
})

test('standingFor() never removes: that is for people', () => {
  fc.assert(fc.property(evidence, (given) => standingFor(given).level !== 'removed'))
})

test('standingFor() only grows more severe with more evidence', () => {
  fc.assert(
    fc.property(evidence, fc.double({ noNaN: true, min: 0 }), (given, more) => {
      const place = (logOdds: number) =>
        STANDING_LEVELS.indexOf(standingFor({ ...given, logOdds }).level)
      assert.ok(place(given.logOdds + more) >= place(given.logOdds))
    }),
  )
})

test('standingFor() follows the thresholds, withholds seeds and leaves bystanders alone', () => {
  const adult = { role: 'seeker', ageBand: 'adult', seed: false } as const
  const levels = [-0.1, 0, Math.log(3), Math.log(27)].map(
    (logOdds) => standingFor({ ...adult, logOdds }).level,
  )
  assert.deepEqual(levels, ['clear', 'watch', 'limit', 'withhold'])
  assert.equal(standingFor({ ...adult, seed: true, logOdds: -9 }).level, 'withhold')
  assert.equal(standingFor({ ...adult, role: 'bystander', logOdds: 9 }).level, 'clear')
  // an ordinary minor far from any network is just a minor
  assert.deepEqual(standingFor({ ...adult, ageBand: 'minor', role: 'source', logOdds: -1 }), {
    level: 'clear',
    protected: false,
    ageBand: 'minor',
  })
})

test('standingFor() refuses evidence that is not a number and thresholds that do not rise', () => {
  const given = { role: 'source', ageBand: 'adult', seed: false } as const
  assert.throws(() => standingFor({ ...given, logOdds: NaN }), InputError)
  assert.throws(
    () => standingFor({ ...given, logOdds: 1 }, { ...DEFAULT_STANDING_RULE, limit: 9 }),
    /watch 0, limit 9, withhold 3\.29.*; make them rise/,
  )
})

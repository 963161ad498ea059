import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAuditRecord } from './audit-record.ts'

const estimate = { value: 0.5, low: 0.4, high: 0.6 }
const arm = {
  exposureAt10: estimate,
  controlExposureAt10: estimate,
  floodRatio: estimate,
  shareExposed: estimate,
  firstExposureMedianSlates: 2,
  benignWithheldShare: null,
}
const record = {
  at: '2026-01-02T03:04:05.000Z',
  scenario: 'glancing-contact',
  surface: 'explore',
  recommender: 'popular',
  testAccounts: 300,
  budget: 0.01,
  withinBudget: false,
  unguarded: arm,
  guarded: null,
}

test('parseAuditRecord() gives back what was written, and names what is wrong', () => {
  const again: unknown = JSON.parse(JSON.stringify(record))
  assert.deepEqual(parseAuditRecord(again), record)
  for (const [wrong, message] of [
    [{ ...record, surface: 'attic' }, /audit\.surface is "attic"/],
    [{ ...record, at: 'yesterday' }, /audit\.at is no time/],
    [{ ...record, guarded: { ...arm, floodRatio: { ...estimate, low: '0' } } }, /floodRatio\.low/],
    [{ ...record, accounts: ['zorblax'] }, /accounts/],
    [{ ...record, budget: NaN }, /audit\.budget/],
  ] as const) {
    assert.throws(() => parseAuditRecord(wrong), message)
  }
})

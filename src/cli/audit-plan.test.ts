import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsageError } from '../model/errors.ts'
import { planAudit } from './audit-plan.ts'

const plan = (options: Record<string, string>) =>
  planAudit({ positionals: ['plan'], options: { scenario: 'glancing-contact', ...options } })

test('a plan says how many test accounts it takes, for the entries that the scenario shows', () => {
  const { json, text } = plan({ control: '0.01', treated: '0.02', budget: '0.005' })
  assert.deepEqual(json, {
    scenario: 'glancing-contact',
    entriesPerAccount: 120,
    control: 0.01,
    treated: 0.02,
    correlation: 0.05,
    power: 0.8,
    testAccountsPerArm: 182,
    budget: 0.005,
    testAccountsToShowBudget: 598,
  })
  assert.match(text, /1\.00 % → 2\.00 % +182/)
})

test('a plan that cannot be made is refused in a sentence', () => {
  for (const options of [
    { treated: '0.001' },
    { control: '0' },
    { power: '1' },
    { correlation: '2' },
    { scenario: '' },
  ]) {
    assert.throws(() => plan(options), UsageError)
  }
  assert.match(plan({ budget: '0' }).text, /No number of test accounts/)
})

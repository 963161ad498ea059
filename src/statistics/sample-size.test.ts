import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plannedTestAccounts, testAccountsPerArm } from './sample-size.ts'

test('testAccountsPerArm() gives the measured table of sizes', () => {
  const table: [control: number, treated: number, sizes: number[]][] = [
    [0.001, 0.003, [118, 429, 87, 400]],
    [0.005, 0.01, [70, 256, 52, 239]],
    [0.01, 0.02, [35, 127, 26, 119]],
    [0.02, 0.03, [58, 210, 43, 195]],
    [0.08, 0.15, [5, 18, 4, 17]],
  ]
  const columns = [200, 1000].flatMap((m) => [0.01, 0.05].map((rho) => [m, rho]))
  for (const [control, treated, sizes] of table) {
    const given = columns.map(([entriesPerAccount, correlation]) =>
      testAccountsPerArm({ control, treated, entriesPerAccount, correlation }),
    )
    assert.deepEqual(given, sizes)
  }
})

test('plannedTestAccounts() adds what Holm, the permutation and the intervals ask for', () => {
  const few = { control: 0.08, treated: 0.4, entriesPerAccount: 120, correlation: 0.05 }
  assert.equal(testAccountsPerArm(few), 2)
  assert.equal(plannedTestAccounts(few, 3), 20)
  // by scipy: z = norm.ppf(1 - 0.05 / 6), z² / 4 = 1.43
  const many = { control: 0.02, treated: 0.03, entriesPerAccount: 200, correlation: 0.05 }
  assert.equal(testAccountsPerArm({ ...many, alpha: 0.05 / 3 }), 280)
  assert.equal(plannedTestAccounts(many, 3), 282)
  assert.throws(() => plannedTestAccounts(many, 0), /"comparisons".* got 0/)
})

test('testAccountsPerArm() refuses what it cannot plan', () => {
  const whole = { control: 0.1, treated: 0.2, entriesPerAccount: 10, correlation: 0 }
  for (const fault of [
    { treated: 0.1 },
    { control: 0 },
    { correlation: 2 },
    { entriesPerAccount: 0 },
    { power: 1 },
  ]) {
    assert.throws(() => testAccountsPerArm({ ...whole, ...fault }), RangeError)
  }
})

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

test('testAccountsPerArm() agrees with R where entries are single', () => {
  // R 4.2.2: power.prop.test(p1 =, p2 =, power =, sig.level =)$n
  const table: [control: number, treated: number, power: number, alpha: number, n: number][] = [
    [0.1, 0.2, 0.8, 0.05, 198.963413284331],
    [0.02, 0.03, 0.9, 0.01, 7251.229105333071],
    [0.3, 0.25, 0.8, 0.05, 1250.716733435614],
    [0.001, 0.003, 0.8, 0.05 / 3, 10446.81411771206],
  ]
  for (const [control, treated, power, alpha, n] of table) {
    const options = { control, treated, power, alpha, entriesPerAccount: 1, correlation: 0 }
    assert.equal(testAccountsPerArm(options), Math.ceil(n))
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

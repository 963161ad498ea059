import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNear } from './near.case.ts'
import { studentQuantile } from './student.ts'

test('studentQuantile() agrees with R', () => {
  // R 4.2.2: qt(p, degrees)
  const table: readonly (readonly [p: number, degrees: number, value: number])[] = [
    [0.025, 1, -12.706204736174707],
    [0.025, 2, -4.302652729749464],
    [0.025, 3, -3.182446305283709],
    [0.025, 5, -2.570581835636315],
    [0.025, 10, -2.228138851986274],
    [0.025, 19, -2.09302405440831],
    [0.025, 70, -1.994437111771186],
    [0.025, 199, -1.971956544251752],
    [0.025, 200, -1.971896223633908],
    [0.025, 5000, -1.960438551706508],
    [0.01, 6, -3.1426684032909833],
    [0.1, 7, -1.4149239276505083],
    [0.4, 33, -0.2553991415437312],
    [0.975, 300, 1.967903011261086],
  ]
  for (const [p, degrees, value] of table) isNear(studentQuantile(p, degrees), value, 1e-9)
})

test('studentQuantile() refuses what is no share and no number of degrees', () => {
  assert.throws(() => studentQuantile(1, 5), RangeError)
  assert.throws(() => studentQuantile(0.5, 1.5), /"degrees".* got 1.5/)
  assert.throws(() => studentQuantile(0.5, 0), RangeError)
})

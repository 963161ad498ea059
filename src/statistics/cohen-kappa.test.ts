import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cohenKappa } from './cohen-kappa.ts'
import { isNear } from './near.case.ts'

test('cohenKappa() is what was published', () => {
  // J. Fleiss, Statistical Methods for Rates and Proportions, 1981, section 13.1: 0.676, s.e. 0.088
  const fleiss = cohenKappa([
    [75, 1, 4],
    [5, 4, 1],
    [0, 0, 10],
  ])
  isNear(fleiss.observed, 0.89, 1e-12)
  isNear(fleiss.expected, 0.66, 1e-12)
  isNear(fleiss.kappa!.value, 0.676, 0.0005)
  isNear((fleiss.kappa!.high - fleiss.kappa!.low) / (2 * 1.96), 0.088, 0.001)
  // the grants of the usual example: 20 and 15 of 50 on the diagonal, kappa 0.4
  isNear(
    cohenKappa([
      [20, 5],
      [10, 15],
    ]).kappa!.value,
    0.4,
    1e-12,
  )
})

test('cohenKappa() and its interval agree with R', () => {
  // R 4.2.2, vcd 1.4-11: Kappa(table)$Unweighted, the value and its standard error (ASE)
  const fleiss = [
    [75, 1, 4],
    [5, 4, 1],
    [0, 0, 10],
  ]
  const grants = [
    [20, 5],
    [10, 15],
  ]
  // slides read by two pathologists, the first four classes (A. Agresti, Categorical Data Analysis)
  const slides = [
    [22, 2, 2, 0],
    [5, 7, 14, 0],
    [0, 2, 36, 0],
    [0, 1, 17, 10],
  ]
  for (const [table, value, error] of [
    [fleiss, 0.676470588235294, 0.08770295347521254],
    [grants, 0.4, 0.1269960629311004],
    [slides, 0.49300559552358114, 0.05674315040803581],
  ] as const) {
    const kappa = cohenKappa(table).kappa!
    isNear(kappa.value, value, 1e-12)
    // 1.96 as qnorm(0.975)
    isNear((kappa.high - kappa.low) / 2, 1.959963984540054 * error, 1e-9)
  }
})

test('cohenKappa() is 1 for full agreement, 0 for chance, and nothing where there is nothing to say', () => {
  assert.equal(
    cohenKappa([
      [5, 0],
      [0, 5],
    ]).kappa?.value,
    1,
  )
  isNear(
    cohenKappa([
      [4, 4],
      [4, 4],
    ]).kappa!.value,
    0,
    1e-12,
  )
  assert.equal(
    cohenKappa([
      [0, 0],
      [0, 0],
    ]).kappa,
    null,
  )
  assert.equal(
    cohenKappa([
      [9, 0],
      [0, 0],
    ]).kappa,
    null,
  )
  assert.throws(() => cohenKappa([[1, 2], [3]]), RangeError)
})

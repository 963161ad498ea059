import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNear } from './near.case.ts'
import { kaplanMeierMedian, type Lifetime, logRank, survivalCurve } from './survival.ts'

const at = (time: number) => ({ time, isCensored: false })
const until = (time: number) => ({ time, isCensored: true })

test('kaplanMeierMedian() is the plain median when nobody is censored', () => {
  assert.equal(kaplanMeierMedian([5, 1, 3, 2, 4].map(at)), 3)
  assert.equal(kaplanMeierMedian([1, 2, 3, 4].map(at)), 2)
  assert.equal(kaplanMeierMedian([1, 1, 1, 9].map(at)), 1)
})

test('kaplanMeierMedian() is null when half never reached the event', () => {
  assert.equal(kaplanMeierMedian([at(1), at(2), until(12), until(12), until(12)]), null)
  assert.equal(kaplanMeierMedian([until(3)]), null)
  assert.equal(kaplanMeierMedian([]), null)
})

// Freireich et al. 1963, weeks of remission, as in every textbook
const TREATED = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(at),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(until),
]
const PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(at)

test('kaplanMeierMedian() agrees with the published leukaemia trial', () => {
  assert.equal(kaplanMeierMedian(TREATED), 23)
  assert.equal(kaplanMeierMedian(PLACEBO), 8)
})

type Row = readonly [time: number, surviving: number, low: number, high: number]

/** Of R's survival: values to 1e-9; where nobody is left R gives no interval. */
function agrees(lifetimes: readonly Lifetime[], expected: readonly Row[]): void {
  const curve = survivalCurve(lifetimes)
  assert.equal(curve.length, expected.length)
  for (const [k, { time, surviving, low, high }] of curve.entries()) {
    for (const [i, value] of [time, surviving, low, high].entries()) {
      isNear(value, expected[k][i], 1e-9)
    }
  }
}

test('survivalCurve() and its interval agree with R on the leukaemia trial', () => {
  // R 4.2.2, survival 3.5-3: summary(survfit(Surv(time, status) ~ 1, conf.type = "log-log"))
  agrees(TREATED, [
    [6, 0.8571428571428571, 0.6197179552659839, 0.951551747646997],
    [7, 0.8067226890756302, 0.5631465646222333, 0.9228090192028804],
    [10, 0.7529411764705881, 0.5031995107999565, 0.8893618351692654],
    [13, 0.6901960784313724, 0.4316102224861841, 0.8490659633494506],
    [16, 0.6274509803921567, 0.367510855987502, 0.8049121894718412],
    [22, 0.53781512605042, 0.267778936767135, 0.7467907176353944],
    [23, 0.4481792717086834, 0.1880520059592324, 0.6801426284952413],
  ])
  const last = survivalCurve(PLACEBO).at(-1)!
  assert.deepEqual([last.surviving, last.low, last.high], [0, 0, 0])
})

// R. Miller, Survival Analysis, 1981: maintenance of chemotherapy in acute myelogenous leukaemia, weeks
const MAINTAINED = [...[9, 13, 18, 23, 31, 34, 48].map(at), ...[13, 28, 45, 161].map(until)]
const NOT_MAINTAINED = [...[5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45].map(at), until(16)]

test('survivalCurve() and kaplanMeierMedian() agree with R on data of Miller', () => {
  // as above, of survival::aml; the medians: quantile(survfit(...), 0.5)
  agrees(MAINTAINED, [
    [9, 0.9090909090909091, 0.50808020576992974, 0.9866738226678231],
    [13, 0.8181818181818181, 0.44742861468218142, 0.9511622285824917],
    [18, 0.7159090909090908, 0.35019038590793838, 0.8990239741910534],
    [23, 0.6136363636363635, 0.26575204000128611, 0.8352992432502214],
    [31, 0.4909090909090909, 0.16733090977685081, 0.7533997903708113],
    [34, 0.3681818181818182, 0.09282957493698518, 0.6570408323981638],
    [48, 0.1840909090909091, 0.0117384801231896, 0.5250148427266415],
  ])
  agrees(NOT_MAINTAINED, [
    [5, 0.83333333333333337, 0.481714942195378859, 0.9555093657280649],
    [8, 0.66666666666666674, 0.337018932541401972, 0.8597117990844398],
    [12, 0.58333333333333337, 0.270138924085497334, 0.8009401923333869],
    [23, 0.48611111111111116, 0.191876619618728289, 0.7296715697794854],
    [27, 0.38888888888888895, 0.126272012195393663, 0.6498174082893151],
    [30, 0.29166666666666674, 0.072401608907771836, 0.5608860526714092],
    [33, 0.19444444444444448, 0.03119864293121194, 0.4614294762381139],
    [43, 0.09722222222222224, 0.005746305695863835, 0.3489038611107497],
    [45, 0, 0, 0],
  ])
  assert.equal(kaplanMeierMedian(MAINTAINED), 31)
  assert.equal(kaplanMeierMedian(NOT_MAINTAINED), 23)
})

test('logRank() agrees with R on both, and with the published value', () => {
  // R: survdiff(Surv(time, status) ~ group)$chisq, and its pchisq(..., 1, lower.tail = FALSE)
  const trial = logRank(PLACEBO, TREATED)
  isNear(trial.z ** 2, 16.79294098921653, 1e-9)
  isNear(trial.pValue, 4.168809109334563e-5, 1e-14)
  assert.ok(trial.z > 0)
  const miller = logRank(MAINTAINED, NOT_MAINTAINED)
  isNear(miller.z ** 2, 3.396388698977601, 1e-9)
  isNear(miller.pValue, 0.06533932204050513, 1e-9)
  assert.ok(miller.z < 0)
  assert.deepEqual(logRank([until(3)], [until(4)]), { z: 0, pValue: 1 })
})

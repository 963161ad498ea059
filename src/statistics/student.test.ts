import { test } from 'node:test'
import { isNear } from './near.case.ts'
import { studentQuantile } from './student.ts'

test('studentQuantile() agrees with scipy', () => {
  // scipy.stats.t.ppf(0.025, ν) for ν in (3, 10, 19, 70)
  isNear(studentQuantile(0.025, 3), -3.1824463052837086, 0.03)
  isNear(studentQuantile(0.025, 10), -2.2281388519862753, 1e-4)
  isNear(studentQuantile(0.025, 19), -2.09302405440831, 1e-5)
  isNear(studentQuantile(0.025, 70), -1.9944371117711868, 1e-7)
  isNear(studentQuantile(0.975, 19), 2.09302405440831, 1e-5)
})

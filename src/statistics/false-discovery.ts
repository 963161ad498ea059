/**
 * q-values: the share of false ones among all with a p-value as small as this, at most, where the tests are
 * independent or rise together (Y. Benjamini, Y. Hochberg, Controlling the false discovery rate, J. R. Stat.
 * Soc. B 57, 1995). In the order in which the p-values came.
 *
 * @param tests how many were made, where those with a p-value of 1 are not handed over.
 * @throws {RangeError} if there are more p-values than tests.
 */
export function qValues(pValues: ArrayLike<number>, tests = pValues.length): Float64Array {
  const { length } = pValues
  if (!(tests >= length)) {
    throw new RangeError(`"tests" expected at least the ${length} p-values, got ${tests}`)
  }
  const order = Uint32Array.from({ length }, (_, k) => k).toSorted(
    (a, b) => pValues[a] - pValues[b],
  )
  const values = new Float64Array(length)
  let least = 1
  for (let place = length - 1; place >= 0; place--) {
    least = Math.min(least, (pValues[order[place]] * tests) / (place + 1))
    values[order[place]] = least
  }
  return values
}

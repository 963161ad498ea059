/** For tests against published values, which are rounded. @throws {RangeError} if they are apart. */
export function isNear(actual: number, expected: number, tolerance: number): void {
  if (Math.abs(actual - expected) <= tolerance) return
  throw new RangeError(`expected ${expected} ± ${tolerance}, got ${actual}`)
}

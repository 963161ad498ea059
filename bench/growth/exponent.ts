/** The slope of log y over log x, by least squares: y grows as x to this power. */
export function growthExponent(points: readonly (readonly [x: number, y: number])[]): number {
  const xs = points.map(([x]) => Math.log(x))
  const ys = points.map(([, y]) => Math.log(y))
  const [x, y] = [mean(xs), mean(ys)]
  const products = xs.reduce((sum, value, k) => sum + (value - x) * (ys[k] - y), 0)
  const squares = xs.reduce((sum, value) => sum + (value - x) ** 2, 0)
  return products / squares
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

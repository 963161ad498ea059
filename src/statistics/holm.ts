/**
 * p-values of several measures of one audit, each so much larger that the chance of a single false
 * alarm among all of them stays what it is for one (S. Holm, A simple sequentially rejective multiple
 * test procedure, Scand. J. Stat. 6, 1979). In the order in which they came.
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].toSorted((a, b) => pValues[a] - pValues[b])
  const adjusted = pValues.slice()
  let largest = 0
  for (const [place, k] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - place) * pValues[k]))
    adjusted[k] = largest
  }
  return adjusted
}

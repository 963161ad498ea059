/**
 * The order of rows by falling degree: rows that most entries name lie together then, and a sweep
 * over the graph finds them in the cache. Ties go by hash and then by the ids themselves, so that the
 * order does not depend on how the rows came to be numbered.
 *
 * @module
 */

const DIGIT_BITS = 11
const DIGIT_MASK = (1 << DIGIT_BITS) - 1

/** The rows in the order of their hashes, as numbers without a sign. Linear: three counting sorts. */
export function byHash(hashes: Int32Array): Uint32Array {
  const size = hashes.length
  let order = new Uint32Array(size)
  for (let row = 0; row < size; row++) order[row] = row
  let other = new Uint32Array(size)
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    const counts = new Uint32Array(DIGIT_MASK + 2)
    for (let row = 0; row < size; row++) counts[((hashes[row] >>> shift) & DIGIT_MASK) + 1]++
    for (let digit = 0; digit < DIGIT_MASK; digit++) counts[digit + 1] += counts[digit]
    for (let i = 0; i < size; i++) {
      const row = order[i]
      other[counts[(hashes[row] >>> shift) & DIGIT_MASK]++] = row
    }
    ;[order, other] = [other, order]
  }
  return order
}

/**
 * The rows in their new order. Linear: a counting sort of `hashOrder`, the rows as `byHash` has them.
 * `compare` decides between rows of one degree and one hash, of which there are hardly any.
 */
export function byFallingDegree(
  degrees: Uint32Array,
  hashes: Int32Array,
  hashOrder: Uint32Array,
  compare: (a: number, b: number) => number,
): Uint32Array {
  const size = degrees.length
  const order = new Uint32Array(size)
  let highest = 0
  for (let row = 0; row < size; row++) if (degrees[row] > highest) highest = degrees[row]
  const counts = new Uint32Array(highest + 2)
  for (let row = 0; row < size; row++) counts[highest - degrees[row] + 1]++
  for (let digit = 0; digit < highest; digit++) counts[digit + 1] += counts[digit]
  for (let i = 0; i < size; i++) {
    const row = hashOrder[i]
    order[counts[highest - degrees[row]]++] = row
  }
  settleTies(order, degrees, hashes, compare)
  return order
}

function settleTies(
  order: Uint32Array,
  degrees: Uint32Array,
  hashes: Int32Array,
  compare: (a: number, b: number) => number,
): void {
  const isTie = (i: number) =>
    hashes[order[i]] === hashes[order[i - 1]] && degrees[order[i]] === degrees[order[i - 1]]
  for (let i = 1; i < order.length; i++) {
    if (!isTie(i)) continue
    const start = i - 1
    while (i < order.length && isTie(i)) i++
    order.subarray(start, i).sort(compare)
  }
}

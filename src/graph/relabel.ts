/**
 * Rows numbered by falling degree: what is read most lies together, in cache.
 *
 * Full order, where "When is graph reordering an optimization?" (V. Balaji, B. Lucia, 2018) and "A
 * closer look at lightweight graph reordering" (P. Faldu, J. Diamond, B. Grot, 2019) weigh full
 * order against groups that keep neighbours of a given order together. Rows here are numbered in
 * the order in which a file names them, so there is no order worth keeping.
 *
 * @module
 */

/**
 * `newRowOf[row]` is the place of `row` when rows are ordered by falling degree; rows of equal
 * degree keep their order. Linear: one counting sort.
 */
export function degreeOrder(degrees: Uint32Array): Uint32Array {
  let largest = 0
  for (let i = 0; i < degrees.length; i++) if (degrees[i] > largest) largest = degrees[i]
  // places[largest − d] is the next place of a row of degree d
  const places = new Uint32Array(largest + 2)
  for (let i = 0; i < degrees.length; i++) places[largest - degrees[i] + 1]++
  for (let k = 0; k <= largest; k++) places[k + 1] += places[k]
  const newRowOf = new Uint32Array(degrees.length)
  for (let i = 0; i < degrees.length; i++) newRowOf[i] = places[largest - degrees[i]]++
  return newRowOf
}

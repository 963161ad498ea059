/**
 * A digraph without its directions: out and in rows merged, each neighbour once, in rising order.
 *
 * @module
 */
import { type Csr, type Digraph } from './csr.ts'

/**
 * The symmetric matrix of `links`. With `once` an entry counts 1, whichever ways it goes; with
 * `sum` it weighs what both directions weigh together (2 for a mutual pair without weights), and an
 * entry of a row with itself weighs twice, as it does in a sum of degrees.
 * Linear: one merge of two rising rows for each row.
 *
 * @throws {RangeError} if rows and columns differ in number.
 */
export function undirected(links: Digraph, weighing: 'once' | 'sum' = 'once'): Csr {
  const { out, in: back } = links
  const { rows } = out
  if (rows !== out.columns) {
    throw new RangeError(`"links" expected as many columns as rows (${rows}), got ${out.columns}`)
  }

  // pass 1: how long each merged row is
  const starts = new Uint32Array(rows + 1)
  for (let i = 0; i < rows; i++) {
    let a = out.starts[i]
    let b = back.starts[i]
    const aEnd = out.starts[i + 1]
    const bEnd = back.starts[i + 1]
    let length = 0
    while (a < aEnd && b < bEnd) {
      const difference = out.targets[a] - back.targets[b]
      if (difference <= 0) a++
      if (difference >= 0) b++
      length++
    }
    starts[i + 1] = starts[i] + length + (aEnd - a) + (bEnd - b)
  }

  // pass 2: the same merge, written down
  const targets = new Uint32Array(starts[rows])
  const weights = weighing === 'sum' ? new Float32Array(starts[rows]) : null
  let place = 0
  for (let i = 0; i < rows; i++) {
    let a = out.starts[i]
    let b = back.starts[i]
    const aEnd = out.starts[i + 1]
    const bEnd = back.starts[i + 1]
    while (a < aEnd || b < bEnd) {
      // a row that has ended waits behind every column
      const left = a < aEnd ? out.targets[a] : Infinity
      const right = b < bEnd ? back.targets[b] : Infinity
      targets[place] = left < right ? left : right
      if (weights) {
        let weight = 0
        if (left <= right) weight += out.weights ? out.weights[a] : 1
        if (right <= left) weight += back.weights ? back.weights[b] : 1
        weights[place] = weight
      }
      if (left <= right) a++
      if (right <= left) b++
      place++
    }
  }
  return Object.freeze({ rows, columns: rows, starts, targets, weights })
}

/**
 * Features that let trees see a graph: what an account says of itself, and what those around it say
 * over each type of link and direction, one and two steps away.
 *
 * Nothing is fitted here but the cuts of quantiles, which read no answer.
 *
 * @module
 */
import { type Digraph } from '../graph/csr.ts'
import { neighbourMean } from '../graph/neighbour-means.ts'
import { quantileIndicators } from '../learn/indicators.ts'
import { type NamedColumn } from './named-column.ts'

export interface NamedLinks {
  readonly name: string
  readonly links: Digraph
  /** Whether each link stands in both directions: then one direction says all. */
  readonly symmetric: boolean
}

/** Quantile bins whose shares among the neighbours are features. */
const BINS = 8

/**
 * The own columns; for each type of link and direction their mean over one and two steps, the
 * shares of each quantile bin over one and two steps, and the number of links. Time and memory are
 * linear in the links, times the columns.
 *
 * @throws {RangeError} if a column does not have a value for each account.
 */
export function graphColumns(
  own: readonly NamedColumn[],
  linkTypes: readonly NamedLinks[],
): NamedColumn[] {
  const columns = [...own]
  const accounts = linkTypes[0]?.links.out.rows ?? 0
  const values = own.map((column) => column.values)
  const bins = quantileIndicators(
    values,
    Uint32Array.from({ length: accounts }, (_, row) => row),
    BINS,
  )
  const told = [...own, ...bins.map((bin, k) => ({ name: `bin ${k}`, values: bin }))]
  for (const { name, links, symmetric } of linkTypes) {
    const directions = symmetric
      ? ([['', links.out]] as const)
      : ([
          [' out', links.out],
          [' in', links.in],
        ] as const)
    for (const [direction, csr] of directions) {
      const label = `${name}${direction}`
      columns.push({
        name: `${label}: links`,
        values: Float64Array.from({ length: csr.rows }, (_, i) =>
          Math.log1p(csr.starts[i + 1] - csr.starts[i]),
        ),
      })
      for (const column of told) {
        const near = neighbourMean(csr, column.values)
        columns.push({ name: `${label}: ${column.name}`, values: near })
        columns.push({ name: `${label} twice: ${column.name}`, values: neighbourMean(csr, near) })
      }
    }
  }
  return columns
}

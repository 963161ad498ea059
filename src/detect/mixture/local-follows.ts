/**
 * The follows that the mixture reads: those among some accounts, and of everybody else only what
 * tells chance from membership.
 *
 * Beliefs are held about the chosen accounts alone. But a follow of theirs with somebody outside
 * still counts, against them and for what chance does: so degrees are those of the whole platform,
 * and outsiders are kept as sums by class of degree.
 *
 * @module
 */
import { type Csr, type Digraph, transpose } from '../../graph/csr.ts'
import { inducedSubgraph } from '../../graph/subgraph.ts'
import { CLASS_COUNT, degreeClass } from './chance.ts'

export interface LocalFollows {
  /** How many accounts the platform has, the chosen among them. */
  readonly accounts: number
  /** How many follows the platform has. */
  readonly follows: number
  /** Whom the chosen follow. */
  readonly following: Direction
  /** Who follows the chosen. */
  readonly followed: Direction
}

/** One direction. Rows and columns are the chosen accounts, numbered from 0. */
export interface Direction {
  readonly among: Csr
  /** How many follows each of the chosen has in this direction, with anybody. */
  readonly degrees: Uint32Array
  readonly outsiders: Outsiders
}

/** Everybody who is not chosen, by class of degree in this direction. */
export interface Outsiders {
  readonly accounts: Float64Array
  /** Sum of their degrees. */
  readonly degrees: Float64Array
  /**
   * Chosen account × class: with how many outsiders of the class the chosen one has a follow that
   * is of this direction for them.
   */
  readonly met: Csr
}

/** The follows among everybody: no outsiders. */
export function wholeFollows({ out, in: back }: Digraph): LocalFollows {
  return Object.freeze({
    accounts: out.rows,
    follows: out.targets.length,
    following: wholeDirection(out),
    followed: wholeDirection(back),
  })
}

function wholeDirection(among: Csr): Direction {
  const { rows, starts } = among
  const degrees = Uint32Array.from({ length: rows }, (_, i) => starts[i + 1] - starts[i])
  return { among, degrees, outsiders: noOutsiders(rows) }
}

function noOutsiders(rows: number): Outsiders {
  return {
    accounts: new Float64Array(CLASS_COUNT),
    degrees: new Float64Array(CLASS_COUNT),
    met: {
      rows,
      columns: CLASS_COUNT,
      starts: new Uint32Array(rows + 1),
      targets: new Uint32Array(0),
      weights: new Float32Array(0),
    },
  }
}

/**
 * The follows among `rows`, distinct and rising, and what the others make of chance. Linear in the
 * follows of `rows`, and three short passes over all accounts.
 *
 * @throws {RangeError} if there is no such row.
 */
export function localFollows({ out, in: back }: Digraph, rows: Uint32Array): LocalFollows {
  const { csr, locals } = inducedSubgraph(out, rows)
  return Object.freeze({
    accounts: out.rows,
    follows: out.targets.length,
    following: {
      among: csr,
      degrees: degreesOf(out, rows),
      outsiders: outsidersOf(out, back, rows, locals),
    },
    followed: {
      among: transpose(csr),
      degrees: degreesOf(back, rows),
      outsiders: outsidersOf(back, out, rows, locals),
    },
  })
}

function degreesOf({ starts }: Csr, rows: Uint32Array): Uint32Array {
  return rows.map((row) => starts[row + 1] - starts[row])
}

/** Outsiders by their degree in `ways`; `opposite` is the same follows from the other end. */
function outsidersOf(ways: Csr, opposite: Csr, rows: Uint32Array, locals: Int32Array): Outsiders {
  const accounts = new Float64Array(CLASS_COUNT)
  const degrees = new Float64Array(CLASS_COUNT)
  for (let i = 0; i < ways.rows; i++) {
    if (locals[i] >= 0) continue
    const degree = ways.starts[i + 1] - ways.starts[i]
    // who has no follow can meet nobody, and is no witness
    if (degree === 0) continue
    const c = degreeClass(degree)
    accounts[c]++
    degrees[c] += degree
  }

  const starts = new Uint32Array(rows.length + 1)
  const targets: number[] = []
  const weights: number[] = []
  const counts = new Uint32Array(CLASS_COUNT)
  for (const [local, row] of rows.entries()) {
    counts.fill(0)
    for (let e = opposite.starts[row], end = opposite.starts[row + 1]; e < end; e++) {
      const other = opposite.targets[e]
      if (locals[other] >= 0) continue
      counts[degreeClass(ways.starts[other + 1] - ways.starts[other])]++
    }
    for (let c = 0; c < CLASS_COUNT; c++) {
      if (counts[c] === 0) continue
      targets.push(c)
      weights.push(counts[c])
    }
    starts[local + 1] = targets.length
  }
  const met: Csr = {
    rows: rows.length,
    columns: CLASS_COUNT,
    starts,
    targets: Uint32Array.from(targets),
    weights: Float32Array.from(weights),
  }
  return { accounts, degrees, met }
}

/**
 * Interest: follows and contacts as one weighted matrix, and what is learned of one actor.
 *
 * A follow counts 1. A contact counts less than half of one, however often it happened, since
 * looking often is still not following; where there are both, the follow stands.
 *
 * @module
 */
import { type Csr, type Digraph, buildCsr, digraph } from '../graph/csr.ts'
import { type Platform } from '../platform/platform.ts'
import { type Actor, CONTACT_WEIGHTS } from './recommender.ts'

/** What is learned from is bounded: the latest so many rows. */
const MOST_LEARNED = 200

/** Entry (u, c): how much account u cares for account c, in (0, 1]. Null weights: all 1. */
export function interestOf({ follows, contacts }: Platform): Digraph {
  if (contacts.out.targets.length === 0) return follows
  const { rows } = follows.out
  const size = follows.out.targets.length + contacts.out.targets.length
  const columns = { sources: new Uint32Array(size), targets: new Uint32Array(size) }
  const weights = new Float32Array(size).fill(1)
  const next = copyEntries(follows.out, columns, 0)
  copyEntries(contacts.out, columns, next)
  for (let e = 0; e < contacts.out.targets.length; e++) {
    weights[next + e] = contactInterest(contacts.out.weights ? contacts.out.weights[e] : 1)
  }
  // parallel entries fold to the largest weight: to the follow
  return digraph(buildCsr(rows, rows, columns.sources, columns.targets, weights))
}

/** w / (1 + w) / 2: a quarter for one like, near one half for many. */
export function contactInterest(weight: number): number {
  return (0.5 * Math.max(0, weight)) / (1 + Math.max(0, weight))
}

export interface Learned {
  readonly rows: readonly number[]
  /** (0, 1], one for each row. */
  readonly strengths: readonly number[]
}

/**
 * The rows that an actor showed interest in, latest first, each once. `accounts` is how many rows
 * there are.
 * @throws {RangeError} if a row is none of the platform's.
 */
export function learnFrom({ follows, contacts }: Actor, accounts: number): Learned {
  for (const row of follows) checkRow('follows', row, accounts)
  for (const { row } of contacts) checkRow('contacts', row, accounts)
  const weights = new Map<number, number>()
  for (const { row, kind, weight } of contacts) {
    // deleted first, so that the place in the map is that of the latest contact
    const before = weights.get(row) ?? 0
    weights.delete(row)
    weights.set(row, before + CONTACT_WEIGHTS[kind] * weight)
  }
  const strengths = new Map<number, number>()
  for (const row of follows.toReversed()) strengths.set(row, 1)
  for (const [row, weight] of [...weights].toReversed()) {
    const strength = contactInterest(weight)
    if (strength > 0 && !strengths.has(row)) strengths.set(row, strength)
  }
  return {
    rows: [...strengths.keys()].slice(0, MOST_LEARNED),
    strengths: [...strengths.values()].slice(0, MOST_LEARNED),
  }
}

/** Rows that a slate may not hold. */
export function hiddenFrom({ follows, exclude }: Actor): Set<number> {
  const hidden = new Set(follows)
  for (const row of exclude ?? []) hidden.add(row)
  return hidden
}

/** Write a matrix out as pairs from `first` on; answers with where it ends. */
export function copyEntries(
  { rows, starts, targets }: Csr,
  into: { readonly sources: Uint32Array; readonly targets: Uint32Array },
  first: number,
): number {
  for (let i = 0; i < rows; i++) into.sources.fill(i, first + starts[i], first + starts[i + 1])
  into.targets.set(targets, first)
  return first + targets.length
}

function checkRow(name: string, row: number, accounts: number): void {
  if (row >>> 0 === row && row < accounts) return
  throw new RangeError(`"${name}" expected rows in 0..${accounts - 1}, got ${row}`)
}

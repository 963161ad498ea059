/** Which feature leaks most: of all cells of an arm, the one with the highest exposure. */
import { type CardArm, type CardColumn, type CardSurface } from './read-card.ts'

export interface Leak extends CardSurface {
  /** Place of its column. */
  readonly column: number
  /** How many other cells its interval does not set it apart from. */
  readonly notApartFrom: number
}

/** Null when nothing was seen anywhere, or the arm was not run. */
export function leaksMost(columns: readonly CardColumn[], arm: CardArm): Leak | null {
  const cells = columns.flatMap(({ arms }, column) =>
    (arms[arm] ?? []).map((cell) => ({ ...cell, column })),
  )
  if (cells.length === 0) return null
  const worst = cells.reduce((a, b) => (b.exposureAt10.value > a.exposureAt10.value ? b : a))
  if (worst.exposureAt10.value === 0) return null
  const overlapping = cells.filter(
    ({ exposureAt10 }) => exposureAt10.high >= worst.exposureAt10.low,
  )
  return { ...worst, notApartFrom: overlapping.length - 1 }
}

/**
 * Rows with the changes that lay beside them worked in.
 *
 * @module
 */
import { buildCsr, type Csr } from './csr.ts'

/** Entries that came (1) or went (−1), as parallel columns; each pair once. */
export interface Changes {
  readonly sources: Uint32Array
  readonly targets: Uint32Array
  readonly changes: Float64Array
}

/** The same entries seen from the columns. */
export function turned({ sources, targets, changes }: Changes): Changes {
  return { sources: targets, targets: sources, changes }
}

/**
 * The rows of `csr` and the changes to them, over `order` rows and columns, of which there may be
 * more now. What lies between two changed rows is copied as it is. Linear.
 *
 * @param allocate makes the arrays; in memory that other threads see, say.
 * @throws {RangeError} if the rows have weights, an entry comes that is there, or one goes that is not.
 */
export function mergeChanges(
  csr: Csr,
  order: number,
  { sources, targets, changes }: Changes,
  allocate: (length: number) => Uint32Array = (length) => new Uint32Array(length),
): Csr {
  if (csr.weights) throw new RangeError('"csr" expected no weights, got some')
  const changed = buildCsr(order, order, sources, targets, changes)
  const counted = changes.reduce((sum, change) => sum + change, csr.starts[csr.rows])
  const starts = allocate(order + 1)
  const merged = allocate(counted)

  let size = 0
  let copied = 0 // entries of `csr` that are in `merged`, or gone
  for (let i = 0; i < order; i++) {
    const start = csr.starts[Math.min(i, csr.rows)]
    const end = csr.starts[Math.min(i + 1, csr.rows)]
    const first = changed.starts[i]
    const last = changed.starts[i + 1]
    if (first < last) {
      merged.set(csr.targets.subarray(copied, start), size)
      size += start - copied
      copied = start
      // both rise: the smaller goes first, and equal ones annul each other
      for (let c = first; c < last; c++) {
        const target = changed.targets[c]
        while (copied < end && csr.targets[copied] < target) merged[size++] = csr.targets[copied++]
        const stands = copied < end && csr.targets[copied] === target
        if ((changed.weights![c] === 1) === stands) {
          throw new RangeError(
            `entry (${i}, ${target}) expected to be ${stands ? 'new' : 'there'}, got a change of ${changed.weights![c]}`,
          )
        }
        if (stands) copied++
        else merged[size++] = target
      }
    }
    starts[i + 1] = size + end - copied
  }
  merged.set(csr.targets.subarray(copied, csr.starts[csr.rows]), size)
  return Object.freeze({ rows: order, columns: order, starts, targets: merged, weights: null })
}

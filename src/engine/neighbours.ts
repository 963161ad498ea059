/**
 * Unique neighbours and two-hop closeness by kernels; plain twins in src/graph/union.ts and
 * src/graph/two-hop.ts.
 *
 * @module
 */
import { type Arena } from '../graph/arena.ts'
import { type Csr } from '../graph/csr.ts'
import { type Kernels } from '../graph/kernels.ts'

/**
 * How many different columns `rows` have between them, those in `exclude` not counted. One bit a
 * column, set without looking, and counted at the end.
 *
 * @throws {RangeError} if there is no such row or column.
 */
export function countMarked(
  kernels: Kernels,
  arena: Arena,
  csr: Csr,
  rows: ArrayLike<number>,
  exclude: ArrayLike<number>,
): number {
  check('rows', rows, csr.rows)
  check('exclude', exclude, csr.columns)
  const mark = arena.mark()
  try {
    const bytes = Math.ceil(csr.columns / 128) * 16
    const bits = arena.uint8(bytes)
    const asked = arena.uint32(rows.length)
    asked.set(rows)
    kernels.markColumns(
      csr.starts.byteOffset,
      csr.targets.byteOffset,
      asked.byteOffset,
      rows.length,
      bits.byteOffset,
    )
    for (let k = 0; k < exclude.length; k++) bits[exclude[k] >>> 3] &= ~(1 << (exclude[k] & 7))
    return kernels.countBits(bits.byteOffset, bytes)
  } finally {
    arena.release(mark)
  }
}

function check(name: string, values: ArrayLike<number>, count: number): void {
  for (let k = 0; k < values.length; k++) {
    const value = values[k]
    if (value >>> 0 !== value || value >= count) {
      throw new RangeError(`"${name}" expected 0..${count - 1}, got ${value}`)
    }
  }
}

/**
 * A number for each account that stays with it: rows are numbered by how many follows an account
 * has, and what is drawn by lot must not change when somebody's follows do.
 *
 * @module
 */
import { type Platform } from '../platform/platform.ts'

/** FNV-1a of each row's id. Two accounts may have the same, hardly ever. */
export function keysOf({ accounts }: Pick<Platform, 'accounts'>, rows: Uint32Array): Uint32Array {
  const { bytes, offsets } = accounts.columns()
  return rows.map((row) => {
    let hash = 0x811c9dc5
    for (let i = offsets[row]; i < offsets[row + 1]; i++) {
      hash = Math.imul(hash ^ bytes[i], 0x01000193)
    }
    return hash
  })
}

/** Uniform in [0, 1) over keys, and another for another `salt`. */
export function lotOf(key: number, salt: number): number {
  let z = key ^ salt
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32
}

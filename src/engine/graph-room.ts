/**
 * Room for a graph file where kernels and threads read it in place.
 *
 * @module
 */
import { createArena, LARGEST_ARENA, RESERVED_BYTES } from '../graph/arena.ts'

/**
 * What kernels may need beside a graph: two pushes of 45 bytes a node, components of 4, where a node
 * takes at least some 30 bytes of the file. Pages that nobody writes to cost nothing.
 */
const SCRATCH_EACH_BYTE = 3
const LEAST_SCRATCH = 1 << 24

/**
 * Room for a file of so many bytes in an arena of its own; in ordinary memory when it is too large
 * for one, and then plain twins serve.
 */
export function graphRoom(bytes: number): Uint8Array {
  const largest = LARGEST_ARENA - RESERVED_BYTES
  if (bytes > largest - LEAST_SCRATCH) return new Uint8Array(bytes)
  const whole = bytes * (1 + SCRATCH_EACH_BYTE) + LEAST_SCRATCH
  return createArena(Math.min(whole, largest)).uint8(bytes)
}

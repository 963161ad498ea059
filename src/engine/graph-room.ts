import { createArena, LARGEST_ARENA, RESERVED_BYTES } from '../graph/arena.ts'

/** What the engine needs beside a graph file to work on it: a good deal less than this part of it. */
const SCRATCH_PART = 0.5
const LEAST_SCRATCH = 1 << 20

/**
 * Room for a graph file in an arena, where all threads read it in place; in ordinary memory when it
 * is too large for one, and then the engine's plain twins serve.
 */
export function graphRoom(bytes: number): Uint8Array {
  const whole = bytes * (1 + SCRATCH_PART) + LEAST_SCRATCH
  if (whole > LARGEST_ARENA - RESERVED_BYTES) return new Uint8Array(bytes)
  return createArena(Math.ceil(whole)).uint8(bytes)
}

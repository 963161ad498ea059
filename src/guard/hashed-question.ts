/**
 * A viewer and candidates as hashes: what the guard decides about, wherever the ids came from. Strings,
 * numbers and the bytes of a request each have their own way in and the same way through.
 *
 * Made once and filled again for each question: 500 ids make no objects.
 *
 * @module
 */
import { LANES } from './id-hash.ts'

export interface HashedQuestion {
  /** Of the viewer first, then of each candidate; room for as many as `createHashedQuestion` was told. */
  readonly lanes: Int32Array
  /** False where nobody is logged in: the first hash then counts for nothing. */
  hasViewer: boolean
  /** Candidates, without the viewer. */
  count: number
}

/** Where the hash of the viewer stands in `lanes`. */
export const VIEWER = 0

export function createHashedQuestion(mostCandidates: number): HashedQuestion {
  return { lanes: new Int32Array((1 + mostCandidates) * LANES), hasViewer: false, count: 0 }
}

/** Where the hash of a candidate stands in `lanes`. */
export function laneOf(candidate: number): number {
  return (1 + candidate) * LANES
}

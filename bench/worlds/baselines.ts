/**
 * What any detector has to beat: a walk that nobody tuned, and no graph at all.
 *
 * @module
 */
import { type Seeds } from '../../src/detect/detector.ts'
import { CLASS_COUNT, degreeClass } from '../../src/detect/mixture/chance.ts'
import { layered } from '../../src/graph/layers.ts'
import { personalisedPageRank } from '../../src/graph/pagerank.ts'
import { type Platform } from '../../src/platform/platform.ts'

/** Follows walked both ways from the seeds, restart 0.15, not normalised. */
export function plainPageRank(
  { accounts, follows }: Platform,
  seeds: Seeds,
  tolerance?: number,
): Float64Array {
  const layers = layered([accounts.size], [{ links: follows }])
  return personalisedPageRank(layers, seeds, tolerance === undefined ? {} : { tolerance })
}

/**
 * No graph: how much more often seeds have so many follows, followers and tags than others do,
 * each number by itself, in classes of half a doubling with their neighbours.
 */
export function degreesAlone(
  { follows, tagUses }: Pick<Platform, 'follows' | 'tagUses'>,
  seeds: Seeds,
): Float64Array {
  const scores = new Float64Array(follows.out.rows)
  for (const { starts, rows } of [follows.out, follows.in, tagUses.out]) {
    const classes = Uint8Array.from({ length: rows }, (_, i) =>
      degreeClass(starts[i + 1] - starts[i]),
    )
    const everybody = histogram(classes)
    const known = histogram(seeds.rows.map((row) => classes[row]))
    const ratios = everybody.map((count, c) =>
      Math.log(((known[c] + 0.1) * rows) / ((count + 1) * seeds.rows.length)),
    )
    for (let i = 0; i < rows; i++) scores[i] += ratios[classes[i]]
  }
  return scores
}

/** How many of each class, half as many of the classes beside it besides. */
function histogram(classes: ArrayLike<number>): Float64Array {
  const counts = new Float64Array(CLASS_COUNT)
  for (let k = 0; k < classes.length; k++) {
    counts[classes[k]] += 0.5
    if (classes[k] > 0) counts[classes[k] - 1] += 0.25
    if (classes[k] < CLASS_COUNT - 1) counts[classes[k] + 1] += 0.25
  }
  return counts
}

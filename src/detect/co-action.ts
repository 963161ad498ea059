/**
 * Co-action: how much the tags of an account, taken together, are those of seeds.
 *
 * The cosine between accounts as vectors of tags, a tag weighed by how rare it is (Salton, Buckley,
 * Term-weighting approaches in automatic text retrieval, 1988), summed over the seeds. No pair of
 * accounts is ever formed: the sum of cosines is the product with the sum of the seeds' vectors.
 *
 * @module
 */
import { type Csr } from '../graph/csr.ts'
import { SparseSums } from '../graph/sparse-sums.ts'
import { type Detector } from './detector.ts'
import { placeIn } from './every-row.ts'
import { dampedTagUses } from './platform-layers.ts'

/** Linear in the uses of rows and seeds. */
export const coAction: Detector = {
  id: 'co-action',
  title: 'uses the same uncommon tags as seeds, taken together',
  score(platform, seeds, rows) {
    if (platform.tagUses.out.targets.length === 0 || seeds.rows.length === 0) return null
    const { out, in: back } = dampedTagUses(platform)
    const rarityOf = (tag: number) =>
      Math.log(out.rows / Math.max(1, back.starts[tag + 1] - back.starts[tag]))
    const direction = new SparseSums()
    for (const [k, row] of seeds.rows.entries()) {
      const norm = normOf(out, row, rarityOf)
      if (norm === 0) continue
      for (let e = out.starts[row], end = out.starts[row + 1]; e < end; e++) {
        direction.add(out.targets[e], (seeds.weights[k] * entryOf(out, e, rarityOf)) / norm)
      }
    }

    const scores = new Float64Array(rows.length)
    for (const [place, row] of rows.entries()) {
      const norm = normOf(out, row, rarityOf)
      let product = 0
      for (let e = out.starts[row], end = out.starts[row + 1]; e < end; e++) {
        product += entryOf(out, e, rarityOf) * direction.get(out.targets[e])
      }
      scores[place] = norm === 0 ? 0 : product / norm
    }
    // the cosine of a seed with itself is 1
    for (const [k, seed] of seeds.rows.entries()) {
      const place = placeIn(rows, seed)
      if (place < 0 || normOf(out, seed, rarityOf) === 0) continue
      scores[place] = Math.max(0, scores[place] - seeds.weights[k])
    }
    return scores
  },
}

function entryOf({ targets, weights }: Csr, e: number, rarityOf: (tag: number) => number): number {
  return (weights ? weights[e] : 1) * rarityOf(targets[e])
}

function normOf(out: Csr, row: number, rarityOf: (tag: number) => number): number {
  let squares = 0
  for (let e = out.starts[row], end = out.starts[row + 1]; e < end; e++) {
    squares += entryOf(out, e, rarityOf) ** 2
  }
  return Math.sqrt(squares)
}

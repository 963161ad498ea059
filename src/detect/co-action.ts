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
import { type Detector } from './detector.ts'
import { dampedUses } from './platform-layers.ts'

/** Linear in the uses. */
export const coAction: Detector = {
  id: 'co-action',
  title: 'uses the same uncommon tags as seeds, taken together',
  score({ tagUses }, { rows, weights }) {
    if (tagUses.out.targets.length === 0 || rows.length === 0) return null
    const { out, in: back } = dampedUses(tagUses)
    const rarities = Float64Array.from({ length: out.columns }, (_, tag) =>
      Math.log(out.rows / Math.max(1, back.starts[tag + 1] - back.starts[tag])),
    )
    const norms = normsOf(out, rarities)
    const direction = new Float64Array(out.columns)
    for (const [k, row] of rows.entries()) {
      if (norms[row] === 0) continue
      for (let e = out.starts[row], end = out.starts[row + 1]; e < end; e++) {
        direction[out.targets[e]] += (weights[k] * entryOf(out, rarities, e)) / norms[row]
      }
    }
    const scores = Float64Array.from({ length: out.rows }, (_, i) => {
      let product = 0
      for (let e = out.starts[i], end = out.starts[i + 1]; e < end; e++) {
        product += entryOf(out, rarities, e) * direction[out.targets[e]]
      }
      return norms[i] === 0 ? 0 : product / norms[i]
    })
    // the cosine of a seed with itself is 1
    for (const [k, row] of rows.entries()) {
      if (norms[row] > 0) scores[row] = Math.max(0, scores[row] - weights[k])
    }
    return scores
  },
}

function entryOf({ targets, weights }: Csr, rarities: Float64Array, e: number): number {
  return (weights ? weights[e] : 1) * rarities[targets[e]]
}

function normsOf(out: Csr, rarities: Float64Array): Float64Array {
  return Float64Array.from({ length: out.rows }, (_, i) => {
    let squares = 0
    for (let e = out.starts[i], end = out.starts[i + 1]; e < end; e++) {
      squares += entryOf(out, rarities, e) ** 2
    }
    return Math.sqrt(squares)
  })
}

/**
 * Draw members in proportion to weights, in constant time: the alias method (Walker 1977, in the
 * form of Vose 1991).
 *
 * @module
 */
import { type Random } from '../util/random.ts'

export interface WeightedDraw {
  readonly members: Uint32Array
  readonly thresholds: Float64Array
  readonly aliases: Uint32Array
}

/** `weights` is indexed by member, not by place; it must be above 0 for at least one of them. */
export function createWeightedDraw(members: Uint32Array, weights: Float64Array): WeightedDraw {
  const size = members.length
  const thresholds = new Float64Array(size)
  const aliases = new Uint32Array(size)
  let total = 0
  for (let k = 0; k < size; k++) total += weights[members[k]]

  const scarce: number[] = []
  const ample: number[] = []
  for (let k = 0; k < size; k++) {
    thresholds[k] = (weights[members[k]] * size) / total
    aliases[k] = k
    if (thresholds[k] < 1) scarce.push(k)
    else ample.push(k)
  }
  // each scarce slot is filled up by an ample one, which may become scarce itself
  while (scarce.length > 0 && ample.length > 0) {
    const poor = scarce.pop()!
    const rich = ample[ample.length - 1]
    aliases[poor] = rich
    thresholds[rich] -= 1 - thresholds[poor]
    if (thresholds[rich] < 1) scarce.push(ample.pop()!)
  }
  // what is left over differs from 1 by rounding alone
  for (const k of scarce) thresholds[k] = 1
  for (const k of ample) thresholds[k] = 1
  return { members, thresholds, aliases }
}

export function drawMember({ members, thresholds, aliases }: WeightedDraw, random: Random): number {
  const k = random.below(members.length)
  return members[random.next() < thresholds[k] ? k : aliases[k]]
}

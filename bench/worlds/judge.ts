/**
 * How good a scoring is, now that the truth may be looked at.
 *
 * @module
 */
import { type World } from './world.ts'

export interface Judgement {
  /** Over the planted accounts that are not seeds; among equal scores the innocent stand first. */
  readonly averagePrecision: number
  /** Look-alikes among the first as many as there are planted accounts. */
  readonly lookAlikeShare: number
  /** Of the accounts above the threshold, seeds left out, those planted; 1 if there are none. */
  readonly precision: number
  /** Of the planted accounts that are not seeds, those above the threshold. */
  readonly recall: number
  /** The largest share of any one look-alike group that is above the threshold. */
  readonly worstGroupShare: number
}

export function judgeScores(world: World, scores: Float64Array, threshold: number): Judgement {
  const accounts = scores.length
  const isPlanted = new Uint8Array(accounts)
  for (const { sources, seekers, connectors } of world.planted) {
    for (const rows of [sources, seekers, connectors]) for (const row of rows) isPlanted[row] = 1
  }
  const isSeed = new Uint8Array(accounts)
  for (const row of world.seeds) isSeed[row] = 1
  const isLookAlike = new Uint8Array(accounts)
  for (const { rows } of world.lookAlikes) {
    for (const row of rows) if (isPlanted[row] === 0) isLookAlike[row] = 1
  }
  const ranking = Uint32Array.from(scores.keys())
    .filter((row) => isSeed[row] === 0)
    .toSorted((a, b) => scores[b] - scores[a] || isPlanted[a] - isPlanted[b] || a - b)
  const planted = ranking.reduce((count, row) => count + isPlanted[row], 0)

  let hits = 0
  let precisions = 0
  let lookAlikes = 0
  let above = 0
  let hitsAbove = 0
  for (const [place, row] of ranking.entries()) {
    if (isPlanted[row] !== 0) precisions += ++hits / (place + 1)
    if (place < planted) lookAlikes += isLookAlike[row]
    if (scores[row] <= threshold) continue
    above++
    hitsAbove += isPlanted[row]
  }
  const taken = world.lookAlikes.map(({ rows }) => {
    const count = rows.filter((row) => scores[row] > threshold && isPlanted[row] === 0).length
    return count / rows.length
  })
  return {
    averagePrecision: precisions / planted,
    lookAlikeShare: lookAlikes / planted,
    precision: above > 0 ? hitsAbove / above : 1,
    recall: hitsAbove / planted,
    worstGroupShare: Math.max(0, ...taken),
  }
}

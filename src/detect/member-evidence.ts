import { type MixtureFit } from './mixture.ts'
import { type MemberEvidence } from './roles.ts'

/** What a fit says of the account at `place` among those fitted; below 0 nothing but its own `signal`. */
export function memberEvidence(
  { sourceWeights, seekerWeights, logOdds }: MixtureFit,
  place: number,
  signal = 0,
): MemberEvidence {
  if (place < 0) return { leaning: 0, logOdds: -Infinity, signal }
  return { leaning: sourceWeights[place] - seekerWeights[place], logOdds: logOdds[place], signal }
}

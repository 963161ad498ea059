import { coFollow } from './co-follow.ts'
import { factorisation } from './factorisation.ts'
import { popular } from './popular.ts'
import { randomWalk } from './random-walk.ts'
import { type Recommender } from './recommender.ts'
import { twoStage } from './two-stage.ts'

/** The reference recommenders. A further one is a file here and a line in this list. */
export const recommenders: readonly Recommender[] = [
  coFollow,
  randomWalk,
  factorisation,
  twoStage,
  popular,
]

import { BusyError } from '../model/errors.ts'
import { type SurfaceRecommender } from './surface-recommender.ts'

/** The same recommender, asked at most `most` times in all: an audit must not become a load test. */
export function bounded(recommender: SurfaceRecommender, most: number): SurfaceRecommender {
  let asked = 0
  return Object.freeze({
    ...recommender,
    async recommend(request: Parameters<SurfaceRecommender['recommend']>[0]) {
      if (++asked > most) {
        throw new BusyError(
          `The audit would ask more than ${most} times; take fewer test accounts or a higher --most-requests.`,
        )
      }
      return await recommender.recommend(request)
    },
  })
}

/**
 * Pulls the brake on a surface whose live exposure is over its budget, where the operator said so.
 *
 * Over it means for sure: of two hundred viewers or more, so many are exposed that a surface just at its
 * budget would show that once in a million times. Looked at every second for 200 made-up days, such a
 * surface was stopped by chance less than twice in a hundred days; with 1 in 10,000, every third day.
 *
 * @module
 */
import { pullItself } from '../casework/automatic-brake.ts'
import { type Casework } from '../casework/casework.ts'
import { type Brakes } from '../guard/brakes.ts'
import { type Exposure, type ExposureEstimate } from '../guard/exposure.ts'
import { type Brake } from '../model/brake.ts'
import { type Surface, SURFACES } from '../model/surface.ts'
import { exactShareInterval } from '../statistics/share.ts'
import { type Follower } from './follower.ts'

const LOOK_MILLIS = 1000
/** After the store said no, or could not be asked. */
const REST_MILLIS = 30_000
const LEAST_VIEWERS = 200
const RISK = 1e-6

export interface AutomaticBrakes {
  readonly stop: () => Promise<void>
}

export interface AutomaticBrakesOptions {
  readonly casework: Casework
  readonly follower: Follower
  readonly brakes: Brakes
  readonly exposure: Exposure
  /** Share of viewers, 0..1. */
  readonly budget: number
  readonly onPull: (brake: Brake) => void
  readonly onFailure: (error: unknown) => void
}

export function startAutomaticBrakes(options: AutomaticBrakesOptions): AutomaticBrakes {
  const { casework, follower, brakes, exposure, budget, onPull, onFailure } = options
  const restingUntil = new Map<Surface, number>()
  let looking: Promise<void> | null = null

  async function look(): Promise<void> {
    for (const surface of SURFACES) {
      const nowMillis = performance.now()
      if (nowMillis < (restingUntil.get(surface) ?? 0)) continue
      if (brakes.holding({ surface, region: '', tag: '' }, casework.now())) continue
      // last, since it takes milliseconds
      const estimate = exposure.estimate(surface, nowMillis)
      if (!isOver(estimate, budget)) continue
      restingUntil.set(surface, nowMillis + REST_MILLIS)
      const brake = await pullItself(casework, surface, reasonFor(estimate, budget))
      if (!brake) continue
      restingUntil.delete(surface)
      await follower.catchUp()
      onPull(brake)
    }
  }

  const timer = setInterval(() => {
    looking ??= look()
      .catch(onFailure)
      .finally(() => (looking = null))
  }, LOOK_MILLIS)
  return {
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}

/** The lower bound of the share, by Clopper and Pearson, is above the budget. */
export function isOver({ viewers, exposed }: ExposureEstimate, budget: number): boolean {
  if (viewers < LEAST_VIEWERS || exposed <= budget * viewers) return false
  return exactShareInterval(exposed, viewers, RISK).low > budget
}

function reasonFor({ viewers, exposed }: ExposureEstimate, budget: number): string {
  return `Of ${viewers} viewers in five minutes ${exposed} would have been led to withheld accounts; the budget is a share of ${budget}.`
}

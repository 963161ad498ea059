/**
 * The closed loop: the same test accounts against the same recommender, guard off and on.
 *
 * @module
 */
import { networkRows } from '../audit/network-rows.ts'
import { type ArmResult, runAudit } from '../audit/run-audit.ts'
import { type Scenario } from '../audit/scenario.ts'
import { type NetworkMap } from '../detect/map.ts'
import { standingsOf } from '../detect/standings.ts'
import { createGuard, type Guard } from '../guard/index.ts'
import { type Platform } from '../platform/platform.ts'
import { type Recommender } from '../recommend/recommender.ts'
import { type Progress } from '../util/progress.ts'
import { type Arms } from './arms-table.ts'

export interface ArmsToRun {
  readonly platform: Platform
  readonly recommender: Recommender
  readonly scenario: Scenario
  readonly testAccounts: number
  readonly seed: number
  /** Its members count as the network in every arm; null when there is none. */
  readonly map: NetworkMap | null
  /** Whether the unguarded arm is run. */
  readonly unguarded: boolean
  /** Whether the guarded arm is run; whenever there is a map unless said. It needs a map. */
  readonly guarded?: boolean
  readonly progress: Progress
}

export function runArms(asked: ArmsToRun): Arms {
  const { platform, recommender, scenario, testAccounts, seed, map, progress } = asked
  const { unguarded, guarded = true } = asked
  const fitted = recommender.fit(platform)
  // the same network for both arms, whichever of them are run: else they could not be compared
  const harmful = networkRows(platform, map?.members)
  const arm = (guard: Guard | null): ArmResult =>
    runAudit({
      platform,
      fitted,
      guard,
      harmful,
      scenario,
      testAccounts,
      seed,
      progress: (done, total) =>
        progress(done, total, `audit, guard ${guard ? 'on' : 'off'}, ${total} test accounts`),
    })
  return {
    ...(unguarded ? { unguarded: arm(null) } : {}),
    ...(map && guarded ? { guarded: arm(guardFrom(platform, map)) } : {}),
  }
}

function guardFrom(platform: Platform, map: NetworkMap): Guard {
  return createGuard({ standings: standingsOf(platform, map) })
}

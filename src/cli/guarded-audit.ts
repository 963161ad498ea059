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
  /** Null runs the unguarded arm only. */
  readonly map: NetworkMap | null
  /** Whether the unguarded arm is run too. */
  readonly unguarded: boolean
  readonly progress: Progress
}

export function runArms(asked: ArmsToRun): Arms {
  const { platform, recommender, scenario, testAccounts, seed, map, unguarded, progress } = asked
  const fitted = recommender.fit(platform)
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
    ...(map ? { guarded: arm(guardFrom(platform, map)) } : {}),
  }
}

function guardFrom(platform: Platform, map: NetworkMap): Guard {
  return createGuard({ standings: standingsOf(platform, map) })
}

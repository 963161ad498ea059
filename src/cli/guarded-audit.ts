/**
 * The closed loop: the same test accounts against the same recommender, guard off and on.
 *
 * @module
 */
import { networkRows } from '../audit/network-rows.ts'
import { type ArmResult, type GuardEnd, runAudit } from '../audit/run-audit.ts'
import { type Scenario } from '../audit/scenario.ts'
import { type SurfaceRecommender } from '../audit/surface-recommender.ts'
import { placeIn } from '../detect/every-row.ts'
import { type NetworkMap } from '../detect/map.ts'
import { standingsOf } from '../detect/standings.ts'
import { createGuard, DEFAULT_POLICY, type Guard } from '../guard/index.ts'
import { type Platform } from '../platform/platform.ts'
import { type Progress } from '../util/progress.ts'
import { type Arms } from './arms-table.ts'

export interface ArmsToRun {
  readonly platform: Platform
  readonly recommender: SurfaceRecommender
  readonly scenario: Scenario
  readonly testAccounts: number
  readonly seed: number
  /** Its members count as the network in every arm; null when there is none. */
  readonly map: NetworkMap | null
  /** Which arms are run; those with a guard need a map. */
  readonly arms: readonly GuardArm[]
  readonly progress: Progress
}

/** What each arm does with the guard. */
const GUARDS = {
  unguarded: null,
  guarded: { end: 'both', isShadow: false },
  shadow: { end: 'both', isShadow: true },
  candidatesOnly: { end: 'candidates', isShadow: false },
  learningOnly: { end: 'learning', isShadow: false },
} as const satisfies Record<string, { readonly end: GuardEnd; readonly isShadow: boolean } | null>
export type GuardArm = keyof typeof GUARDS

const TITLES: Readonly<Record<GuardArm, string>> = {
  unguarded: 'guard off',
  guarded: 'guard on',
  shadow: 'guard in shadow',
  candidatesOnly: 'guard on candidates only',
  learningOnly: 'guard on learning only',
}

export async function runArms(asked: ArmsToRun): Promise<Arms> {
  const { platform, recommender, scenario, testAccounts, seed, map, progress } = asked
  // the same network for all arms, whichever of them are run: else they could not be compared
  const harmful = networkRows(platform, map?.members)
  const grades = map ? gradesOf(platform, map) : null
  const results: Partial<Record<GuardArm, ArmResult>> = {}
  for (const arm of asked.arms) {
    const how = GUARDS[arm]
    if (how && !map) continue
    const guard = how && map ? guardFrom(asked, map, how.isShadow) : null
    results[arm] = await runAudit({
      platform,
      recommender,
      guard,
      end: how?.end ?? 'both',
      arm,
      grades,
      harmful,
      scenario,
      testAccounts,
      seed,
      progress: (done, total) =>
        progress(done, total, `audit, ${TITLES[arm]}, ${total} test accounts`),
    })
  }
  return results
}

/** A guard that knows the map and, where the persona has a standing, the treated test accounts. */
function guardFrom(
  { platform, scenario, testAccounts }: ArmsToRun,
  map: NetworkMap,
  isShadow: boolean,
): Guard {
  const { standing } = scenario.persona
  const viewers =
    standing === 'clear'
      ? []
      : Array.from({ length: testAccounts }, (_, k) => ({
          account: `firebreak:test-account-${k}`,
          standing,
        }))
  return createGuard({
    policy: isShadow ? { ...DEFAULT_POLICY, mode: 'shadow' } : DEFAULT_POLICY,
    standings: [...standingsOf(platform, map), ...viewers],
  })
}

/** How sure the map is of each member, 0..1; nobody else has a grade. */
function gradesOf(
  { accounts }: Platform,
  { rows, members, logOdds, seeds }: NetworkMap,
): Float64Array {
  const grades = new Float64Array(accounts.size)
  for (const row of members) {
    const place = placeIn(rows, row)
    if (place >= 0) grades[row] = 1 / (1 + Math.exp(-logOdds[place]))
  }
  for (const row of seeds.rows) grades[row] = 1
  return grades
}

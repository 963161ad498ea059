/**
 * What swaps in the lists of each reference recommender do to an audit, around a network planted in
 * a real graph.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { inProcess } from '../../src/audit/adapters/in-process.ts'
import { networkRows } from '../../src/audit/network-rows.ts'
import { type ArmResult, runAudit } from '../../src/audit/run-audit.ts'
import { glancingContact } from '../../src/audit/scenarios/glancing-contact.ts'
import { listsOfRecommender } from '../../src/mitigate/lists-of-recommender.ts'
import { planRewirings } from '../../src/mitigate/rewire.ts'
import { netSwaps } from '../../src/mitigate/swap.ts'
import { withSwaps } from '../../src/mitigate/with-swaps.ts'
import { recommenders } from '../../src/recommend/index.ts'
import { type Recommender } from '../../src/recommend/recommender.ts'
import { plantedInLastfm } from './planted-in-lastfm.ts'

export const title = 'Swaps around a network planted in a real graph'

const REWIRINGS = [100, 1_000]
const RELEVANCE = 0.95
const PLACES = 10
const OFFERS = 50
const TEST_ACCOUNTS = 100

/** Markdown, or why there is none. */
export async function run(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'lastfm')
  if (!existsSync(folder)) return 'Not measured: the data set lastfm is absent.\n'
  const platform = await plantedInLastfm(folder)
  const harmful = networkRows(platform)
  const rows = Uint32Array.from({ length: platform.accounts.size }, (_, row) => row)
  const lines: string[] = []
  for (const recommender of recommenders) {
    const fitted = recommender.fit(platform)
    const lists = listsOfRecommender(fitted, { rows, places: PLACES, offers: OFFERS })
    const audit = (made: Recommender): Promise<ArmResult> =>
      runAudit({
        platform,
        recommender: inProcess(made, platform),
        guard: null,
        harmful,
        scenario: glancingContact,
        testAccounts: TEST_ACCOUNTS,
      })
    const same = { ...recommender, fit: () => fitted }
    const before = await audit(same)
    for (const rewirings of REWIRINGS) {
      const plan = planRewirings(lists, {
        harm: Float64Array.from(harmful),
        barred: harmful,
        relevance: RELEVANCE,
        rewirings,
      })
      const swaps = netSwaps(plan.rewirings)
      const after = await audit(withSwaps(same, swaps))
      lines.push(
        `| ${[
          recommender.id,
          plan.rewirings.length,
          percent(plan.exposureAfter / plan.exposureBefore),
          plan.meanRelevance.toFixed(4),
          interval(before),
          interval(after),
          `${percent(before.shareExposed)} → ${percent(after.shareExposed)}`,
        ].join(' | ')} |`,
      )
      process.stderr.write(`  ${lines.at(-1)}\n`)
    }
  }
  return `The platform of the section on a network planted in lastfm, every member counted as harm and none given a place; the list after each account is the first ${PLACES} of ${OFFERS} offers to
somebody who followed it alone. The audit is the scenario ${glancingContact.name}, guard off, ${TEST_ACCOUNTS} test accounts and as many controls.

| recommender | rewirings | exposure of walks left, nDCG ≥ ${RELEVANCE} | mean nDCG | exposure@10 before | after | saw any |
|---|---:|---:|---:|---:|---:|---:|
${lines.join('\n')}

Walks that click on are led away from the network. The slates right after a contact stay full of it all the same: a list of which nearly every offer is of the network keeps
its nDCG only with the network in it. Rewiring is no substitute for the guard; it is what is left to do around it.
`
}

function interval({ exposureAt10: { value, low, high } }: ArmResult): string {
  return `${percent(value)} (${percent(low)} to ${percent(high)})`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

/**
 * Whether an audit's alarms and intervals keep what they promise, against planted amplification.
 *
 * @module
 */
import { createRandom, type Random } from '../../src/util/random.ts'
import { mean } from '../../src/statistics/mean.ts'
import { boundedMeanInterval } from '../../src/statistics/bounded-mean.ts'
import {
  betaDraw,
  holds,
  judgeAudits,
  plannedSize,
  type Planted,
  sessionDraw,
} from './planted-amplification.ts'

export const title = 'What an audit promises, against planted amplification'

const SEED = 1
const AUDITS = 500
const AMPLIFICATIONS = [1, 1.5, 2, 5]
const ARMS = [
  { exposure: 0.02, correlation: 0.01 },
  { exposure: 0.08, correlation: 0.05 },
]
/** Where little is seen, or much by few: intervals alone, without an audit around them. */
const LITTLE = {
  testAccounts: [20, 100, 300],
  exposures: [0, 0.001, 0.005, 0.02],
  correlations: [0.01, 0.05, 0.2, 0.5],
}
const ENTRIES = 120
const DRAWS = 2_000

export async function run(): Promise<string> {
  const rows: string[] = []
  for (const { exposure, correlation } of ARMS) {
    for (const amplification of AMPLIFICATIONS) {
      const planted: Planted = { exposure, amplification, correlation }
      // two arms that are alike cannot be planned for: as many as for the smallest difference here
      const size = plannedSize(amplification === 1 ? { ...planted, amplification: 1.5 } : planted)
      const { alarms, covered } = await judgeAudits(planted, size, AUDITS, createRandom(SEED))
      rows.push(
        `| ${[
          percent(exposure),
          correlation,
          amplification,
          size,
          percent(alarms),
          percent(covered.exposure),
          percent(covered.controlExposure),
          percent(covered.floodRatio),
          percent(covered.amplification),
        ].join(' | ')} |`,
      )
      process.stderr.write(`  ${rows.at(-1)}\n`)
    }
  }
  return `A made-up recommender that shows the network to controls with a planted exposure and to treated test accounts with a multiple of it; ${AUDITS} audits a row
through \`runAudit\`, as many test accounts in each arm as \`audit plan\` says (power 80 %, two-sided 5 %; at amplification 1, as many as for 1.5), seed ${SEED}.
An alarm is any measure that differs after Holm, at 5 %. The last four columns say how often the 95 % interval holds the planted value; ${AUDITS} audits
tell a share of 95 % to about ±1.9 points.

| exposure of controls | correlation | amplification | test accounts in each arm | alarms | exposure@10 | of controls | flood ratio | amplification |
|---:|---:|---:|---:|---:|---:|---:|---:|---:|
${rows.join('\n')}

Where little of the network is seen, or much of it by few: ${DRAWS} draws a row of so many test accounts with ${ENTRIES} entries each, and how often the interval of their exposure holds
the planted one; a dash where nothing can be seen. At 0 the upper end is the zero-event rule's.

| exposure | correlation | ${LITTLE.testAccounts.map((count) => `${count} test accounts | mean upper end`).join(' | ')} |
|---:|---:|${'---:|'.repeat(2 * LITTLE.testAccounts.length)}
${littleRows(createRandom(SEED)).join('\n')}
`
}

function littleRows(random: Random): string[] {
  return LITTLE.exposures.flatMap((exposure) =>
    (exposure === 0 ? [0] : LITTLE.correlations).map((correlation) => {
      const cells = LITTLE.testAccounts.flatMap((size) => {
        const intervals = Array.from({ length: exposure === 0 ? 1 : DRAWS }, () =>
          boundedMeanInterval(
            Array.from({ length: size }, () =>
              sessionDraw(ENTRIES, betaDraw(exposure, correlation, random), random),
            ),
          ),
        )
        const held = mean(intervals.map((each) => (holds(each, exposure) ? 1 : 0)))
        return [
          exposure === 0 ? '–' : percent(held),
          `${(100 * mean(intervals.map(({ high }) => high))).toFixed(2)} %`,
        ]
      })
      return `| ${[percent(exposure), exposure === 0 ? '–' : correlation, ...cells].join(' | ')} |`
    }),
  )
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

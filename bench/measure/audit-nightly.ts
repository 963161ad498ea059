/**
 * Whether a nightly audit keeps its promise however often somebody looks, and how soon it finds a leak.
 *
 * @module
 */
import { betaDraw, sessionDraw } from './planted-amplification.ts'
import { logEvidence, nightGrowth } from '../../src/statistics/betting.ts'
import { mean } from '../../src/statistics/mean.ts'
import { normalQuantile } from '../../src/statistics/normal.ts'
import { createRandom, type Random } from '../../src/util/random.ts'

export const title = 'Night after night'

const SEED = 1
const SERIES = 1_000
const LEAKS = 200
const NIGHTS = 30
const ACCOUNTS = 300
const ENTRIES = 120
const ALARM = Math.log(20)
const BUDGETS = [0.01, 0.05]
/** Of two entries of the same account: a little of the network for many, or much of it for few. */
const CORRELATIONS = [0.01, 0.05, 0.5]

interface Watched {
  /** Night of the alarm, counted from 1; null when there was none. */
  readonly betting: number | null
  /** The same of a test at 5 % of each night alone. */
  readonly nightly: number | null
}

export async function run(): Promise<string> {
  const random = createRandom(SEED)
  const rows: string[] = []
  const leaks: string[] = []
  for (const budget of BUDGETS) {
    for (const correlation of CORRELATIONS) {
      const series = (of: (night: number) => number, count: number) =>
        Array.from({ length: count }, () => watch(of, correlation, budget, random))
      const within = series(() => budget, SERIES)
      rows.push(
        row([
          percent(budget),
          correlation,
          percent(share(within, ({ betting }) => betting !== null)),
          percent(share(within, ({ nightly }) => nightly !== null)),
        ]),
      )
      for (const [times, from] of [
        [1.5, 1],
        [2, 1],
        [3, 1],
        [3, 16],
      ]) {
        const found = series((night) => (night < from ? budget / 2 : times * budget), LEAKS)
        const by = (nights: number) =>
          percent(
            share(
              found,
              ({ betting }) => betting !== null && betting >= from && betting < from + nights,
            ),
          )
        leaks.push(
          row([percent(budget), correlation, `${times} ×`, from, by(1), by(3), by(7), by(15)]),
        )
      }
      process.stderr.write(`  ${rows.at(-1)}\n`)
    }
  }
  return `\`audit nightly\` over ${NIGHTS} nights of ${ACCOUNTS} test accounts, each with ${ENTRIES} entries and a chance of its own (beta, with the correlation of two entries of one
account); seed ${SEED}. An alarm at e = 20 (alpha 5 %), looked for every night, and the watch stops at the first. Beside it what a team would
do without: Student's test of each night alone, one-sided at 5 %.

Exposure at the budget on every night, ${SERIES} series a row: false alarms within ${NIGHTS} nights.

| budget | correlation | betting | each night alone |
|---:|---:|---:|---:|
${rows.join('\n')}

Exposure over the budget from some night on, half of it before, ${LEAKS} series a row: found within so many nights of it.

| budget | correlation | exposure | from night | 1 night | 3 | 7 | 15 |
|---:|---:|---:|---:|---:|---:|---:|---:|
${leaks.join('\n')}
`
}

function watch(
  exposureOn: (night: number) => number,
  correlation: number,
  budget: number,
  random: Random,
): Watched {
  const growth: number[][] = []
  let nightly: number | null = null
  for (let night = 1; night <= NIGHTS; night++) {
    const exposure = exposureOn(night)
    const values = Array.from({ length: ACCOUNTS }, () =>
      sessionDraw(ENTRIES, betaDraw(exposure, correlation, random), random),
    )
    growth.push(nightGrowth(values, budget))
    if (isOverTonight(values, budget)) nightly ??= night
  }
  const betting = logEvidence(growth).findIndex((log) => log >= ALARM)
  return { betting: betting < 0 ? null : betting + 1, nightly }
}

function isOverTonight(values: readonly number[], budget: number): boolean {
  const centre = mean(values)
  const variance = values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (ACCOUNTS - 1)
  // of 300 accounts Student's quantile is the normal one to the second place
  return centre - budget > normalQuantile(0.95) * Math.sqrt(variance / ACCOUNTS)
}

function share<Each>(all: readonly Each[], isSo: (each: Each) => boolean): number {
  return all.filter(isSo).length / all.length
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`
}

/** How many accounts there are of a kind, by a sample that people review. */
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { InputError, UsageError } from '../model/errors.ts'
import { systemErrorCode } from '../platform/system-error.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { csvRecords } from '../prevalence/csv-records.ts'
import { type Estimate, estimatePrevalence } from '../prevalence/estimate-prevalence.ts'
import { planReview } from '../prevalence/plan-review.ts'
import {
  joinAnswers,
  parseKnownAnswers,
  parsePlan,
  parseSheet,
  planText,
  sheetText,
} from '../prevalence/review-sheet.ts'
import { renderPrevalence } from '../prevalence/render-prevalence.ts'
import { type Interval } from '../statistics/interval.ts'
import { type Input, oneOf, optional, type Outcome, required, type Run } from './command.ts'
import { wholeNumber } from './command.ts'
import { readMap } from './read-map.ts'
import { recordDeed } from './record-deed.ts'
import { count, percent, table } from './tty.ts'
import { writeFileParts, writeTextFile } from './write-text-file.ts'

const MOST_BYTES = 400_000_000
const NO_REGION = 'unknown'

export const run: Run = async (input) => {
  const [deed, ...more] = input.positionals
  if (more.length === 0 && deed === 'plan') return plan(input)
  if (more.length === 0 && deed === 'estimate') return estimate(input)
  throw new UsageError(
    'prevalence expects "plan" or "estimate", as in "firebreak prevalence plan --workspace W --sample 1000 --out sheet.csv --plan plan.csv --reason TEXT".',
  )
}

async function plan(input: Input): Promise<Outcome> {
  const workspace = required(input, 'workspace')
  const out = required(input, 'out')
  const keep = required(input, 'plan')
  if (resolve(out) === resolve(keep)) {
    throw new UsageError(
      `--out and --plan are both ${out}; reviewers get the first, not the second.`,
    )
  }
  const reason = required(input, 'reason')
  const sample = wholeNumber(input, 'sample', { fallback: 1000, least: 10, most: 1_000_000 })
  const seed = wholeNumber(input, 'seed', { fallback: 1, least: 0, most: 0xffffffff })
  const strata = optional(input, 'strata') === null ? null : oneOf(input, 'strata', ['region'])
  const regionOf = strata === null ? null : readRegions(required(input, 'regions'))
  const platform = openWorkspace(workspace)
  const map = readMap(workspace)
  const { accounts } = platform
  const planned = planReview(
    platform,
    map,
    sample,
    seed,
    regionOf ? (row) => regionOf.get(accounts.idOf(row)) ?? NO_REGION : undefined,
  )
  const toReview = planned.accounts.length
  const about = { sample, seed, strata, toReview }
  await recordDeed(workspace, 'prevalence.planned', reason, about)
  writeFileParts(keep, planText(planned.rows), { isPrivate: true })
  writeFileParts(out, sheetText(planned.accounts), { isPrivate: true })
  const widths = planned.expected.map(({ share, scoresRight, fifthUnseen, plain }) => [
    percent(share, 2),
    ...[scoresRight, fifthUnseen, plain].map((width) => `± ${percent(width, 0)}`),
  ])
  return {
    json: {
      accounts: accounts.size,
      ...about,
      out,
      plan: keep,
      strata: planned.strata,
      expected: planned.expected,
    },
    text: `${count(toReview)} accounts to review are in ${out}, drawn ${count(sample)} times from ${count(accounts.size)}.
Reviewers write yes or no into each answer. What tells how close an account is stands in ${keep}: keep it from them.

What to expect of the 95 % interval, over the number itself:
${table([['if so many are', 'the map is right', 'it misses a fifth', 'drawn plainly'], ...widths])}

Then: firebreak prevalence estimate --workspace ${workspace} --reviewed ${out} --plan ${keep}
`,
  }
}

async function estimate(input: Input): Promise<Outcome> {
  const workspace = required(input, 'workspace')
  const reviewed = required(input, 'reviewed')
  const plan = required(input, 'plan')
  const gold = optional(input, 'gold')
  const report = optional(input, 'report')
  const rows = joinAnswers(
    parsePlan(readText(plan), plan),
    plan,
    parseSheet(readText(reviewed), reviewed),
    reviewed,
  )
  const known = gold === null ? null : parseKnownAnswers(readText(gold), gold)
  const found = estimatePrevalence(rows, known)
  const { blindness } = found
  const best = found.corrected ?? found.share
  const number = numberOf(best, found.accounts)
  const answer = { number, ...found }
  await recordDeed(workspace, 'prevalence.estimated', optional(input, 'reason'), {
    reviewed: found.reviewed,
    value: best.value,
    low: best.low,
    high: best.high,
    alarm: blindness.alarm,
  })
  if (report !== null) writeTextFile(report, renderPrevalence(found))
  const line = (name: string, each: Estimate) => [
    name,
    count(each.accounts),
    count(each.reviewed),
    count(each.positives),
    inWords(each.share),
    ...(known ? [inWords(each.corrected!)] : []),
  ]
  const head = ['', 'accounts', 'reviewed', 'yes', 'as answered', ...(known ? ['corrected'] : [])]
  const strata = found.strata.length > 1 ? found.strata.map((each) => line(each.name, each)) : []
  return {
    json: answer,
    text: `About ${count(number.value)} of ${count(found.accounts)} accounts, and with 95 % confidence from ${count(number.low)} to ${count(number.high)}.

${table([head, line('all', found), ...strata])}

${known ? `Reviewers say yes to ${inWords(found.sensitivity!)} of what is, and no to ${inWords(found.specificity!)} of what is not.` : 'Reviewers are taken to make no mistakes; --gold FILE says how many they make.'}
The sample tells as much as ${count(Math.round(found.effectiveDraws))} accounts drawn plainly.
${
  blindness.alarm
    ? `ALARM: ${blindness.unseenPositives} of the ${blindness.floorPositives} that the floor found lie where the map sees no reason to look (p = ${blindness.pValue.toPrecision(2)}): it misses more than a fifth.`
    : `Of the ${blindness.floorPositives} that the floor found, ${blindness.unseenPositives} lie where the map sees no reason to look: no alarm.`
}${report === null ? '' : `\nThe page is in ${report}.`}
`,
  }
}

function numberOf({ value, low, high }: Interval, accounts: number): Interval {
  return {
    value: Math.round(value * accounts),
    low: Math.floor(low * accounts),
    high: Math.ceil(high * accounts),
  }
}

function inWords({ value, low, high }: Interval): string {
  return `${percent(value, 3)} (${percent(low, 3)} to ${percent(high, 3)})`
}

function readRegions(path: string): ReadonlyMap<string, string> {
  return new Map(
    csvRecords(readText(path), path, ['account', 'region']).map(({ fields }) => [
      fields.get('account')!,
      fields.get('region')! || NO_REGION,
    ]),
  )
}

function readText(path: string): string {
  try {
    const { size } = statSync(path)
    if (size <= MOST_BYTES) return readFileSync(path, 'utf8')
    throw new InputError(
      `${path} is ${size} bytes, more than the ${MOST_BYTES} that are read; leave columns out.`,
    )
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === null) throw error
    throw new UsageError(`${path} cannot be read (${code}); name a file that is there.`, {
      cause: error,
    })
  }
}

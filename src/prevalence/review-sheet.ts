/**
 * The sheet that reviewers fill in, the plan that whoever leads them keeps, and what is known of their
 * mistakes.
 *
 * The sheet holds the accounts and nothing else: how near the seeds an account lies, its stratum and
 * how it was drawn stand in the plan, so that no answer can lean on them.
 *
 * @module
 */
import { InputError } from '../model/errors.ts'
import { type KnownAnswers } from '../statistics/rogan-gladen.ts'
import { csvField } from '../util/csv-field.ts'
import { type CsvRecord, csvRecords } from './csv-records.ts'

/** One draw; an account has two where it was drawn twice. */
export interface PlanRow {
  readonly account: string
  readonly stratum: string
  readonly stratumAccounts: number
  /** Place in the order of the draws of the stratum; null if it was drawn for certain. */
  readonly zone: number | null
  readonly isFloor: boolean
  /** How many times more seldom it is drawn than if all of its stratum were alike. */
  readonly weight: number
}

export interface ReviewedRow extends PlanRow {
  readonly answer: boolean
}

const SHEET_COLUMNS = ['account', 'answer']
const PLAN_COLUMNS = ['account', 'stratum', 'stratum_accounts', 'zone', 'floor', 'weight']
const CERTAIN = 'certain'

/** Each account once, in the order given. Answers are empty: `yes` or `no` goes there. */
export function* sheetText(accounts: readonly string[]): Generator<string> {
  yield `${SHEET_COLUMNS.join(',')}\n`
  for (const account of accounts) yield `${csvField(account)},\n`
}

export function* planText(rows: readonly PlanRow[]): Generator<string> {
  yield `${PLAN_COLUMNS.join(',')}\n`
  for (const { account, stratum, stratumAccounts, zone, isFloor, weight } of rows) {
    yield `${csvField(account)},${csvField(stratum)},${stratumAccounts},${zone ?? CERTAIN},${isFloor ? 'yes' : 'no'},${weight}\n`
  }
}

/** @throws {InputError} naming file, line and field, if anything is missing or out of its range. */
export function parseSheet(text: string, file: string): ReadonlyMap<string, boolean> {
  const records = csvRecords(text, file, SHEET_COLUMNS)
  if (records.length === 0) throw new InputError(`${file} holds no rows; write the answers there.`)
  const open = records.filter(({ fields }) => fields.get('answer')!.trim() === '')
  if (open.length > 0) {
    throw new InputError(
      `${file}, line ${open[0].line}, answer: nothing is there, nor in ${open.length - 1} other rows; an estimate needs yes or no in all ${records.length}.`,
    )
  }
  const seen = new Map<string, number>()
  return new Map(
    records.map((record) => {
      const account = record.fields.get('account')!
      const before = seen.get(account)
      if (before !== undefined) {
        throw new InputError(
          `${file}, line ${record.line}, account: the same as in line ${before}; keep the row that counts.`,
        )
      }
      seen.set(account, record.line)
      return [account, yesOrNo(record, file, 'answer')]
    }),
  )
}

/** @throws {InputError} naming file, line and field, if anything is missing or out of its range. */
export function parsePlan(text: string, file: string): PlanRow[] {
  const records = csvRecords(text, file, PLAN_COLUMNS)
  if (records.length === 0) throw new InputError(`${file} holds no rows; name what the plan wrote.`)
  const sizes = new Map<string, number>()
  const zones = new Map<string, number>()
  return records.map((record) => {
    const { line, fields } = record
    const stratum = fields.get('stratum')!
    const stratumAccounts = numberIn(record, file, 'stratum_accounts', 1, 2 ** 32)
    const known = sizes.get(stratum) ?? stratumAccounts
    sizes.set(stratum, known)
    if (known !== stratumAccounts) {
      throw new InputError(
        `${file}, line ${line}, stratum_accounts: ${stratumAccounts} where "${stratum}" had ${known} before; write what the plan wrote.`,
      )
    }
    const zone =
      fields.get('zone') === CERTAIN ? null : numberIn(record, file, 'zone', 0, records.length - 1)
    if (zone !== null) {
      const key = `${zone} ${stratum}`
      const before = zones.get(key)
      if (before !== undefined) {
        throw new InputError(
          `${file}, line ${line}, zone: "${stratum}" had ${zone} in line ${before}; write what the plan wrote.`,
        )
      }
      zones.set(key, line)
    }
    return {
      account: fields.get('account')!,
      stratum,
      stratumAccounts,
      zone,
      isFloor: yesOrNo(record, file, 'floor'),
      weight: numberIn(record, file, 'weight', 0, 5),
    }
  })
}

/**
 * Each draw with the answer on its account.
 *
 * @throws {InputError} naming both files, if one has an account that the other has not.
 */
export function joinAnswers(
  plan: readonly PlanRow[],
  planFile: string,
  answers: ReadonlyMap<string, boolean>,
  sheetFile: string,
): ReviewedRow[] {
  const planned = new Set(plan.map(({ account }) => account))
  const missing = [...planned].filter((account) => !answers.has(account)).length
  const added = [...answers.keys()].filter((account) => !planned.has(account)).length
  if (missing + added > 0) {
    throw new InputError(
      `${sheetFile} lacks ${missing} of the accounts of ${planFile} and has ${added} others; name the sheet of this plan, with all its rows.`,
    )
  }
  return plan.map((row) => ({ ...row, answer: answers.get(row.account)! }))
}

/**
 * Accounts whose answer was known and that reviewers answered without knowing it.
 *
 * @throws {InputError} naming file, line and field, or if there are not both kinds.
 */
export function parseKnownAnswers(text: string, file: string): KnownAnswers {
  let [positives, truePositives, negatives, trueNegatives] = [0, 0, 0, 0]
  for (const record of csvRecords(text, file, ['account', 'truth', 'answer'])) {
    const answer = yesOrNo(record, file, 'answer')
    if (yesOrNo(record, file, 'truth')) {
      positives++
      if (answer) truePositives++
    } else {
      negatives++
      if (!answer) trueNegatives++
    }
  }
  if (positives === 0 || negatives === 0) {
    throw new InputError(
      `${file} holds ${positives} rows whose truth is yes and ${negatives} whose truth is no; some of each are needed.`,
    )
  }
  return { positives, truePositives, negatives, trueNegatives }
}

function yesOrNo({ line, fields }: CsvRecord, file: string, name: string): boolean {
  const text = fields.get(name)!.trim().toLowerCase()
  if (text === 'yes' || text === 'no') return text === 'yes'
  throw new InputError(
    `${file}, line ${line}, ${name}: "${text}" is neither yes nor no; write one.`,
  )
}

function numberIn(
  { line, fields }: CsvRecord,
  file: string,
  name: string,
  least: number,
  most: number,
): number {
  const text = fields.get(name)!
  const value = text.trim() === '' ? NaN : Number(text)
  if (
    value >= least &&
    value <= most &&
    (name === 'weight' ? value > 0 : Number.isInteger(value))
  ) {
    return value
  }
  throw new InputError(
    `${file}, line ${line}, ${name}: "${text}" is no number from ${least} to ${most}; write what the plan wrote.`,
  )
}

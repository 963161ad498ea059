/**
 * The sheet that reviewers fill in, and what is known of their mistakes.
 *
 * @module
 */
import { InputError } from '../model/errors.ts'
import { type KnownAnswers } from '../statistics/rogan-gladen.ts'
import { csvField, type CsvRecord, csvRecords } from './csv-records.ts'

export interface SheetRow {
  readonly account: string
  readonly stratum: string
  readonly stratumAccounts: number
  /** How many times it was drawn, and how many of them by the floor. */
  readonly draws: number
  readonly floorDraws: number
  /** How many times more seldom it is drawn than if all of its stratum were alike. */
  readonly weight: number
}

export interface ReviewedRow extends SheetRow {
  readonly answer: boolean
}

const COLUMNS = [
  'account',
  'stratum',
  'stratum_accounts',
  'draws',
  'floor_draws',
  'weight',
  'answer',
]

/** Answers are empty: `yes` or `no` goes there. */
export function* sheetText(rows: readonly SheetRow[]): Generator<string> {
  yield `${COLUMNS.join(',')}\n`
  for (const row of rows) {
    const { account, stratum, stratumAccounts, draws, floorDraws, weight } = row
    yield `${csvField(account)},${csvField(stratum)},${stratumAccounts},${draws},${floorDraws},${weight},\n`
  }
}

/** @throws {InputError} naming file, line and field, if anything is missing or out of its range. */
export function parseSheet(text: string, file: string): ReviewedRow[] {
  const records = csvRecords(text, file, COLUMNS)
  if (records.length === 0) throw new InputError(`${file} holds no rows; write the answers there.`)
  const open = records.filter(({ fields }) => fields.get('answer')!.trim() === '')
  if (open.length > 0) {
    throw new InputError(
      `${file}, line ${open[0].line}, answer: nothing is there, nor in ${open.length - 1} other rows; an estimate needs yes or no in all ${records.length}.`,
    )
  }
  const seen = new Map<string, number>()
  const sizes = new Map<string, number>()
  return records.map((record) => {
    const { line, fields } = record
    const account = fields.get('account')!
    const before = seen.get(account)
    if (before !== undefined) {
      throw new InputError(
        `${file}, line ${line}, account: the same as in line ${before}; keep the row that counts.`,
      )
    }
    seen.set(account, line)
    const stratum = fields.get('stratum')!
    const stratumAccounts = numberIn(record, file, 'stratum_accounts', 1, 2 ** 32)
    const known = sizes.get(stratum) ?? stratumAccounts
    sizes.set(stratum, known)
    if (known !== stratumAccounts) {
      throw new InputError(
        `${file}, line ${line}, stratum_accounts: ${stratumAccounts} where "${stratum}" had ${known} before; write what the plan wrote.`,
      )
    }
    const draws = numberIn(record, file, 'draws', 1, 1e6)
    const floorDraws = numberIn(record, file, 'floor_draws', 0, draws)
    const weight = numberIn(record, file, 'weight', 0, 5)
    return {
      account,
      stratum,
      stratumAccounts,
      draws,
      floorDraws,
      weight,
      answer: yesOrNo(record, file, 'answer'),
    }
  })
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

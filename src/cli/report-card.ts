/** `report-card`: the signed JSON of several audits beside each other, surface by surface. */
import { leaksMost } from '../audit/report-card/leaks-most.ts'
import {
  CARD_ARMS,
  type CardArm,
  type CardColumn,
  readCardColumn,
} from '../audit/report-card/read-card.ts'
import { leakSentence, nameOf, renderCard } from '../audit/report-card/render-card.ts'
import { isReportOf } from '../casework/signed-report.ts'
import { InputError, UsageError } from '../model/errors.ts'
import { optional, type Run } from './command.ts'
import { verifierFor } from './public-key.ts'
import { readSignedReport } from './read-signed-report.ts'
import { percent, table } from './tty.ts'
import { writeTextFile } from './write-text-file.ts'

const MOST_COLUMNS = 20
const ARM_TITLES: Readonly<Record<CardArm, string>> = {
  unguarded: 'guard off',
  guarded: 'guard on',
}

export const run: Run = async (input) => {
  const files = input.positionals
  if (files.length === 0 || files.length > MOST_COLUMNS) {
    throw new UsageError(
      `report-card takes 1 to ${MOST_COLUMNS} files, got ${files.length}; name the JSON beside each report.`,
    )
  }
  const verifier = verifierFor(input)
  const columns = files.map((file) => {
    const signed = readSignedReport(file)
    if (!isReportOf(signed, verifier)) {
      throw new InputError(
        `${file} is not what was signed with this key: it was edited, or another workspace signed it.`,
      )
    }
    return readCardColumn(signed.report, file)
  })
  const arms = CARD_ARMS.filter((arm) => columns.some((column) => column.arms[arm]))
  const out = optional(input, 'out')
  if (out !== null) writeTextFile(out, renderCard(columns))
  const most = arms.map((arm) => [arm, leaksMost(columns, arm)] as const)
  return {
    json: { columns, leaksMost: Object.fromEntries(most) },
    text: `${arms.map((arm) => armText(columns, arm)).join('\n')}${out === null ? '' : `\nThe card is in ${out}.\n`}`,
  }
}

function armText(columns: readonly CardColumn[], arm: CardArm): string {
  const surfaces = new Set(
    columns.flatMap(({ arms }) => (arms[arm] ?? []).map(({ surface }) => surface)),
  )
  const rows = [...surfaces].map((surface) => [
    surface,
    ...columns.map(({ arms }) => {
      const exposure = arms[arm]?.find((each) => each.surface === surface)?.exposureAt10
      if (!exposure) return '–'
      return `${percent(exposure.value)} (${percent(exposure.low)} to ${percent(exposure.high)})`
    }),
  ])
  const head = [`exposure@10, ${ARM_TITLES[arm]}`, ...columns.map(nameOf)]
  return `${table([head, ...rows])}\n${leakSentence(columns, arm)}\n`
}

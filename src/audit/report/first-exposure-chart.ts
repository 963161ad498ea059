/** Share of test accounts that have not seen the network yet, slate by slate (Kaplan–Meier). */
import { type AnyLook, type NamedArm } from './arms.ts'
import { dataTable } from './data-table.ts'
import { formatCount, formatRange, formatShare, isMeasured } from './format.ts'
import { type Line, lineChart, looksOf, type SlatePoint } from './line-chart.ts'
import { type Markup } from './markup.ts'
import { picture } from './picture.ts'
import { type ReportSurvivalStep } from './report-data.ts'
import { thin } from './thin.ts'

const MOST_STEPS = 200

/** Null when no arm was watched slate by slate. */
export function firstExposureChart(arms: readonly NamedArm<AnyLook>[]): Markup | null {
  const lines = arms.flatMap(linesOf)
  if (lines.length === 0) return null
  return picture({
    id: 'first-exposure',
    title: 'Until the first account of the network',
    description: `A falling line for each group of test accounts: the share that has not been shown any network account yet. After the last slate: ${lines
      .map((line) => `${line.name}, ${line.group}, ${formatShare(line.endShare)}`)
      .join('; ')}.`,
    draw: (width) => lineChart(lines, 'have seen none yet', width),
    note: 'Test accounts that saw none until the end count as watched until then, and not as never exposed.',
    table: dataTable({
      caption: 'Steps of the product-limit estimate, with intervals of 95 % at each',
      head: ['Group', 'Slate', 'Have seen none yet', 'Interval', 'Watched', 'First saw one here'],
      rows: arms.flatMap(tableRows),
    }),
  })
}

function linesOf(named: NamedArm<AnyLook>): Line[] {
  const { unexposedBySlate: curves, slates } = named.arm
  if (!curves || !isMeasured(slates)) return []
  const looks = looksOf(named)
  return kindsOf(named).map((kind) => {
    const steps = stepsOf(curves[kind])
    return {
      ...looks[kind],
      points: staircase(steps, slates),
      endShare: steps.at(-1)?.surviving ?? 1,
    }
  })
}

/** Controls of one end alone would tell nothing new, and crowd the picture. */
function kindsOf({ look }: NamedArm<AnyLook>): readonly ('treated' | 'control')[] {
  return look === 'off' || look === 'on' ? ['treated', 'control'] : ['treated']
}

function stepsOf(steps: readonly ReportSurvivalStep[]): ReportSurvivalStep[] {
  return thin(steps, MOST_STEPS).filter(
    ({ time, surviving }) => isMeasured(time) && isMeasured(surviving),
  )
}

/** Level until a step, and straight down at it; all begin with everybody at the first slate. */
function staircase(steps: readonly ReportSurvivalStep[], slates: number): SlatePoint[] {
  const points: SlatePoint[] = [{ slate: 1, share: 1 }]
  let share = 1
  for (const { time, surviving } of steps) {
    points.push({ slate: time, share }, { slate: time, share: surviving })
    share = surviving
  }
  points.push({ slate: Math.max(1, slates, points.at(-1)!.slate), share })
  return points
}

function tableRows(named: NamedArm<AnyLook>): string[][] {
  const { name, arm } = named
  const { unexposedBySlate: curves } = arm
  if (!curves) return []
  return kindsOf(named).flatMap((kind) =>
    stepsOf(curves[kind]).map((step) => [
      `${name}, ${kind}`,
      formatCount(step.time),
      formatShare(step.surviving),
      formatRange(step),
      formatCount(step.atRisk),
      formatCount(step.events),
    ]),
  )
}

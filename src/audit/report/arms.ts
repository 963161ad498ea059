/** The arms that were run, with the words and looks that each has in every picture. */
import { type ReportArm, type ReportArms } from './report-data.ts'

export interface NamedArm {
  /** Class of its line, its mark and its text. */
  readonly look: 'off' | 'on'
  /** `Guard off` */
  readonly name: string
  readonly arm: ReportArm
}

export function namedArms({ unguarded, guarded }: ReportArms): NamedArm[] {
  const arms: NamedArm[] = []
  if (unguarded) arms.push({ look: 'off', name: 'Guard off', arm: unguarded })
  if (guarded) arms.push({ look: 'on', name: 'Guard on', arm: guarded })
  return arms
}

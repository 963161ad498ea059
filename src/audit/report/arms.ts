/** The arms that were run, with the words and looks that each has in every picture. */
import { type ReportArm, type ReportArms } from './report-data.ts'

export interface NamedArm<Look extends string = 'off' | 'on'> {
  /** Class of its line, its mark and its text. */
  readonly look: Look
  /** `Guard off` */
  readonly name: string
  readonly arm: ReportArm
}

export type AnyLook = 'off' | 'learning' | 'candidates' | 'on'

/** The two that the headline and the table compare. */
export function namedArms({ unguarded, guarded }: ReportArms): NamedArm[] {
  const arms: NamedArm[] = []
  if (unguarded) arms.push({ look: 'off', name: 'Guard off', arm: unguarded })
  if (guarded) arms.push({ look: 'on', name: 'Guard on', arm: guarded })
  return arms
}

/** Each end of the guard alone, for those pictures that show whether it earns its place. */
export function loneEnds({ learningOnly, candidatesOnly }: ReportArms): NamedArm<AnyLook>[] {
  const arms: NamedArm<AnyLook>[] = []
  if (learningOnly) arms.push({ look: 'learning', name: 'Learning only', arm: learningOnly })
  if (candidatesOnly) {
    arms.push({ look: 'candidates', name: 'Candidates only', arm: candidatesOnly })
  }
  return arms
}

/** All of them, from no guard to the whole of it. */
export function everyArm(arms: ReportArms): NamedArm<AnyLook>[] {
  const [off, on] = (['off', 'on'] as const).map((look) =>
    namedArms(arms).filter((arm) => arm.look === look),
  )
  return [...off, ...loneEnds(arms), ...on]
}

import { type GateCheck } from '../gate.ts'

/** What was tested, for a heading. */
export interface GateOf {
  readonly recommender: string
  readonly scenario: string
}

export function checkName({ surface }: GateCheck): string {
  return surface === 'all' ? 'exposure@10 over all surfaces' : `exposure@10 on ${surface}`
}

export function checkSentence(check: GateCheck): string {
  const { upperBound, budget, exposure, isWithin } = check
  return `The upper bound of ${checkName(check)} is ${percent(upperBound)}, ${isWithin ? 'within' : 'over'} the budget of ${percent(budget)}; measured ${percent(exposure)}.`
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

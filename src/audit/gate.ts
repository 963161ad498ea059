/**
 * The gate of a release: whether the upper bound of exposure@10 is within the budget, on the whole
 * and surface by surface.
 *
 * The upper bound and not the estimate: too few test accounts must not let a release pass.
 *
 * @module
 */
import { type Surface, SURFACES } from '../model/surface.ts'
import { type ArmResult } from './run-audit.ts'

export interface Budgets {
  readonly overall: number
  readonly surfaces: Readonly<Partial<Record<Surface, number>>>
}

/** What a gate reads of an arm. */
export interface GatedArm {
  readonly exposureAt10: ArmResult['exposureAt10']
  readonly bySurface: readonly Pick<ArmResult['bySurface'][number], 'surface' | 'exposureAt10'>[]
}

export interface GateCheck {
  /** `all` is the whole scenario. */
  readonly surface: Surface | 'all'
  readonly budget: number
  readonly exposure: number
  readonly upperBound: number
  readonly isWithin: boolean
}

/**
 * One check for the whole, and one for each surface with a budget. A surface that has a budget and was
 * not looked at fails with an upper bound of 1: nothing was shown about it.
 */
export function gateChecks(arm: GatedArm, { overall, surfaces }: Budgets): GateCheck[] {
  const check = (
    surface: GateCheck['surface'],
    budget: number,
    { value, high }: { readonly value: number; readonly high: number },
  ): GateCheck => ({
    surface,
    budget,
    exposure: value,
    upperBound: high,
    isWithin: high <= budget,
  })
  const all = check('all', overall, arm.exposureAt10)
  const unknown = { value: 0, high: 1 }
  return [
    all,
    ...SURFACES.flatMap((surface) => {
      const budget = surfaces[surface]
      if (budget === undefined) return []
      const found = arm.bySurface.find((each) => each.surface === surface)
      return [check(surface, budget, found?.exposureAt10 ?? unknown)]
    }),
  ]
}

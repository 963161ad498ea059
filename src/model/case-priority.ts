/**
 * Which case is looked at first: the one whose decision prevents the most harm.
 *
 * `priority = reach × closeness × (1 + minors)`
 *
 * - `reach`: the different accounts that follow the sources of the network, at least as many as are in
 *   the case. That is how many people what goes on there can come to.
 * - `closeness`, 0..1: how sure it is that there is anything, the mean over the accounts of the case; a
 *   large group that is hardly tied to a seed must not stand above a small one that is certain.
 * - `minors`: how many accounts around it may belong to a child or a victim. Each counts as much as all
 *   of the reach does, and one more than their number, since a network without a known child is still one.
 *
 * A product and not a sum: each of the three makes the others matter. What is weighed is what a person
 * may contest, so that the parts are answered beside the number.
 *
 * Who lacks the permission for child safety has a queue by `reach × closeness` alone: from the number, or
 * from the order only, the third part could be told.
 *
 * @module
 */
export interface PriorityParts {
  readonly reach: number
  readonly closeness: number
  readonly minors: number
}

/** @throws {RangeError} if a part is out of its range. */
export function priorityOf({ reach, closeness, minors }: PriorityParts): number {
  if (!(reach >= 0 && Number.isFinite(reach))) {
    throw new RangeError(`"reach" expected a number from 0 on, got ${reach}`)
  }
  if (!(closeness >= 0 && closeness <= 1)) {
    throw new RangeError(`"closeness" expected a number in 0..1, got ${closeness}`)
  }
  if (!(minors >= 0 && Number.isFinite(minors))) {
    throw new RangeError(`"minors" expected a number from 0 on, got ${minors}`)
  }
  return reach * closeness * (1 + minors)
}

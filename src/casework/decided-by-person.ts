import { UNKNOWN_STANDING } from '../model/standing.ts'
import { type NewStanding } from '../store/store.ts'

/** Whether software must leave it as it is: a person decided, and nobody has taken it back. */
export function isDecidedByPerson(
  standing: Pick<NewStanding, 'setBy' | 'standing'> | null,
): boolean {
  return (
    standing !== null && standing.setBy !== 'software' && standing.standing !== UNKNOWN_STANDING
  )
}

import { readId } from './account-id.ts'
import { InputError } from './errors.ts'
import { readObject, readText } from './parse.ts'
import { type Holder } from './person.ts'

export const APPEAL_STATES = ['waiting', 'upheld', 'rejected'] as const
export type AppealState = (typeof APPEAL_STATES)[number]

/** An account asks that a decision about it be looked at again. */
export interface Appeal {
  readonly id: string
  readonly account: string
  /** Where the platform keeps what the person wrote: no words of theirs come in here. */
  readonly reference: string
  readonly state: AppealState
  /** The decision about many that it is against; null for one about this account alone. */
  readonly decision: string | null
  /** Who decided, and may therefore not decide this. */
  readonly decidedBy: readonly Holder[]
  readonly childSafety: boolean
  readonly atMillis: number
  readonly answeredBy: Holder | null
  readonly answeredAtMillis: number | null
  readonly answerReason: string | null
}

/** @throws {InputError} if it is none, or its reference could be a text that somebody wrote. */
export function parseAppeal(value: unknown): Pick<Appeal, 'account' | 'reference'> {
  const spec = readObject(value, 'appeal', ['account', 'reference'])
  const reference = readText(spec.reference, 'appeal.reference', 64)
  if (!/^[\w.:/-]+$/.test(reference)) {
    throw new InputError(
      'appeal.reference is no reference; write 1 to 64 letters, digits and ._:/- of your own system.',
    )
  }
  return { account: readId(spec.account, 'appeal.account'), reference }
}

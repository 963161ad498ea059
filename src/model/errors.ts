/**
 * What can go wrong and is expected to. `code` is the contract; `message` may be reworded.
 * A message is one sentence: what, where, and what to do.
 *
 * @module
 */

export abstract class ExpectedError extends Error {
  abstract readonly code: string
  /** What the command line exits with. */
  abstract readonly exitCode: number
}

/** The command was called in a way that it cannot carry out. */
export class UsageError extends ExpectedError {
  override name = 'UsageError'
  readonly code = 'usage'
  readonly exitCode = 2
}

/** A file or a body is not what it says it is. */
export class InputError extends ExpectedError {
  override name = 'InputError'
  readonly code = 'bad_input'
  readonly exitCode = 2
}

/** What is asked for by its id is not there. */
export class NotFoundError extends ExpectedError {
  override name = 'NotFoundError'
  readonly code = 'not_found'
  readonly exitCode = 2
}

/** Whoever asks may not do this. */
export class ForbiddenError extends ExpectedError {
  override name = 'ForbiddenError'
  readonly code = 'forbidden'
  readonly exitCode = 2
}

/** What is asked rests on a state that has changed since. */
export class ConflictError extends ExpectedError {
  override name = 'ConflictError'
  readonly code = 'conflict'
  readonly exitCode = 2
}

/** Too much of it is asked for at once; later it may be done. */
export class BusyError extends ExpectedError {
  override name = 'BusyError'
  readonly code = 'too_many'
  readonly exitCode = 1
}

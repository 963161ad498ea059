import { ExpectedError } from '../model/errors.ts'

/** The store could not be read or written, and what was asked of it has not happened. */
export class StoreError extends ExpectedError {
  override name = 'StoreError'
  readonly code = 'store_unavailable'
  readonly exitCode = 2
}

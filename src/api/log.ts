/**
 * Structured logs, one JSON object a line: what happened to the service, never to whom.
 *
 * @module
 */
export interface LogStream {
  write(line: string): unknown
}

/**
 * An error without its message, which may carry anything, an account's id included. Name, code and
 * place are enough to find the fault.
 */
export const LOG_SERIALIZERS = {
  err(error: Error & { readonly code?: unknown }) {
    const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
    return { type: error.name, code: error.code, message: '', stack: frames.join('\n') }
  },
}

/**
 * A line about an error alone takes the error's message for its own; give it one of ours.
 */
export function logMethod(
  this: unknown,
  given: unknown[],
  write: (this: unknown, ...given: unknown[]) => void,
): void {
  write.apply(
    this,
    given.length === 1 && typeof given[0] === 'object' ? [given[0], 'a fault'] : given,
  )
}

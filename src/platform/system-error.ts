/** Why the operating system refused, as its short code, or null when `error` is none of its. */
export function systemErrorCode(error: unknown): string | null {
  const isSystemError = error instanceof Error && 'code' in error && 'syscall' in error
  return isSystemError && typeof error.code === 'string' ? error.code : null
}

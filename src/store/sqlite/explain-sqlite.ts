import { StoreError } from '../store-error.ts'

/** What to do about SQLite's refusals, by the start of their codes. */
const ADVICE: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'make room on its disk',
  SQLITE_BUSY: 'another process has held it for seconds; find which one does and end it',
  SQLITE_CANTOPEN: 'check that the workspace exists and that you may write in it',
  SQLITE_READONLY: 'check who may write it',
  SQLITE_NOTADB: 'it is no store of ours; move it away or choose another --workspace',
  SQLITE_CORRUPT: 'it is damaged; put back the last good copy',
  SQLITE_IOERR: 'its disk reports a fault or is full',
}

/** The error as a `StoreError` with what to do, if it is one of SQLite's; else as it was. */
export function explainSqlite(error: unknown, path: string): unknown {
  const code = codeOf(error)
  if (code === null || !(error instanceof Error)) return error
  const advice = Object.entries(ADVICE).find(([start]) => code.startsWith(start))?.[1]
  if (advice === undefined && !('syscall' in error)) return error
  return new StoreError(
    `${path} cannot be used (${code}): ${advice ?? 'check the path and who may write there'}.`,
    { cause: error },
  )
}

export function isBusy(error: unknown): boolean {
  return codeOf(error)?.startsWith('SQLITE_BUSY') ?? false
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

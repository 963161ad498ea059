import { StoreError } from '../store-error.ts'

const BUSY = 5
/** SQLite's result codes that are no fault of ours: their names, and what to do. */
const ADVICE: ReadonlyMap<number, readonly [name: string, advice: string]> = new Map([
  [
    BUSY,
    ['SQLITE_BUSY', 'another process has held it for seconds; find which one does and end it'],
  ],
  [6, ['SQLITE_LOCKED', 'another process has held it for seconds; find which one does and end it']],
  [8, ['SQLITE_READONLY', 'check who may write it']],
  [10, ['SQLITE_IOERR', 'its disk reports a fault or is full']],
  [11, ['SQLITE_CORRUPT', 'it is damaged; put back the last good copy']],
  [13, ['SQLITE_FULL', 'make room on its disk']],
  [14, ['SQLITE_CANTOPEN', 'check that the workspace exists and that you may write in it']],
  [26, ['SQLITE_NOTADB', 'it is no store of ours; move it away or choose another --workspace']],
])

/** The error as a `StoreError` with what to do, if the file or its disk is at fault; else as it was. */
export function explainSqlite(error: unknown, path: string): unknown {
  const [name, advice] = ADVICE.get(resultCode(error)) ?? systemFault(error) ?? []
  if (name === undefined) return error
  return new StoreError(`${path} cannot be used (${name}): ${advice}.`, { cause: error })
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === BUSY
}

/** SQLite's own code without its details, 0 when the error is none of SQLite's. */
function resultCode(error: unknown): number {
  if (!(error instanceof Error) || !('errcode' in error)) return 0
  return typeof error.errcode === 'number' ? error.errcode & 0xff : 0
}

function systemFault(error: unknown): readonly [string, string] | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null
  return [String(error.code), 'check the path and who may write there']
}

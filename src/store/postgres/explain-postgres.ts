import { StoreError } from '../store-error.ts'

/** Classes of SQLSTATE that are the caller's fault and not the server's: data, constraint, syntax. */
const OURS = ['22', '23', '42']

/**
 * The error as a `StoreError` if the server, its disk or the way to it is at fault; else as it was.
 * The address is not told: it has a password in it.
 */
export function explainPostgres(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const isSqlState = /^[0-9A-Z]{5}$/.test(code)
  if (isSqlState && OURS.includes(code.slice(0, 2))) return error
  const isConnection =
    'syscall' in error || /^(Connection|Client|Query|timeout)\b/i.test(error.message)
  if (!isSqlState && !isConnection) return error
  const what = code === '' ? 'the connection was lost' : code
  return new StoreError(
    `The PostgreSQL of DATABASE_URL cannot be used (${what}): see that it runs, has room, and lets you in.`,
    { cause: error },
  )
}

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Casework } from '../casework/casework.ts'
import { InputError } from '../model/errors.ts'
import { openPostgresStore } from '../store/postgres/open.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import { openAuditKey } from './audit-key.ts'

/** Left in a workspace whose state is in PostgreSQL: nothing else there would tell it from one that has none. */
const ELSEWHERE = 'state-is-in-postgresql'

/**
 * The store of a workspace, in PostgreSQL where `DATABASE_URL` says so, and what signs for it. Several
 * machines on one PostgreSQL need one `audit-key.pem`: copy it before their first start.
 *
 * @param mustExist whether a workspace without one is a mistake and not a beginning.
 * @throws {StoreError | InputError} if either cannot be used.
 */
export async function openCasework(
  workspace: string,
  { mustExist = false } = {},
): Promise<Casework> {
  const url = process.env['DATABASE_URL']
  const store = url ? await openPostgresStore(url) : await openSqliteStore(workspace, { mustExist })
  try {
    // a log that was begun needs the key that it was begun with
    const isBegun = (await store.lastAuditEntry()) !== null
    const signer = openAuditKey(workspace, { mustExist: isBegun })
    if (url) {
      mkdirSync(workspace, { recursive: true })
      writeFileSync(join(workspace, ELSEWHERE), '')
    }
    return { store, signer, now: Date.now }
  } catch (error) {
    await store.close()
    throw error
  }
}

/**
 * Whether a workspace has a store: one in PostgreSQL is taken to be there.
 *
 * @throws {InputError} if its state is in PostgreSQL and nothing says where.
 */
export function hasStore(workspace: string): boolean {
  if (process.env['DATABASE_URL']) return true
  if (existsSync(join(workspace, 'firebreak.sqlite'))) return true
  if (!existsSync(join(workspace, ELSEWHERE))) return false
  throw new InputError(
    `The state of ${workspace} is in PostgreSQL; set DATABASE_URL to where, as for "firebreak serve".`,
  )
}

import { record } from '../casework/record.ts'
import { type AuditAction } from '../model/audit-entry.ts'
import { type Json } from '../util/canonical-json.ts'
import { hasStore, openCasework } from './open-casework.ts'

/** What a command did goes into the log of a workspace that has one. */
export async function recordDeed(
  workspace: string,
  action: AuditAction,
  reason: string | null,
  details: { readonly [key: string]: Json },
  subject: string | null = null,
): Promise<void> {
  if (!hasStore(workspace)) return
  const { store, signer, now } = await openCasework(workspace, { mustExist: true })
  try {
    await store.transact((tx) =>
      record(tx, signer, {
        atMillis: now(),
        actor: 'command-line',
        action,
        subject,
        reason,
        details,
      }),
    )
  } finally {
    await store.close()
  }
}

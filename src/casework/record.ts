/**
 * Writing to the audit log: always in the transaction of what is being recorded, so that neither is
 * ever there without the other.
 *
 * @module
 */
import { type AuditEvent } from '../model/audit-entry.ts'
import { type StoreTransaction } from '../store/store.ts'
import { signCheckpoint, type Signer } from './checkpoint.ts'
import { chained } from './entry-hash.ts'

/**
 * Add the events at the end of the log, with a checkpoint over the last of them. A signature each
 * time costs 50 µs and leaves no entry that somebody could take from the end, or add there, unseen.
 */
export async function record(
  tx: StoreTransaction,
  signer: Signer,
  ...events: readonly AuditEvent[]
): Promise<void> {
  let last = await tx.lastAuditEntry()
  for (const event of events) {
    last = chained(event, last)
    await tx.addAuditEntry(last)
  }
  if (last) await tx.addCheckpoint(signCheckpoint(last, signer))
}

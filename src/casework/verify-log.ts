/**
 * The whole audit log of a store, checked against its own hashes and this workspace's signatures.
 *
 * @module
 */
import { type AuditEntry } from '../model/audit-entry.ts'
import { type StoreReader } from '../store/store.ts'
import { type ChainBreak, createChainCheck } from './chain-check.ts'
import { isSignedBy, type Signer } from './checkpoint.ts'

const ENTRIES_AT_ONCE = 1000

export interface LogVerdict {
  readonly entries: number
  readonly checkpoints: number
  /** The last entry's number and hash: written down elsewhere, they pin everything before them. */
  readonly head: { readonly sequence: number; readonly hash: string } | null
  readonly breaks: readonly ChainBreak[]
}

export interface VerifyOptions {
  /** Entries that are read and checked in one go; a thousand unless said. */
  readonly entriesAtOnce?: number
  /** Told of how many were looked at so far, and waited for; what it throws ends the verification. */
  readonly onPage?: (entries: number) => Promise<void>
}

/** @param signer whose public half the checkpoints must have been signed for. */
export async function verifyLog(
  store: Pick<StoreReader, 'auditEntries' | 'checkpoints'>,
  signer: Signer,
  { entriesAtOnce = ENTRIES_AT_ONCE, onPage }: VerifyOptions = {},
): Promise<LogVerdict> {
  const check = createChainCheck()
  const forged: ChainBreak[] = []
  const signed = new Map<number, string>()
  let checkpoints = 0
  let signedUpTo = 0

  /** Checkpoints up to a number, those that nobody will ask for again forgotten. */
  async function readCheckpoints(upTo: number): Promise<void> {
    signed.clear()
    for (;;) {
      const page = await store.checkpoints({ after: signedUpTo, limit: entriesAtOnce })
      for (const checkpoint of page) {
        if (checkpoint.sequence > upTo) return
        const { sequence, hash } = checkpoint
        checkpoints++
        signedUpTo = sequence
        if (isSignedBy(checkpoint, signer)) signed.set(sequence, hash)
        else forged.push(forgery(sequence))
      }
      if (page.length < entriesAtOnce) return
    }
  }

  let entries = 0
  let last: AuditEntry | null = null
  for (;;) {
    const page: readonly AuditEntry[] = await store.auditEntries({
      after: last?.sequence ?? 0,
      limit: entriesAtOnce,
    })
    const end = page.at(-1)
    if (!end) break
    await readCheckpoints(end.sequence)
    for (const entry of page) check.take(entry, signed.get(entry.sequence) ?? null)
    entries += page.length
    last = end
    await onPage?.(entries)
  }
  await readCheckpoints(Infinity)
  const breaks = [...forged, ...check.finish(signedUpTo)]
  return {
    entries,
    checkpoints,
    head: last && { sequence: last.sequence, hash: last.hash },
    breaks: breaks.toSorted((a, b) => a.sequence - b.sequence),
  }
}

function forgery(sequence: number): ChainBreak {
  const message = `The checkpoint at entry ${sequence} was not signed by this workspace's key.`
  return { kind: 'forged-checkpoint', sequence, message }
}

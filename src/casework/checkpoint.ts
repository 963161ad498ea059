/**
 * Signed checkpoints: a chain of hashes shows that it is one chain, a signature shows whose.
 *
 * @module
 */
import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import { type AuditEntry, type Checkpoint } from '../model/audit-entry.ts'

/** Ed25519: the key that signs, and the name of its public half. */
export interface Signer {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly id: string
}

/** The public half: enough to check, not to sign. */
export type Verifier = Pick<Signer, 'publicKey' | 'id'>

export function signerOf(privateKey: KeyObject): Signer {
  return Object.freeze({ privateKey, ...verifierOf(createPublicKey(privateKey)) })
}

export function verifierOf(publicKey: KeyObject): Verifier {
  const id = hash('sha256', publicKey.export({ type: 'spki', format: 'der' }))
  return Object.freeze({ publicKey, id })
}

export function signCheckpoint({ sequence, hash }: AuditEntry, signer: Signer): Checkpoint {
  const text = checkpointText({ sequence, hash })
  const signature = sign(null, text, signer.privateKey).toString('base64')
  return Object.freeze({ sequence, hash, signer: signer.id, signature })
}

/** Whether this signer made it, for this place and this hash. */
export function isSignedBy(checkpoint: Checkpoint, { id, publicKey }: Signer): boolean {
  const signature = Buffer.from(checkpoint.signature, 'base64')
  return checkpoint.signer === id && verify(null, checkpointText(checkpoint), publicKey, signature)
}

/** What is signed. The first words keep the signature from meaning anything elsewhere. */
function checkpointText({ sequence, hash }: Pick<Checkpoint, 'sequence' | 'hash'>): Buffer {
  return Buffer.from(`firebreak audit log, entry ${sequence}: ${hash}`)
}

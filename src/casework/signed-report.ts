/**
 * A report that a reader can tell from an edited one: its canonical JSON, signed with the key that
 * signs the audit log.
 *
 * @module
 */
import { sign, verify } from 'node:crypto'
import { canonicalJson, type Json } from '../util/canonical-json.ts'
import { type Signer, type Verifier } from './checkpoint.ts'

export interface SignedReport {
  readonly report: Json
  /** The name of the public key. */
  readonly signer: string
  readonly signature: string
}

export function signReport(report: Json, { id, privateKey }: Signer): SignedReport {
  const signature = sign(null, textOf(report), privateKey).toString('base64')
  return { report, signer: id, signature }
}

export function isReportOf({ report, signer, signature }: SignedReport, key: Verifier): boolean {
  const bytes = Buffer.from(signature, 'base64')
  return signer === key.id && verify(null, textOf(report), key.publicKey, bytes)
}

/** The first words keep the signature from meaning anything elsewhere. */
function textOf(report: Json): Buffer {
  return Buffer.from(`firebreak audit report: ${canonicalJson(report)}`)
}

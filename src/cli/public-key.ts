/**
 * The public half of the key that signs reports: with it alone, an auditor outside checks them.
 *
 * @module
 */
import { createPublicKey } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { type Verifier, verifierOf } from '../casework/checkpoint.ts'
import { InputError } from '../model/errors.ts'
import { openAuditKey } from './audit-key.ts'
import { type Input, optional, required } from './command.ts'

const MOST_BYTES = 10_000

export function publicKeyPem({ publicKey }: Verifier): string {
  return publicKey.export({ type: 'spki', format: 'pem' }).toString()
}

/**
 * `--public-key FILE` where it is given, else the key of `--workspace`.
 *
 * @throws {InputError} if there is no such key.
 */
export function verifierFor(input: Input): Verifier {
  const file = optional(input, 'public-key')
  if (file === null) return openAuditKey(required(input, 'workspace'), { mustExist: true })
  const stats = statSync(file, { throwIfNoEntry: false })
  const fault = `${file} is no Ed25519 public key; name the file that "firebreak audit --public-key" wrote.`
  if (!stats?.isFile() || stats.size > MOST_BYTES) throw new InputError(fault)
  try {
    const text = readFileSync(file, 'utf8')
    const key = createPublicKey(text)
    // a private key would be taken too, and has no business here
    if (key.asymmetricKeyType === 'ed25519' && !text.includes('PRIVATE')) return verifierOf(key)
  } catch (cause) {
    throw new InputError(fault, { cause })
  }
  throw new InputError(fault)
}

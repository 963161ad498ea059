/**
 * Names that say nothing: whoever holds the workspace's key finds the account again, nobody else does.
 *
 * A plain hash would be undone by hashing every id there is; HMAC-SHA-256 under a key that never
 * leaves is not. The same account has the same name in each export of a workspace, so that two of
 * them can be read together.
 *
 * @module
 */
import { createHmac, hkdfSync, type KeyObject } from 'node:crypto'

const PREFIX = 'p-'
/** Two of a billion accounts share one of 2¹²⁸ names by a chance of about 10⁻²¹. */
const NAME_BYTES = 16

export type Pseudonym = (account: string) => string

/** @param privateKey the Ed25519 key of the workspace; what is derived from it says nothing of it. */
export function pseudonymsOf(privateKey: KeyObject): Pseudonym {
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' })
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'firebreak export pseudonyms 1', 32))
  return (account) =>
    PREFIX +
    createHmac('sha256', key).update(account).digest().subarray(0, NAME_BYTES).toString('hex')
}

/** Whether it could be one; the pattern says nothing of which. */
export function isPseudonym(text: string): boolean {
  return /^p-[0-9a-f]{32}$/.test(text)
}

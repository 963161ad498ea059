/**
 * The key that signs the audit log's checkpoints: `audit-key.pem` in the workspace, for its owner only.
 *
 * @module
 */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Signer, signerOf } from '../casework/checkpoint.ts'
import { InputError } from '../model/errors.ts'
import { systemErrorCode } from '../platform/system-error.ts'

/**
 * The workspace's key, made if there is none unless it must exist: without the old one, what it
 * signed cannot be verified.
 *
 * @throws {InputError} if it cannot be read or made, or others may read it.
 */
export function openAuditKey(workspace: string, { mustExist = false } = {}): Signer {
  const path = join(workspace, 'audit-key.pem')
  try {
    const pem = readKey(path)
    if (pem !== null) return signerOf(createPrivateKey(pem))
    if (mustExist) {
      throw new InputError(
        `${path} is missing; put back the copy, without it nothing can be verified.`,
      )
    }
    mkdirSync(workspace, { recursive: true })
    makeKey(path)
    return openAuditKey(workspace, { mustExist: true })
  } catch (error) {
    if (error instanceof InputError) throw error
    const code = systemErrorCode(error)
    const what = code === null ? 'it is no Ed25519 key' : code
    throw new InputError(`${path} cannot be used (${what}); put back the copy.`, { cause: error })
  }
}

function readKey(path: string): string | null {
  try {
    if ((statSync(path).mode & 0o077) !== 0) {
      throw new InputError(`${path} can be read by others; run "chmod 600 ${path}".`)
    }
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** Written whole before it has its name, so that of two processes that make one, both read one. */
function makeKey(path: string): void {
  const { privateKey } = generateKeyPairSync('ed25519')
  const partial = `${path}.${process.pid}.partial`
  writeFileSync(partial, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
    flush: true,
  })
  chmodSync(partial, 0o600) // whatever stood there before
  try {
    linkSync(partial, path)
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error
  } finally {
    rmSync(partial, { force: true })
  }
}

/**
 * The OpenID Connect provider as `serve` is told of it. The secret is never on the command line, where
 * everybody on the machine could read it.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { createSignInProvider, type SignInProvider } from '../api/sign-in-provider.ts'
import { UsageError } from '../model/errors.ts'
import { systemErrorCode } from '../platform/system-error.ts'
import { type Input, optional, required } from './command.ts'

const SECRET = 'FIREBREAK_OIDC_SECRET'

/** Null where none is asked for. @throws {UsageError} naming what does not fit. */
export function providerFrom(input: Input): SignInProvider | null {
  const issuer = optional(input, 'oidc-issuer')
  if (issuer === null) return null
  if (!URL.canParse(issuer) || !/^https?:/.test(issuer)) {
    throw new UsageError(`--oidc-issuer expects an address, got "${issuer}".`)
  }
  return createSignInProvider({
    issuer: new URL(issuer),
    clientId: required(input, 'oidc-client'),
    secret: secretFrom(optional(input, 'oidc-secret-file')),
    claim: optional(input, 'oidc-claim') ?? 'email',
  })
}

function secretFrom(path: string | null): string | null {
  if (path === null) return process.env[SECRET] ?? null
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (cause) {
    const code = systemErrorCode(cause)
    if (code === null) throw cause
    throw new UsageError(`--oidc-secret-file ${path} cannot be read (${code}).`, { cause })
  }
}

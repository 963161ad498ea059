/**
 * Signing in with the operator's own OpenID Connect provider: authorization code with PKCE (RFC 7636),
 * state and nonce. The provider says who somebody is; whether they may sign in here, and as what, is in
 * our own list of people, and nobody is added to it by signing in.
 *
 * @module
 */
import * as client from 'openid-client'
import { parsePerson } from '../model/person.ts'
import { ApiError } from './api-error.ts'

export interface ProviderOptions {
  readonly issuer: URL
  readonly clientId: string
  /** Null for a public client. */
  readonly secret: string | null
  /** The claim that says the name under which our list has the person. */
  readonly claim: string
}

/** What the browser keeps between going to the provider and coming back. */
export interface SignInAttempt {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

export interface SignInProvider {
  /** Where to send the browser. @throws {ApiError} if the provider cannot be reached. */
  readonly begin: (redirect: URL) => Promise<{ readonly to: URL; readonly attempt: SignInAttempt }>
  /**
   * The name of whoever comes back to `at`.
   *
   * @throws {ApiError} if the provider does not say who they are, or it is not the answer to the attempt.
   */
  readonly finish: (at: URL, attempt: SignInAttempt) => Promise<string>
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const SCOPE = 'openid profile email'

export function createSignInProvider(options: ProviderOptions): SignInProvider {
  const { issuer, clientId, secret, claim } = options
  let known: Promise<client.Configuration> | null = null

  /** Asked for when it is first needed: a provider that is down is no reason for a guard not to start. */
  function configuration(): Promise<client.Configuration> {
    // without encryption only to this very machine
    const isLoopback = LOOPBACK.includes(issuer.hostname)
    const execute = isLoopback ? [client.allowInsecureRequests] : []
    known ??= client.discovery(issuer, clientId, secret ?? undefined, undefined, { execute })
    return known.catch(() => {
      known = null
      throw new ApiError(503, 'provider', 'The sign-in provider cannot be reached; try again.')
    })
  }

  return Object.freeze<SignInProvider>({
    async begin(redirect) {
      const config = await configuration()
      const attempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const to = client.buildAuthorizationUrl(config, {
        redirect_uri: redirect.href,
        scope: SCOPE,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      })
      return { to, attempt }
    },

    async finish(at, { state, nonce, verifier }) {
      const config = await configuration()
      try {
        const tokens = await client.authorizationCodeGrant(config, at, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        })
        const claims: Readonly<Record<string, unknown>> = tokens.claims() ?? {}
        // an address that nobody has checked is whatever somebody has typed
        if (claim === 'email' && claims['email_verified'] !== true) throw new TypeError('unchecked')
        return parsePerson(claims[claim])
      } catch {
        // why is the provider's to say; an id of theirs belongs in no log of ours
        throw new ApiError(401, 'unauthorized', 'The provider did not say who you are.')
      }
    },
  })
}

import { type Signal } from '../src/model/signal.ts'

/** A sure match on an account, or whatever else `more` says of it. */
export function signalOn(account: string, more: Partial<Signal> = {}): Signal {
  return {
    subject: { account },
    kind: 'hash-match',
    confidence: 1,
    polarity: 'harmful',
    policy: null,
    atMillis: null,
    reference: null,
    ...more,
  }
}

/**
 * Passwords: hashed with scrypt (Percival 2009; RFC 7914), which costs memory as well as time, so that
 * whoever steals the hashes guesses slowly. What it cost stands beside each hash: to ask for more later
 * voids none of those before.
 *
 * @module
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { BusyError, InputError } from '../model/errors.ts'

/** 32 MiB three times over, about a quarter of a second: as OWASP's password storage sheet has it. */
const COST = { log2N: 15, r: 8, p: 3 } as const
const SALT_BYTES = 16
const HASH_BYTES = 32
/** At once: each takes a thread that others wait for too, and its memory. */
const MOST_AT_ONCE = 2
const MOST_WAITING = 64

export const LEAST_CHARACTERS = 12
export const MOST_CHARACTERS = 1024

/** @throws {InputError} if it is too short to be a secret, or too long to be one. */
export function checkNewPassword(password: string): void {
  const { length } = password
  if (length >= LEAST_CHARACTERS && length <= MOST_CHARACTERS) return
  throw new InputError(
    `A password has ${LEAST_CHARACTERS} to ${MOST_CHARACTERS} characters, this one has ${length}; several words do well.`,
  )
}

/** A password that nobody chose: 120 random bits. */
export function oneTimePassword(): string {
  return randomBytes(15).toString('base64url')
}

/** @throws {BusyError} if too many wait already. */
export async function hashPassword(password: string): Promise<string> {
  const { log2N, r, p } = COST
  const salt = randomBytes(SALT_BYTES)
  const hash = await stretch(password, salt, COST)
  return ['scrypt', log2N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/**
 * Whether it is the one that was hashed. `kept` is null for a name that nobody has: it then takes as
 * long as it would for one that somebody has, and is not.
 *
 * @throws {BusyError} if too many wait already.
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [, log2N, r, p, salt, hash] = (kept ?? NOBODYS).split('$')
  const expected = Buffer.from(hash, 'base64url')
  const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) }
  const actual = await stretch(password, Buffer.from(salt, 'base64url'), cost)
  return timingSafeEqual(actual, expected) && kept !== null
}

const NOBODYS = `scrypt$${COST.log2N}$${COST.r}$${COST.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`

let running = 0
const waiting: (() => void)[] = []

async function stretch(
  password: string,
  salt: Buffer,
  { log2N, r, p }: { log2N: number; r: number; p: number },
): Promise<Buffer> {
  if (waiting.length >= MOST_WAITING) {
    throw new BusyError('Many sign in at this moment; try again in a minute.')
  }
  if (running >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    const N = 2 ** log2N
    return await new Promise((resolve, reject) => {
      // one form of what may be typed in several
      const text = password.normalize('NFKC')
      const options = { N, r, p, maxmem: 256 * N * r }
      scrypt(text, salt, HASH_BYTES, options, (error, hash) =>
        error ? reject(error) : resolve(hash),
      )
    })
  } finally {
    // whoever is next takes the place over
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

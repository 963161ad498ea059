/**
 * How much memory a map takes, by the size of the file that holds the platform.
 *
 * @module
 */

/** The engine, and what goes with the accounts that are scored. */
const FIXED_BYTES = 420 * 2 ** 20
/**
 * The platform itself, and three quarters more for its accounts: degrees, and what the walks hold
 * of each. Where accounts have hardly any follows it can be half more again.
 */
const EACH_BYTE = 1.75

/**
 * Bytes that a map of a platform takes at its peak. Measured on made-up platforms with ten follows
 * and two tags an account: 0.42 GiB at 1M follows, 0.77 at 15M, 2.7 at 95M (bench/map.ts).
 */
export function mapBytes(platformFileBytes: number): number {
  return FIXED_BYTES + EACH_BYTE * platformFileBytes
}

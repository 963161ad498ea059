/** The made-up accounts of the load test. A third of those asked for have a standing, in half of the range. */

/** Of sixteen bytes, as many platforms have them. */
export function nameOf(account: number): string {
  return `account-${String(account).padStart(8, '0')}`
}

/** Of eighteen or nineteen digits, as a clock with a counter gives them. */
export function numberOf(account: number): bigint {
  return 1_500_000_000_000_000_000n + BigInt(account) * 4_194_301n
}

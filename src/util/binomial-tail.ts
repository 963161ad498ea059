/**
 * How likely at least `hits` of `trials` are when each comes with `chance`: the exact test of a share.
 * It is below α just where the lower bound of Clopper and Pearson (Biometrika 26, 1934) at 1 − α lies
 * above `chance`, and it needs no inverse of anything.
 *
 * Takes time linear in `trials`.
 *
 * @throws {RangeError} if `hits` is not a whole number of `0..trials`, or `chance` not in 0..1.
 */
export function binomialTail(hits: number, trials: number, chance: number): number {
  if (!Number.isInteger(trials) || !Number.isInteger(hits) || hits < 0 || hits > trials) {
    throw new RangeError(`"hits" expected 0 to ${trials}, got ${hits}`)
  }
  if (!(chance >= 0 && chance <= 1)) {
    throw new RangeError(`"chance" expected 0 to 1, got ${chance}`)
  }
  if (hits === 0 || chance === 1) return 1
  if (chance === 0) return 0
  // log of P(X = hits), since the number itself may be too small to be one
  let log = hits * Math.log(chance) + (trials - hits) * Math.log1p(-chance)
  for (let i = 1; i <= hits; i++) log += Math.log((trials - hits + i) / i)
  const odds = chance / (1 - chance)
  let sum = 0
  for (let k = hits; k <= trials; k++) {
    sum += Math.exp(log)
    log += Math.log(((trials - k) / (k + 1)) * odds)
  }
  return Math.min(1, sum)
}

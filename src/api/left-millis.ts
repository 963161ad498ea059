/**
 * How long something that ends by itself holds on: never longer than its own length, whatever the clock
 * says. Who is told counts it down by a clock of their own that nobody can set.
 */
export function leftMillis(fromMillis: number, toMillis: number, nowMillis: number): number
export function leftMillis(
  fromMillis: number,
  toMillis: number | null,
  nowMillis: number,
): number | null
export function leftMillis(
  fromMillis: number,
  toMillis: number | null,
  nowMillis: number,
): number | null {
  return toMillis === null ? null : Math.max(0, toMillis - Math.max(fromMillis, nowMillis))
}

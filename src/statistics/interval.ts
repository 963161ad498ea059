/** An estimate with its 95 % interval. */
export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}

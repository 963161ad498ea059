/**
 * Numbers as a reader sees them. Own rules instead of `Intl`, whose answers change with the
 * machine's locale data: the same report must have the same bytes everywhere.
 *
 * @module
 */
import { type Interval } from './report-data.ts'

/** What stands for a number that was not measured. */
export const NOT_MEASURED = '–'

/** `12,345`; other numbers with at most two decimals. */
export function formatCount(value: number | null | undefined): string {
  if (!isMeasured(value)) return NOT_MEASURED
  if (Math.abs(value) >= 1e15) return value.toExponential(2)
  const [whole, fraction] = String(Math.round(Math.abs(value) * 100) / 100).split('.')
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
  const text = fraction ? `${grouped}.${fraction}` : grouped
  return value < 0 && text !== '0' ? `\u2212${text}` : text
}

/**
 * A share of 1 as per cent: one decimal, two below 10 %. What is not nought is never written as
 * nought, and what is not all is never written as all.
 */
export function formatShare(value: number | null | undefined): string {
  if (!isMeasured(value)) return NOT_MEASURED
  const percent = value * 100
  if (!isMeasured(percent)) return NOT_MEASURED
  if (percent === 0) return `0${PER_CENT}`
  if (percent > 0 && percent < 0.01) return `<\u202f0.01${PER_CENT}`
  if (percent < 100 && percent > 99.9) return `>\u202f99.9${PER_CENT}`
  const digits = Math.abs(percent) < 10 ? 2 : 1
  return `${formatCount(Number(percent.toFixed(digits)))}${PER_CENT}`
}

/** `0.12 % to 0.40 %` */
export function formatRange({ low, high }: Pick<Interval, 'low' | 'high'>): string {
  return `${formatShare(low)} to ${formatShare(high)}`
}

/** `12.3×`: how many times. */
export function formatTimes(value: number | null | undefined): string {
  if (!isMeasured(value)) return NOT_MEASURED
  return `${formatCount(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)))}×`
}

/** Three decimals say all that a p-value can. */
export function formatPValue(value: number): string {
  if (!isMeasured(value)) return NOT_MEASURED
  return value < 0.001 ? '<\u202f0.001' : value.toFixed(3)
}

/** `1 account`, `2 accounts`. */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`
}

export function isMeasured(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

/** The estimate alone, from a number or an interval. */
export function valueOf(estimate: Interval | number | null | undefined): number | null {
  const value = typeof estimate === 'object' ? estimate?.value : estimate
  return isMeasured(value) ? value : null
}

/** The interval, when there is one and both its ends were measured. */
export function intervalOf(estimate: Interval | number | null | undefined): Interval | null {
  if (typeof estimate !== 'object' || estimate === null) return null
  return isMeasured(estimate.low) && isMeasured(estimate.high) ? estimate : null
}

// a narrow no-break space, as in print
const PER_CENT = '\u202f%'

/**
 * Times as platforms write them: ISO 8601 dates and times, or seconds or milliseconds since 1970.
 *
 * Bytes are read by hand, because every follow may carry a time and a `Date` for each would cost
 * more than all the rest of its row.
 *
 * @module
 */
import { parseNumber } from './parse-number.ts'

const ZERO = 0x30
const DASH = 0x2d
const DAY_MILLIS = 86_400_000
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** 5138 as seconds, 1973 as milliseconds: no platform has times outside both. */
const SECONDS_END = 1e11
/** The end of the year 9999. */
const MILLIS_END = 253_402_300_800_000

/**
 * Milliseconds since 1970 of the time in `bytes[start..end]`; NaN when it is none.
 * A time without a zone is read as UTC.
 */
export function parseTime(bytes: Uint8Array, start: number, end: number): number {
  if (end - start >= 10 && bytes[start + 4] === DASH) return parseIso(bytes, start, end)
  const value = parseNumber(bytes, start, end)
  const millis = Math.abs(value) < SECONDS_END ? value * 1000 : value
  return Math.abs(millis) < MILLIS_END ? millis : NaN
}

/** `YYYY-MM-DD`, then perhaps `T` or a space and `hh:mm[:ss[.fraction]]`, then perhaps a zone. */
function parseIso(bytes: Uint8Array, start: number, end: number): number {
  const day = parseDay(bytes, start)
  if (end === start + 10) return day
  const separator = bytes[start + 10]
  if (separator !== 0x54 && separator !== 0x74 && separator !== 0x20) return NaN // T, t, space
  if (end < start + 16 || bytes[start + 13] !== 0x3a) return NaN
  const hours = twoDigits(bytes, start + 11, 23)
  const minutes = twoDigits(bytes, start + 14, 59)
  let millis = day + hours * 3_600_000 + minutes * 60_000

  let i = start + 16
  if (i < end && bytes[i] === 0x3a) {
    if (i + 3 > end) return NaN
    millis += twoDigits(bytes, i + 1, 60) * 1000 // 60 is a leap second
    i += 3
    if (i < end && (bytes[i] === 0x2e || bytes[i] === 0x2c)) {
      const first = ++i
      for (let unit = 100; i < end && isDigit(bytes[i]); i++, unit /= 10) {
        millis += Math.floor((bytes[i] - ZERO) * unit)
      }
      if (i === first) return NaN
    }
  }
  return millis - zoneMillis(bytes, i, end)
}

function parseDay(bytes: Uint8Array, start: number): number {
  const year = twoDigits(bytes, start, 99) * 100 + twoDigits(bytes, start + 2, 99)
  const month = twoDigits(bytes, start + 5, 12)
  const day = twoDigits(bytes, start + 8, 31)
  if (bytes[start + 7] !== DASH || !(month >= 1) || !(day >= 1)) return NaN
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (day > DAYS_IN_MONTH[month - 1] + (isLeap && month === 2 ? 1 : 0)) return NaN
  return daysSince1970(year, month, day) * DAY_MILLIS
}

/**
 * Days of the proleptic Gregorian calendar, counted in years that begin in March, so that the leap
 * day is the last (Howard Hinnant, "chrono-compatible low-level date algorithms").
 */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Of nothing, `Z`, `±hh`, `±hhmm` or `±hh:mm`; NaN of anything else. */
function zoneMillis(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length === 0) return 0
  if (length === 1) return bytes[start] === 0x5a || bytes[start] === 0x7a ? 0 : NaN // Z, z
  const sign = bytes[start] === 0x2b ? 1 : bytes[start] === DASH ? -1 : NaN
  const hours = length >= 3 ? twoDigits(bytes, start + 1, 23) : NaN
  if (length === 3) return sign * hours * 3_600_000
  const colon = length === 6 && bytes[start + 3] === 0x3a ? 1 : 0
  if (length !== 5 + colon) return NaN
  return sign * (hours * 3_600_000 + twoDigits(bytes, start + 3 + colon, 59) * 60_000)
}

function twoDigits(bytes: Uint8Array, start: number, most: number): number {
  if (!isDigit(bytes[start]) || !isDigit(bytes[start + 1])) return NaN
  const value = (bytes[start] - ZERO) * 10 + (bytes[start + 1] - ZERO)
  return value <= most ? value : NaN
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9
}

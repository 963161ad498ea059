const ZERO = 0x30
const POINT = 0x2e
const MOST_DIGITS = 15 // below 2 ** 53, so that the digits are exact and one division rounds right
const POWERS_OF_TEN = Float64Array.from({ length: MOST_DIGITS + 1 }, (_, i) => 10 ** i)
const decoder = new TextDecoder('latin1')

/** The decimal number in `bytes[start..end]`, as JSON writes numbers; NaN when it is none. */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  let digits = 0
  let point = -1
  for (let i = start; i < end; i++) {
    const byte = bytes[i]
    if (byte === POINT && point < 0 && i > start) {
      point = i
      continue
    }
    // signs, exponents, long numbers and anything odd: nothing to be fast about
    if (byte < ZERO || byte > ZERO + 9 || i - start > MOST_DIGITS) return slowly(bytes, start, end)
    digits = digits * 10 + (byte - ZERO)
  }
  if (start === end || point === end - 1) return NaN
  return point < 0 ? digits : digits / POWERS_OF_TEN[end - point - 1]
}

function slowly(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 64) return NaN
  const text = decoder.decode(bytes.subarray(start, end))
  return /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : NaN
}

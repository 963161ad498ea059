/**
 * Whole numbers as decimal digits, written straight into a buffer: ids are often 64-bit numbers,
 * and a string of each would cost more than all the rest of its row.
 *
 * @module
 */

const ZERO = 0x30
const BILLION = 1e9

/** Write the number in `view[start..start + 4]`, at most 11 bytes; where what follows goes. */
export function writeInt32(
  view: DataView,
  start: number,
  isUnsigned: boolean,
  out: Uint8Array,
  at: number,
): number {
  const value = isUnsigned ? view.getUint32(start, true) : view.getInt32(start, true)
  if (value >= 0) return writeDigits(out, at, value)
  out[at] = 0x2d
  return writeDigits(out, at + 1, -value)
}

/** Write the number in `view[start..start + 8]`, at most 20 bytes; where what follows goes. */
export function writeInt64(
  view: DataView,
  start: number,
  isUnsigned: boolean,
  out: Uint8Array,
  at: number,
): number {
  let low = view.getUint32(start, true)
  let high = view.getUint32(start + 4, true)
  if (!isUnsigned && high >= 0x80000000) {
    // two's complement, in two halves
    low = -low >>> 0
    high = (low === 0 ? -high : ~high) >>> 0
    out[at++] = 0x2d
  }
  if (high < 0x200000) return writeDigits(out, at, high * 2 ** 32 + low)

  // long division by a billion, 16 bits at a time, so that each step is exact
  const first = Math.floor(high / BILLION)
  const second = (high - first * BILLION) * 65536 + (low >>> 16)
  const secondDigit = Math.floor(second / BILLION)
  const third = (second - secondDigit * BILLION) * 65536 + (low & 0xffff)
  const thirdDigit = Math.floor(third / BILLION)
  const quotient = first * 2 ** 32 + secondDigit * 65536 + thirdDigit
  return writeNine(out, writeDigits(out, at, quotient), third - thirdDigit * BILLION)
}

/** `value` is whole and below 2 ** 53. */
function writeDigits(out: Uint8Array, at: number, value: number): number {
  if (value >= BILLION) {
    const billions = Math.floor(value / BILLION)
    return writeNine(out, writeDigits(out, at, billions), value - billions * BILLION)
  }
  let end = at + 1
  for (let bound = 10; value >= bound; bound *= 10) end++
  writeBackwards(out, at, end, value)
  return end
}

/** Nine digits, zeros first. */
function writeNine(out: Uint8Array, at: number, value: number): number {
  writeBackwards(out, at, at + 9, value)
  return at + 9
}

function writeBackwards(out: Uint8Array, start: number, end: number, value: number): void {
  let rest = value | 0 // below a billion
  for (let i = end - 1; i >= start; i--) {
    const tenth = (rest / 10) | 0
    out[i] = ZERO + rest - tenth * 10
    rest = tenth
  }
}

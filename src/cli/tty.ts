/**
 * What only a terminal needs: a progress line that is redrawn, and tables in aligned columns.
 *
 * @module
 */
import { type Progress } from '../util/progress.ts'

const REDRAW_MILLIS = 100

/** The part of a stream that progress needs; `process.stderr` is one. */
export interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/**
 * Progress on one line that is redrawn on a terminal; elsewhere a line for each new piece of work,
 * so that a log stays readable. `clear` wipes the line before anything else is printed.
 */
export function terminalProgress(stream: Terminal): { progress: Progress; clear: () => void } {
  let drawnAtMillis = 0
  let drawn = false
  let lastWhat = ''
  const progress: Progress = (done, total, what) => {
    if (!stream.isTTY) {
      if (what !== lastWhat) stream.write(`${printable(what)}…\n`)
      lastWhat = what
      return
    }
    const nowMillis = performance.now()
    if (what === lastWhat && nowMillis - drawnAtMillis < REDRAW_MILLIS) return
    lastWhat = what
    drawnAtMillis = nowMillis
    drawn = true
    stream.write(`\r\x1b[2K${bar(done, total)}${printable(what)}`)
  }
  const clear = () => {
    if (drawn) stream.write('\r\x1b[2K')
    drawn = false
  }
  return { progress, clear }
}

function bar(done: number, total: number): string {
  if (!(total > 0)) return ''
  const share = Math.min(1, done / total)
  const full = Math.round(share * 20)
  return `${'█'.repeat(full)}${'░'.repeat(20 - full)} ${String(Math.floor(share * 100)).padStart(3)} %  `
}

/**
 * Text of others, an id for one, as a terminal may show it: each control character, line end and
 * invisible or direction-changing character stands as its number, such as `\u{1b}`, since it could
 * move the cursor, hide a part or turn the reading around. Everything else is as it was.
 */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  )
}

/** As `printable`, for a text of several lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n')
}

/** Rows in aligned columns: the first to the left, the rest to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length)
    })
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
        )
        .join('   ')
        .trimEnd(),
    )
    .join('\n')
}

/** 1234567 as `1,234,567`, the same on every machine. */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

/** A p-value: three decimals say all that it can. */
export function pValue(value: number): string {
  return value < 0.001 ? '< 0.001' : value.toFixed(3)
}

/** 0.01234 as `1.23 %`. */
export function percent(value: number, digits = 1): string {
  return `${(value * 100).toFixed(digits)} %`
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { GrowingMemory } from '../graph/growing-memory.ts'
import { type DelimitedFault, LONGEST_ROW, scanDelimited } from './delimited.ts'

type Event =
  | { line: number; cells: string[] }
  | { line: number; broken: true }
  | { line: number; fault: DelimitedFault }

class Fault extends Error {}

/** What the kernel says of `text`, one byte a character, cut into chunks at `cuts`. */
function scanned(
  text: string,
  cuts: readonly number[] = [],
  delimiter = ',',
  memory: GrowingMemory | null = null,
): Event[] {
  const events: Event[] = []
  const scanner = scanDelimited({
    delimiter: delimiter.charCodeAt(0),
    onHeader(line, cells) {
      events.push({ line, cells: cells.map((cell) => Buffer.from(cell).toString('latin1')) })
    },
    onRows({ count, lines, columns }) {
      for (let r = 0; r < count; r++) {
        const cells = columns.map(({ bytes, starts, ends, first, stride, isAscii }) => {
          const at = first + r * stride
          const cell = Buffer.from(bytes.subarray(starts[at], ends[at])).toString('latin1')
          assert.ok(!isAscii || !/[^\0-\x7f]/.test(cell))
          return cell
        })
        events.push({ line: lines[r], cells })
      }
    },
    onBroken: (line) => events.push({ line, broken: true }),
    onFault(line, fault) {
      events.push({ line, fault: fault === 'open at the end' ? 'quote not closed' : fault })
      throw new Fault()
    },
    memory,
  })
  const bytes = Buffer.from(text, 'latin1')
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length]
  places.sort((a, b) => a - b)
  try {
    for (let i = 1; i < places.length; i++) scanner.push(bytes.subarray(places[i - 1], places[i]))
    scanner.end()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  } finally {
    scanner.close()
  }
  return events
}

/** The same, one character after the other over a string that is whole. */
function naive(whole: string, delimiter = ','): Event[] {
  const text = whole.startsWith('\u00ef\u00bb\u00bf') ? whole.slice(3) : whole
  const events: Event[] = []
  let line = 1
  let at = 0
  let width = 0
  const endsCell = () => at >= text.length || text[at] === delimiter || text[at] === '\n'
  while (at < text.length) {
    const first = line
    const cells: string[] = []
    let broken = false
    let isBlank = true
    for (;;) {
      let cell = ''
      const isQuoted = text[at] === '"'
      if (isQuoted) {
        const openedAt = line
        at++
        while (text[at] !== '"' || text[at + 1] === '"') {
          if (at >= text.length) return [...events, { line: openedAt, fault: 'quote not closed' }]
          if (text[at] === '\0') return [...events, { line, fault: 'NUL byte' }]
          if (text[at] === '\n') line++
          if (text[at] === '"') at++
          cell += text[at++]
        }
        at++
        if (text[at] === '\r' && (at + 1 === text.length || text[at + 1] === '\n')) at++
        if (!endsCell()) broken = true
      }
      let rest = ''
      while (!endsCell()) {
        if (text[at] === '\0') return [...events, { line, fault: 'NUL byte' }]
        rest += text[at++]
      }
      const isLast = text[at] !== delimiter
      if (!isQuoted) cell = isLast ? rest.replace(/\r$/, '') : rest
      cells.push(cell)
      if (isQuoted || cell !== '' || !isLast) isBlank = false
      at++
      if (isLast) break
    }
    line++
    if (isBlank) continue
    if (!broken && width === 0) width = cells.length
    if (broken || cells.length !== width) events.push({ line: first, broken: true })
    else events.push({ line: first, cells })
  }
  return events
}

test('scanDelimited() reads what RFC 4180 writes', () => {
  const text = 'a,b\r\n"x, y","say ""hi""\nthere"\r\n,\r\n"",z'
  assert.deepEqual(scanned(text), [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['x, y', 'say "hi"\nthere'] },
    { line: 4, cells: ['', ''] },
    { line: 5, cells: ['', 'z'] },
  ])
})

test('scanDelimited() drops a byte order mark and empty lines, and keeps quotes within a cell', () => {
  const text = '\u00ef\u00bb\u00bf"a",b\n\n\r\n5" pipe,x"y"\n""\n'
  assert.deepEqual(scanned(text), [
    { line: 1, cells: ['a', 'b'] },
    { line: 4, cells: ['5" pipe', 'x"y"'] },
    { line: 5, broken: true }, // one cell, where the header has two
  ])
})

test('scanDelimited() goes on after a row whose quotes are broken', () => {
  assert.deepEqual(scanned('a,b\n"x"y,"z"\nc,d'), [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, broken: true },
    { line: 3, cells: ['c', 'd'] },
  ])
})

test('scanDelimited() says on which line a quote was opened that is never closed', () => {
  assert.deepEqual(scanned('a\nb,"c\nd\ne'), [
    { line: 1, cells: ['a'] },
    { line: 2, fault: 'quote not closed' },
  ])
})

test('scanDelimited() reads a row of the longest length and stops at one byte more', () => {
  for (const quote of ['', '"']) {
    const longest = quote + 'x'.repeat(LONGEST_ROW - 2 * quote.length) + quote
    const cuts = [5, 70_000, LONGEST_ROW - 1, LONGEST_ROW]
    const cells = [longest.replaceAll(quote, '')]
    assert.deepEqual(scanned(`a\n${longest}\nb`, cuts)[1], { line: 2, cells })
    for (const end of ['', '\nb', 'yz'.repeat(LONGEST_ROW)]) {
      const events = scanned(`a\nx${longest}${end}`, cuts)
      assert.deepEqual(events.slice(1), [{ line: 2, fault: 'row too long' }])
    }
  }
  const open = scanned(`a\n"${'x'.repeat(3 * LONGEST_ROW)}`, [LONGEST_ROW])
  assert.deepEqual(open.slice(1), [{ line: 2, fault: 'quote not closed' }])
})

test('scanDelimited() finds a row with too many cells broken and goes on', () => {
  const events = scanned(`${','.repeat(1024)}\n${','.repeat(1023)}\n`)
  assert.deepEqual(events[0], { line: 1, broken: true })
  assert.equal(events.length, 2)
})

test('scanDelimited() agrees with reading character by character, however the bytes are cut, and so does its kernel', () => {
  const memory = new GrowingMemory()
  const character = fc.constantFrom('a', 'b', ',', '"', '"', '\n', '\r', '\t', '\u00e9')
  const piece = fc.oneof(
    { weight: 12, arbitrary: character },
    fc.constantFrom('\r\n', '""', '","', '"\n', '\0', '"\r\n', '\u00ef\u00bb\u00bf'),
  )
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
  const cuts = fc.array(fc.nat(200), { maxLength: 6 })
  fc.assert(
    fc.property(text, cuts, fc.constantFrom(',', '\t'), (text, cuts, delimiter) => {
      const wanted = naive(text, delimiter)
      assert.deepEqual(scanned(text, cuts, delimiter), wanted)
      assert.deepEqual(scanned(text, cuts, delimiter, memory), wanted)
    }),
    { seed: 7, numRuns: 2000 },
  )
})

test('scanDelimited() finds thousands of plain rows, line by line, by its kernel as without', () => {
  const rows = Array.from({ length: 5000 }, (_, i) => {
    const row = `account_${i * 7919},${'é'.repeat(i % 40)},${i}`
    return i % 701 === 0 ? `"${row}"` : row
  })
  const text = Buffer.from(`a,b,c\r\n${rows.join('\r\n')}`, 'utf8').toString('latin1')
  const cuts = [1000, 70_001, 70_002, 200_000]
  assert.deepEqual(scanned(text, cuts, ',', new GrowingMemory()), scanned(text, cuts))
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printable, printableLines } from './tty.ts'

test('printable() shows control, invisible and direction-changing characters as numbers', () => {
  assert.equal(printable('zor\u{1b}[2Jblax'), 'zor\\u{1b}[2Jblax')
  assert.equal(printable('a\nb\r\tc\u{7f}\u{9b}'), 'a\\u{a}b\\u{d}\\u{9}c\\u{7f}\\u{9b}')
  assert.equal(printable('\u{202e}\u{2066}\u{61c}'), '\\u{202e}\\u{2066}\\u{61c}')
  assert.equal(
    printable('\u{200b}\u{feff}\u{e0041}\u{2028}'),
    '\\u{200b}\\u{feff}\\u{e0041}\\u{2028}',
  )
})

test('printable() leaves letters of every script as they are', () => {
  const text = 'zorblax Ünïté 漢字 кот שלום 🙂 "quibblefen" \\'
  assert.equal(printable(text), text)
})

test('printableLines() keeps the lines', () => {
  assert.equal(printableLines('a\u{7}\nb\n'), 'a\\u{7}\nb\n')
})

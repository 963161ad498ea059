import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plain } from './plain.ts'

const of = (text: string) => Array.from(text, plain).join('')

test('plain() undoes compatibility forms, case, marks, boxes and invisible characters', () => {
  const forms: [string, string][] = [
    ['ZorBlax', 'zorblax'],
    ['ｚｏｒｂｌａｘ', 'zorblax'],
    ['𝔃𝓸𝓻𝓫𝓵𝓪𝔁', 'zorblax'],
    ['🅩🆉🇿ⓩ', 'zzzz'],
    ['żørb', 'zørb'],
    ['z\u{200B}o\u{AD}r\u{FE0F}\u{202E}', 'zor'],
    ['z\u{301}\u{308}o\u{20DD}', 'zo'],
    ['ﬁﬂæœß', 'fiflaeoess'],
    ['İıſςΣ', 'iisσσ'],
    ['٣३௩９', '3339'],
    ['أإآـَ', 'ااا'],
    ['קֹמֶ', 'קמ'],
    ['Ёлка', 'елка'],
    ['カガｶﾞ', 'かか\u{3099}か\u{3099}'],
  ]
  for (const [text, expected] of forms) assert.equal(of(text), expected, text)
})

test('plain() keeps the signs that tell words apart: vowels of Devanagari and Thai, viramas', () => {
  assert.equal(of('किकीक्'), 'किकीक्')
  assert.equal(of('กิกี'), 'กิกี')
  assert.equal(of('क़'), 'क', 'a nukta is often left out')
})

test('plain() of what it gives is the same, for every character of the first two planes', () => {
  for (let point = 0; point < 0x20000; point++) {
    const once = plain(String.fromCodePoint(point))
    if (of(once) !== once) assert.fail(`U+${point.toString(16)} gives ${once}, then ${of(once)}`)
  }
})

test('plain() knows each decimal digit by its value', () => {
  let digits = 0
  for (let point = 0; point < 0x110000; point++) {
    const character = String.fromCodePoint(point)
    if (!/^\p{Nd}$/u.test(character)) continue
    assert.match(plain(character), /^[0-9]$/)
    // Unicode's own order: ten in a row, so the next digit after a 0 to 8 is one more
    const next = String.fromCodePoint(point + 1)
    if (plain(character) !== '9') assert.equal(Number(plain(next)), Number(plain(character)) + 1)
    digits++
  }
  assert.equal(digits % 10, 0)
})

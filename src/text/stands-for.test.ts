import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LOOK_ALIKES } from './look-alikes.ts'
import { plain } from './plain.ts'
import { classOf, doubles, readings } from './stands-for.ts'

const double = (letter: string) => String.fromCodePoint(...doubles(letter))
const read = (character: string) => String.fromCodePoint(...readings(character))

test('readings() gives the letter itself first, then what it is written for', () => {
  assert.equal(read('a'), 'a')
  assert.equal(read('I'), 'il')
  assert.equal(read('1'), '1li')
  assert.equal(read('6'), '6bg')
  assert.equal(read('$'), '$s')
  assert.equal(read('в'), 'вʙb')
  assert.equal(read('Ν'), 'νvn')
})

test('readings() does not go both ways: a letter is never read as the digit or letter that imitates it', () => {
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') assert.equal(read(letter), letter)
})

test('doubles() are one for Latin letters and digits, more for letters with a Latin twin', () => {
  assert.equal(double('l'), 'l')
  assert.equal(double('1'), '1')
  assert.equal(double('ж'), 'ж')
  assert.ok(double('н').includes('h'))
})

test('classOf() is equal for any two characters that can be read alike', () => {
  for (const [, characters] of LOOK_ALIKES) {
    for (const character of characters) {
      const own = plain(character)
      if (Array.from(own).length !== 1) continue
      for (const reading of readings(character)) {
        assert.equal(classOf(reading), classOf(own.codePointAt(0)!), character)
      }
    }
  }
})

test('classOf() keeps the letters of Latin apart but for a few', () => {
  const classes = Map.groupBy('abcdefghijklmnopqrstuvwxyz', (letter) =>
    classOf(letter.charCodeAt(0)),
  )
  assert.deepEqual(
    [...classes.values()].filter(({ length }) => length > 1).map((each) => each.join('')),
    ['bgq', 'hnv', 'il', 'ruy'],
  )
})

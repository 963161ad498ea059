import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSamePerson, parsePerson } from './person.ts'

test('parsePerson() writes one name one way, and refuses what is none', () => {
  assert.equal(parsePerson('  Ada   Lovelace '), 'Ada Lovelace')
  assert.equal(parsePerson('Ａｄａ'), 'Ada')
  assert.throws(() => parsePerson('   '), { name: 'InputError', message: /person is ""; write/ })
  assert.throws(() => parsePerson(7), { name: 'InputError' })
  assert.throws(() => parsePerson('x'.repeat(257)), { name: 'InputError' })
})

test('two keys are one person when they carry one name, however it is cased; without names never', () => {
  const ada = { id: 'a', person: 'Ada' }
  assert.ok(isSamePerson(ada, { id: 'b', person: 'ada' }))
  assert.ok(!isSamePerson(ada, { id: 'b', person: 'Bo' }))
  assert.ok(!isSamePerson(ada, { id: 'b', person: null }))
  assert.ok(!isSamePerson({ id: 'a', person: null }, { id: 'b', person: null }))
  assert.ok(isSamePerson({ id: 'a', person: null }, { id: 'a', person: null }))
})

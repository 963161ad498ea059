import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { askForRelease, type Brake, isLive, parseBrakePull } from './brake.ts'
import { BRAKE_RELEASERS, KEY_ROLES } from './key-role.ts'

const brake: Brake = {
  id: 'brake-1',
  scope: { all: true },
  reason: 'A test.',
  pulledBy: 'ada',
  pulledAtMillis: 1000,
  endsAtMillis: 61_000,
  heldAccounts: null,
  releaseAskedBy: [],
  releasedAtMillis: null,
  endedAtMillis: null,
}

test('parseBrakePull() takes each scope, and one scope only', () => {
  const rest = { reason: 'Flood.', minutes: 5 }
  const scopes = [
    { all: true },
    { surface: 'feed' },
    { region: 'XX' },
    { network: 'n' },
    { tag: 't' },
  ]
  for (const scope of scopes) {
    assert.deepEqual(parseBrakePull({ scope, ...rest }), { scope, ...rest })
  }
  const faulty: [unknown, RegExp][] = [
    [{}, /scope names nothing; name one/],
    [{ all: true, tag: 't' }, /scope names several things/],
    [{ all: false }, /scope.all is false; write true/],
    [{ surface: 'attic' }, /scope.surface is "attic"; write one of feed/],
    [{ network: 7 }, /scope.network is 7; write a text/],
    [{ everything: true }, /unknown key "everything"/],
    ['all', /scope is "all"; write an object/],
  ]
  for (const [scope, message] of faulty) {
    assert.throws(() => parseBrakePull({ scope, ...rest }), { name: 'InputError', message })
  }
  assert.throws(
    () => parseBrakePull({ scope: { all: true }, reason: '', minutes: 5 }),
    /reason is ""/,
  )
  for (const reason of ['half \ud800', 'a \0 b']) {
    assert.throws(() => parseBrakePull({ scope: { all: true }, reason, minutes: 5 }), /whole text/)
  }
  for (const minutes of [0, 1.5, 10_081, '5']) {
    assert.throws(
      () => parseBrakePull({ scope: { all: true }, reason: 'x', minutes }),
      /minutes is/,
    )
  }
})

test('a brake holds until its end and not after', () => {
  assert.ok(isLive(brake, 60_999))
  assert.ok(!isLive(brake, 61_000))
})

test('whoever asks in whatever order: one key never releases, and the last word is a lead or an admin', () => {
  const asker = fc.record({
    id: fc.constantFrom('ada', 'bo', 'cy'),
    role: fc.constantFrom(...KEY_ROLES),
  })
  fc.assert(
    fc.property(fc.array(asker, { maxLength: 8 }), (askers) => {
      let now = brake
      const asked = new Set<string>()
      for (const by of askers) {
        if (!isLive(now, 2000)) break
        now = askForRelease(now, by, 2000)
        asked.add(by.id)
        assert.deepEqual(now.releaseAskedBy, [...asked])
        const enough = asked.size > 1 && BRAKE_RELEASERS.includes(by.role)
        assert.equal(isLive(now, 2000), !enough)
      }
    }),
  )
})

test('a brake that has ended is left as it was', () => {
  assert.equal(askForRelease(brake, { id: 'ada', role: 'lead' }, 61_000), brake)
})

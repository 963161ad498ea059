import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DECIDERS, parseDecision, standingOfDecision } from './decision.ts'
import { ForbiddenError, InputError } from './errors.ts'
import { KEY_ROLES } from './key-role.ts'
import { STANDING_LEVELS } from './standing.ts'
import { AGE_BANDS } from './age-band.ts'

test('what is left out is left as it is', () => {
  assert.deepEqual(parseDecision({ account: 'ada', level: 'limit', reason: 'Seen.' }), {
    account: 'ada',
    level: 'limit',
    protected: null,
    reason: 'Seen.',
    seenVersion: null,
  })
})

test('a faulty decision is refused with the place of the fault', () => {
  const whole = { account: 'ada', level: 'limit', reason: 'Seen.' }
  const faults: [object, RegExp][] = [
    [{ account: '' }, /decision\.account/],
    [{ account: 'é'.repeat(129) }, /decision\.account .* bytes/],
    [{ level: 'gone' }, /decision\.level/],
    [{ level: undefined }, /decision\.level/],
    [{ reason: '' }, /decision\.reason/],
    [{ protected: 1 }, /decision\.protected/],
    [{ level: null, protected: true }, /decision\.protected/],
    [{ seenVersion: -1 }, /decision\.seenVersion/],
    [{ colour: 'red' }, /colour/],
  ]
  for (const [fault, message] of faults) {
    assert.throws(
      () => parseDecision({ ...whole, ...fault }),
      (error: Error) => {
        assert.ok(error instanceof InputError)
        assert.match(error.message, message)
        return true
      },
    )
  }
})

test('every role × level × age × protection: only people decide, and only a lead against a child', () => {
  for (const role of KEY_ROLES) {
    for (const level of STANDING_LEVELS) {
      for (const ageBand of AGE_BANDS) {
        for (const isProtected of [false, true]) {
          for (const wanted of [null, false, true]) {
            const decide = () =>
              standingOfDecision(
                { level, protected: wanted },
                { protected: isProtected, ageBand },
                role,
              )
            const isShielded = isProtected || ageBand === 'minor'
            const lifts = isShielded && wanted === false
            const may =
              DECIDERS.includes(role) &&
              (!lifts || role !== 'investigator') &&
              (!isShielded || lifts || level === 'clear')
            if (may) {
              const given = { level, protected: wanted ?? isProtected, ageBand }
              assert.deepEqual(decide(), given)
            } else {
              assert.throws(decide, ForbiddenError)
            }
          }
        }
      }
    }
  }
})

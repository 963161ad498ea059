import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packStanding, type Standing } from '../model/standing.ts'
import { strongest } from './strongest.ts'

const claim = (standing: Partial<Standing>, untilMillis = 10) => ({
  standing: packStanding(standing),
  untilMillis,
  reason: 'A test.',
})

test('protection counts before any level, then the more severe, then what holds longest', () => {
  const limit = claim({ level: 'limit' })
  const withhold = claim({ level: 'withhold' })
  const longer = claim({ level: 'withhold' }, 20)
  const shielded = claim({ protected: true, ageBand: 'minor' })
  assert.equal(strongest([limit, withhold], 0), withhold)
  assert.equal(strongest([longer, withhold, limit], 0), longer)
  assert.equal(strongest([withhold, shielded, longer], 0), shielded)
})

test('what has ended does not count', () => {
  const withhold = claim({ level: 'withhold' }, 10)
  const watch = claim({ level: 'watch' }, 20)
  assert.equal(strongest([withhold, watch], 9), withhold)
  assert.equal(strongest([withhold, watch], 10), watch)
  assert.equal(strongest([withhold, watch], 20), null)
})

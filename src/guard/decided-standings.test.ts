import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { allStandings, packStanding, UNKNOWN_STANDING } from '../model/standing.ts'
import { createDecidedStandings } from './decided-standings.ts'
import { createGuard } from './guard.ts'

const account = fc.constantFrom('ada', 'bo', 'cy', 'dee')
const standing = fc.constantFrom(...allStandings().map((each) => packStanding(each)))
const change = fc.record({ account, standing: fc.oneof(standing, fc.constant(UNKNOWN_STANDING)) })
const step = fc.oneof(
  fc.record({ base: fc.array(fc.record({ account, standing }), { maxLength: 4 }) }),
  fc.record({ decided: fc.array(change, { maxLength: 3 }) }),
)

test('what is decided stands above the map, and what is taken back uncovers what the map says now', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const guard = createGuard({ standings: [] })
      const layers = createDecidedStandings(guard)
      let map = new Map<string, number>()
      const above = new Map<string, number>()
      for (const each of steps) {
        if ('base' in each) {
          map = new Map(each.base.map(({ account, standing }) => [account, standing]))
          layers.replaceBase(each.base)
        } else {
          for (const { account, standing } of each.decided) above.set(account, standing)
          layers.apply(each.decided)
        }
        for (const id of ['ada', 'bo', 'cy', 'dee']) {
          assert.equal(guard.standingOf(id), above.get(id) || map.get(id) || UNKNOWN_STANDING)
        }
      }
    }),
  )
})

/** The two layers of the guard's table, against two Maps. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { allStandings, packStanding, UNKNOWN_STANDING } from '../model/standing.ts'
import { createGuard } from './guard.ts'

const ACCOUNTS = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? `account-${i}` : String(i)))
const account = fc.constantFrom(...ACCOUNTS)
const standing = fc.constantFrom(...allStandings().map((each) => packStanding(each)))
const change = fc.record({ account, standing: fc.oneof(standing, fc.constant(UNKNOWN_STANDING)) })
const changes = fc.array(change, { maxLength: 20 })
const step = fc.oneof(
  fc.record({ replaced: fc.array(fc.record({ account, standing }), { maxLength: 30 }) }),
  fc.record({ set: changes }),
  fc.record({ decided: changes }),
)

test('what is decided stands above what is said of everybody, and what is taken back uncovers what is said by then', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const guard = createGuard({ standings: [] })
      const above = new Map<string, number>()
      let beneath = new Map<string, number>()
      for (const each of steps) {
        if ('replaced' in each) {
          beneath = new Map(each.replaced.map(({ account, standing }) => [account, standing]))
          guard.replaceStandings(each.replaced)
        } else if ('set' in each) {
          for (const { account, standing } of each.set) beneath.set(account, standing)
          guard.setStandings(each.set)
        } else {
          for (const { account, standing } of each.decided) above.set(account, standing)
          guard.decideStandings(each.decided)
        }
        for (const id of ACCOUNTS) {
          assert.equal(guard.standingOf(id), above.get(id) || beneath.get(id) || UNKNOWN_STANDING)
        }
      }
    }),
  )
})

test('of decisions with a faulty one among them none counts, and of what is said of everybody neither', () => {
  const guard = createGuard({ standings: [{ account: 'bo', standing: 'watch' }] })
  guard.decideStandings([{ account: 'ada', standing: 'limit' }])
  const faulty = [
    { account: 'ada', standing: 'withhold' },
    { account: '', standing: 'withhold' },
  ] as const
  assert.throws(() => guard.decideStandings(faulty), { name: 'InputError' })
  assert.throws(() => guard.replaceStandings(faulty), { name: 'InputError' })
  assert.equal(guard.standingOf('ada'), packStanding({ level: 'limit' }))
  assert.equal(guard.standingOf('bo'), packStanding({ level: 'watch' }))
})

/** An audit's alarms and intervals against a planted answer; `npm run measure -- audit-power` at length. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeAudits, plannedSize } from '../bench/measure/planted-amplification.ts'
import { createRandom } from '../src/util/random.ts'

const AUDITS = 150

test('audits of a recommender that amplifies nothing rarely raise an alarm', async () => {
  const planted = { exposure: 0.08, amplification: 1, correlation: 0.05 }
  // as many as it takes to see half as much again
  const size = plannedSize({ ...planted, amplification: 1.5 })
  const { alarms, covered } = await judgeAudits(planted, size, AUDITS, createRandom(2))
  assert.ok(alarms <= 0.08, `${alarms}`)
  for (const [measure, share] of Object.entries(covered)) {
    assert.ok(share >= 0.88, `${measure}: ${share}`)
  }
})

test('audits of the planned size see a planted amplification, and their intervals hold it', async () => {
  const planted = { exposure: 0.08, amplification: 2, correlation: 0.05 }
  const size = plannedSize(planted)
  assert.equal(size, 22)
  const { alarms, covered } = await judgeAudits(planted, size, AUDITS, createRandom(2))
  assert.ok(alarms >= 0.75, `${alarms}`)
  for (const [measure, share] of Object.entries(covered)) {
    assert.ok(share >= 0.88, `${measure}: ${share}`)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createExposure } from './exposure.ts'
import { createGuard } from './guard.ts'

const GAP = 20
const guard = createGuard({
  standings: [
    { account: 'zorblax', standing: 'withhold' },
    { account: 'gone', standing: 'removed' },
    { account: 'limited', standing: 'limit' },
    { account: 'kim', standing: { protected: true, ageBand: 'minor' } },
  ],
})

test('a viewer is exposed by a withheld or removed account among the first ten, and by nothing else', () => {
  const others = Array.from({ length: 9 }, (_, i) => `other-${i}`)
  const cases: [string[], boolean][] = [
    [['ada', 'zorblax'], true],
    [['gone'], true],
    [[...others, 'zorblax'], true],
    [[...others, 'ada', 'zorblax'], false],
    [['limited', 'kim', 'stranger'], false],
  ]
  for (const [candidates, exposed] of cases) {
    const exposure = createExposure(guard)
    exposure.see('ada', 'feed', candidates, 0)
    assert.deepEqual(exposure.estimate('feed', 0), { viewers: 1, exposed: Number(exposed) })
    assert.deepEqual(exposure.estimate('explore', 0), { viewers: 0, exposed: 0 })
  }
})

test('a viewer counts once, however often they ask, and an empty list is none', () => {
  const exposure = createExposure(guard)
  for (let i = 0; i < 50; i++) exposure.see('ada', 'feed', ['zorblax'], i * GAP)
  for (let i = 50; i < 99; i++) exposure.see(null, 'feed', ['bo'], i * GAP)
  exposure.see('bo', 'feed', [], 99 * GAP)
  assert.deepEqual(exposure.estimate('feed', 100 * GAP), { viewers: 2, exposed: 1 })
})

test('lists are sampled by time, and what is older than five minutes is forgotten', () => {
  const exposure = createExposure(guard)
  for (let millis = 0; millis < 600_000; millis++) {
    exposure.see(`viewer-${millis}`, 'feed', [millis < 300_000 ? 'zorblax' : 'bo'], millis)
    if (millis === 1000) assert.equal(exposure.estimate('feed', millis).viewers, 51)
    if (millis === 299_999) {
      assert.deepEqual(exposure.estimate('feed', millis), { viewers: 15_000, exposed: 15_000 })
    }
  }
  assert.deepEqual(exposure.estimate('feed', 600_000), { viewers: 14_999, exposed: 0 })
  // and whoever was forgotten counts again
  exposure.see('viewer-0', 'feed', ['zorblax'], 700_000)
  assert.equal(exposure.estimate('feed', 700_000).exposed, 1)
  assert.deepEqual(exposure.estimate('feed', 2_000_000), { viewers: 0, exposed: 0 })
})

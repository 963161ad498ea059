import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOver } from './automatic-brakes.ts'

test('isOver() asks for two hundred viewers and for a share that chance does not explain', () => {
  const budget = 0.05
  assert.ok(!isOver({ viewers: 199, exposed: 199 }, budget))
  assert.ok(isOver({ viewers: 200, exposed: 200 }, budget))
  // by counting every outcome: P(X ≥ 27) is 3.0e-6, P(X ≥ 28) is 9.6e-7
  assert.ok(!isOver({ viewers: 200, exposed: 27 }, budget))
  assert.ok(isOver({ viewers: 200, exposed: 28 }, budget))
  assert.ok(!isOver({ viewers: 15_000, exposed: 750 }, budget))
  assert.ok(!isOver({ viewers: 200, exposed: 0 }, 0))
  assert.ok(!isOver({ viewers: 200, exposed: 200 }, 1))
})

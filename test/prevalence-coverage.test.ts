import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runTrials } from '../bench/prevalence/trials.ts'

test('the interval holds the truth about as often as it says, and a good model is worth four samples', () => {
  const setting = { accounts: 50_000, share: 0.01, draws: 2_000, reviewers: null, unseen: 0 }
  const good = runTrials({ ...setting, auc: 0.96 }, 6, 50, 1)
  const poor = runTrials({ ...setting, auc: 0.7 }, 6, 50, 1)
  for (const { coverage, bias } of [good, poor]) {
    // 300 surveys: 95 % ± 3.8 % at three standard errors
    assert.ok(coverage.skewed >= 0.912, `${coverage.skewed}`)
    assert.ok(coverage.gamma >= 0.912)
    assert.ok(Math.abs(bias - 1) < 0.05, `${bias}`)
  }
  assert.ok(good.gain > 3.5, `${good.gain}`)
  assert.ok(poor.gain > 0.9, `${poor.gain}`)
})

test('what reviewers miss and mistake is taken out of the estimate', () => {
  const reviewers = {
    sensitivity: 0.8,
    specificity: 0.995,
    knownPositives: 500,
    knownNegatives: 5_000,
  }
  const setting = { accounts: 50_000, share: 0.02, draws: 2_000, auc: 0.86, unseen: 0, reviewers }
  const { coverage, bias } = runTrials(setting, 6, 50, 3)
  assert.ok(Math.abs(bias - 1) < 0.05, `${bias}`)
  assert.ok(coverage.skewed >= 0.912, `${coverage.skewed}`)
})

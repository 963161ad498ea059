import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolveAssumptions, scaledTo } from './options.ts'

test('scaledTo() leaves a platform of the usual size alone', () => {
  const usual = resolveAssumptions({})
  assert.equal(scaledTo(100_000, usual), usual)
})

test('scaledTo() expects as many members of any large platform, and as many witnesses for one', () => {
  const usual = resolveAssumptions({})
  const witnesses = ({ priorOdds, mostFromOneFollow }: typeof usual) =>
    -Math.log(priorOdds) / mostFromOneFollow
  for (const accounts of [200_000, 1e6, 1e7, 1e9]) {
    const scaled = scaledTo(accounts, usual)
    assert.ok(Math.abs(scaled.priorOdds * accounts - usual.priorOdds * 100_000) < 1e-9)
    assert.ok(Math.abs(witnesses(scaled) - witnesses(usual)) < 1e-9)
  }
})

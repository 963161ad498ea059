import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectedRoles } from './expected-roles.ts'

test('expectedRoles() adds up the probabilities of members, and leaves others out', () => {
  const map = {
    members: Uint32Array.of(3, 7),
    roleProbabilities: Float32Array.of(0.75, 0.25, 0, 0, 0, 0.5, 0, 0.25, 0.125, 0.125),
  }
  assert.deepEqual(expectedRoles(map, [3, 7, 8]), {
    source: 1.25,
    seeker: 0.25,
    connector: 0.25,
    'at-risk': 0.125,
    bystander: 0.125,
  })
})

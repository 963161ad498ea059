import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Role, ROLES } from '../model/role.ts'
import { likeliestParts } from './likeliest-parts.ts'

const chances = (of: Partial<Record<Role, number>>) => ROLES.map((role) => of[role] ?? 0)

test('likeliestParts() gives members called bystanders the part they most likely play, and nobody else', () => {
  const roles = Uint8Array.from(
    ['source', 'bystander', 'bystander', 'bystander', 'at-risk', 'bystander'] as const,
    (role) => ROLES.indexOf(role),
  )
  const members = [0, 1, 2, 3, 4]
  const probabilities = Float32Array.from([
    ...chances({ source: 0.2, seeker: 0.8 }),
    ...chances({ bystander: 0.9, seeker: 0.08, connector: 0.02 }),
    ...chances({ bystander: 0.5, 'at-risk': 0.3, source: 0.2 }),
    ...chances({ bystander: 1 }),
    ...chances({ 'at-risk': 1 }),
  ])
  const before = roles.slice()
  const parts = Array.from(likeliestParts(members, roles, probabilities), (part) => ROLES[part])
  assert.deepEqual(parts, ['source', 'seeker', 'source', 'bystander', 'at-risk', 'bystander'])
  assert.deepEqual(roles, before)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Role, ROLES } from '../model/role.ts'
import { platformOf } from '../platform/platform-of.ts'
import { boundsOfObservers } from './observers.ts'

const NOBODY = new Set<number>()

/** Eight seekers and one observer, each following four of four sources and so many others. */
function boundsWith(othersOfSeeker: number, othersOfObserver: number, sourceRole: Role = 'source') {
  const follows: [string, string][] = []
  const names = ['observer', ...Array.from({ length: 8 }, (_, k) => `seeker-${k}`)]
  for (const name of names) {
    const others = name === 'observer' ? othersOfObserver : othersOfSeeker
    for (let k = 0; k < 4; k++) follows.push([name, `source-${k}`])
    for (let k = 0; k < others; k++) follows.push([name, `other-${k}`])
  }
  const platform = platformOf({ follows })
  const rowOf = (id: string) => platform.accounts.find(id)
  const members = [...names, 'source-0', 'source-1', 'source-2', 'source-3'].map(rowOf)
  const roles = new Uint8Array(platform.accounts.size).fill(ROLES.indexOf('bystander'))
  for (const name of names) roles[rowOf(name)] = ROLES.indexOf('seeker')
  for (let k = 0; k < 4; k++) roles[rowOf(`source-${k}`)] = ROLES.indexOf(sourceRole)
  const boundOf = boundsOfObservers(platform, members, roles, NOBODY)
  return (id: string) => boundOf(rowOf(id))
}

test('boundsOfObservers() bounds who follows sources among a great many others', () => {
  const boundOf = boundsWith(10, 100)
  assert.ok(boundOf('observer') > Math.log(3) && boundOf('observer') < Math.log(9))
  assert.equal(boundOf('seeker-3'), Infinity)
  assert.equal(boundOf('source-0'), Infinity)
})

test('boundsOfObservers() bounds nobody where the whole network hides behind as many', () => {
  const boundOf = boundsWith(100, 120)
  assert.equal(boundOf('observer'), Infinity)
  assert.equal(boundOf('seeker-3'), Infinity)
})

test('boundsOfObservers() counts follows with members at risk as those with sources', () => {
  const boundOf = boundsWith(10, 100, 'at-risk')
  assert.ok(boundOf('observer') < Math.log(9))
  assert.equal(boundOf('seeker-3'), Infinity)
})

test('boundsOfObservers() leaves members without follows alone', () => {
  const platform = platformOf({ accounts: ['a', 'b'] })
  const boundOf = boundsOfObservers(platform, [0, 1], new Uint8Array(2), NOBODY)
  assert.equal(boundOf(0), Infinity)
})

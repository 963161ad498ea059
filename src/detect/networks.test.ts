import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'
import { platformOf } from '../platform/platform-of.ts'
import { createRandom } from '../util/random.ts'
import { findNetworks } from './networks.ts'

type Pair = readonly [string, string]

/** A network in which each seeker follows some of the sources. */
function ring(name: string, sources: number, seekers: number, each: number, seed: number): Pair[] {
  const random = createRandom(seed)
  const pairs: Pair[] = []
  for (let k = 0; k < seekers; k++) {
    const chosen = new Set<number>()
    while (chosen.size < each) chosen.add(random.below(sources))
    for (const source of chosen) pairs.push([`${name}-seeker-${k}`, `${name}-source-${source}`])
  }
  return pairs
}

function networksOf(platform: Platform, isMember: (id: string) => boolean) {
  const rows: number[] = []
  const roles = new Uint8Array(platform.accounts.size).fill(ROLES.indexOf('bystander'))
  for (let row = 0; row < platform.accounts.size; row++) {
    const id = platform.accounts.idOf(row)
    if (!isMember(id)) continue
    rows.push(row)
    roles[row] = ROLES.indexOf(id.includes('source') ? 'source' : 'seeker')
  }
  return findNetworks(platform, rows, roles)
}

test('findNetworks() keeps one large sparse network in one piece', () => {
  const platform = platformOf({ follows: ring('a', 40, 300, 5, 1) })
  const networks = networksOf(platform, () => true)
  assert.equal(networks.length, 1)
  assert.equal(networks[0].sources + networks[0].seekers, 340)
})

test('findNetworks() tells three networks apart that follow each other now and then', () => {
  const random = createRandom(9)
  const rings = [ring('a', 40, 300, 5, 1), ring('b', 12, 80, 4, 2), ring('c', 6, 40, 3, 3)]
  const stray = Array.from({ length: 12 }, (): Pair => {
    const [from, to] = [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
    ][random.below(3)]
    return [`${from}-seeker-${random.below(40)}`, `${to}-seeker-${random.below(40)}`]
  })
  const platform = platformOf({ follows: [...rings.flat(), ...stray] })
  const networks = networksOf(platform, () => true)
  assert.deepEqual(
    networks.map(({ id, sources, seekers }) => [id, sources, seekers]),
    [
      ['network-1', 40, 300],
      ['network-2', 12, 80],
      ['network-3', 6, 40],
    ],
  )
  assert.deepEqual(
    [...networks[1].rows],
    [...networks[1].rows].toSorted((x, y) => x - y),
  )
})

test('findNetworks() counts each follower of the sources once, members or not', () => {
  const platform = platformOf({
    follows: [
      ['seeker-1', 'source-1'],
      ['seeker-1', 'source-2'],
      ['seeker-2', 'source-2'],
      ['fan', 'source-1'],
      ['fan', 'source-2'],
      ['fan', 'seeker-1'],
    ],
  })
  const [network] = networksOf(platform, (id) => id !== 'fan')
  assert.equal(network.uniqueFollowers, 3)
})

test('findNetworks() names the tags that hold the network together, and no popular ones', () => {
  const members = Array.from({ length: 10 }, (_, k) => `source-${k}`)
  const others = Array.from({ length: 200 }, (_, k) => `other-${k}`)
  const platform = platformOf({
    follows: members.map((id, k): Pair => [id, members[(k + 1) % 10]]),
    tags: [
      ...members.slice(0, 6).map((id) => [id, 'zorblax', 1] as const),
      ...members.map((id) => [id, 'sunset', 9] as const),
      ...others.map((id) => [id, 'sunset', 1] as const),
      ...members.slice(0, 2).map((id) => [id, 'quibblefen', 50] as const),
    ],
  })
  const [network] = networksOf(platform, (id) => id.startsWith('source'))
  const [{ standardErrors, ...bridge }, ...more] = network.bridgingTags
  assert.deepEqual(bridge, { tag: 'zorblax', spellings: [], uses: 6, lift: 21 })
  assert.deepEqual(more, [])
  // equation 22 by hand: 6 of 18 uses inside, none of 200 outside, prior 0.5 + 100 × 6 / 218
  const prior = 0.5 + 600 / 218
  const odds = (uses: number, of: number) => Math.log((uses + prior) / (of + 100 - uses - prior))
  const z = (odds(6, 18) - odds(0, 200)) / Math.sqrt(1 / (6 + prior) + 1 / prior)
  assert.ok(Math.abs(standardErrors - z) < 1e-12, `${standardErrors} ${z}`)
})

test('findNetworks() leaves out members who have nothing to do with each other', () => {
  const platform = platformOf({ follows: [['a', 'b']], accounts: ['lone'] })
  const networks = networksOf(platform, (id) => id !== 'b')
  assert.deepEqual(networks, [])
  assert.deepEqual(findNetworks(platform, [], new Uint8Array(3)), [])
})

test('findNetworks() is as sure of a tag of its own on a large platform as on a small one', () => {
  const members = Array.from({ length: 10 }, (_, k) => `source-${k}`)
  for (const size of [200, 20_000]) {
    const others = Array.from({ length: size }, (_, k) => `other-${k}`)
    const platform = platformOf({
      follows: members.map((id, k): Pair => [id, members[(k + 1) % 10]]),
      tags: [
        ...members.slice(0, 6).map((id) => [id, 'zorblax', 1] as const),
        ...[...members, ...others].map((id) => [id, 'sunset', 1] as const),
      ],
    })
    const [network] = networksOf(platform, (id) => id.startsWith('source'))
    assert.deepEqual(
      network.bridgingTags.map(({ tag }) => tag),
      ['zorblax'],
    )
  }
})

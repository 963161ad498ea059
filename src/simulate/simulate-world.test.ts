import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AGE_BANDS } from '../model/age-band.ts'
import { ROLES } from '../model/role.ts'
import { isPlanted } from './planted.ts'
import { simulateWorld } from './simulate-world.ts'
import { isInventedWord } from './words.ts'
import { PLANTED_PREFIX, type World } from './world.ts'

const ACCOUNTS = 10_000
const world = simulateWorld({ accounts: ACCOUNTS })

test('simulateWorld() makes the same world from the same seed, and another from another', () => {
  assert.deepEqual(
    simulateWorld({ accounts: 1000, seed: 5 }),
    simulateWorld({ accounts: 1000, seed: 5 }),
  )
  assert.notDeepEqual(
    simulateWorld({ accounts: 1000, seed: 5 }).follows,
    simulateWorld({ accounts: 1000, seed: 6 }).follows,
  )
})

test('follows are sorted, each once, of nobody with themselves, and as many as asked for', () => {
  for (const meanFollows of [8, 18, 40]) {
    const { sources, targets } = simulateWorld({ accounts: 3000, meanFollows }).follows
    assert.ok(Math.abs(sources.length / 3000 / meanFollows - 1) < 0.12, `${sources.length / 3000}`)
    for (let e = 0; e < sources.length; e++) {
      assert.notEqual(sources[e], targets[e])
      if (e === 0) continue
      assert.ok(sources[e - 1] * 3000 + targets[e - 1] < sources[e] * 3000 + targets[e])
    }
  }
})

test('followers are heavy-tailed: 1 % of the accounts hold more than 12 % of the follows', () => {
  const { sources, targets } = world.follows
  for (const [ends, least] of [
    [targets, 0.12],
    [sources, 0.03],
  ] as const) {
    const degrees = countEnds(ends, ACCOUNTS).toSorted((a, b) => b - a)
    const top = degrees.slice(0, ACCOUNTS / 100).reduce((sum, degree) => sum + degree, 0)
    assert.ok(top / ends.length > least, `${top / ends.length}`)
  }
})

test('a fifth to a half of the follows are returned', () => {
  const { sources, targets } = world.follows
  const keys = new Set(Array.from(sources, (source, e) => source * ACCOUNTS + targets[e]))
  const returned = sources.filter((source, e) => keys.has(targets[e] * ACCOUNTS + source)).length
  const share = returned / sources.length
  assert.ok(share > 0.2 && share < 0.5, `${share}`)
})

test('the planted network has the roles in their shares, and children among its sources', () => {
  const roles = new Map<string, number>()
  const { planted } = world.options
  world.roles.forEach((role, account) => {
    const inNetwork = world.groupNames[world.groups[account]].startsWith(PLANTED_PREFIX)
    assert.equal(isPlanted(role), inNetwork)
    if (inNetwork) roles.set(ROLES[role - 1], (roles.get(ROLES[role - 1]) ?? 0) + 1)
    if (inNetwork && AGE_BANDS[world.ageBands[account]] === 'minor') {
      assert.equal(ROLES[role - 1], 'at-risk')
    }
  })
  const total = [...roles.values()].reduce((sum, count) => sum + count)
  assert.equal(total, planted)
  assert.ok(roles.get('seeker')! / planted > 0.68)
  assert.ok(roles.get('source')! / planted > 0.06 && roles.get('source')! / planted < 0.16)
  assert.ok(roles.get('at-risk')! > 0)
})

test('camouflage sets how many innocent accounts a planted one follows, idols among them', () => {
  for (const camouflage of [0, 15, 40]) {
    const made = simulateWorld({ accounts: 10_000, camouflage })
    const { sources, targets } = made.follows
    let outside = 0
    let toFanClubs = 0
    sources.forEach((source, e) => {
      if (!isPlanted(made.roles[source]) || isPlanted(made.roles[targets[e]])) return
      outside++
      if (groupOf(made, targets[e]).startsWith('fan-club-')) toFanClubs++
    })
    const mean = outside / made.options.planted
    // some are drawn twice; a few more are follows returned
    assert.ok(mean >= camouflage * 0.85 && mean < camouflage * 1.1 + 2, `${camouflage}: ${mean}`)
    assert.ok(camouflage === 0 || toFanClubs > outside / 20)
  }
})

test('sourcePopularity sets how many innocent accounts follow a source', () => {
  for (const sourcePopularity of [0, 30]) {
    const made = simulateWorld({ accounts: 4000, sourcePopularity, camouflage: 5 })
    const { sources, targets } = made.follows
    const isSource = (account: number) => ROLES[made.roles[account] - 1] === 'source'
    const innocent = sources.filter(
      (source, e) => isSource(targets[e]) && !isPlanted(made.roles[source]),
    )
    const mean = innocent.length / made.roles.filter((role) => ROLES[role - 1] === 'source').length
    assert.ok(Math.abs(mean - sourcePopularity) < 6, `${mean}`)
  }
})

test('every world holds every kind of innocent look-alike, small ones too', () => {
  for (const accounts of [1000, 2000, ACCOUNTS]) {
    const made = accounts === ACCOUNTS ? world : simulateWorld({ accounts, seed: 9 })
    const kinds = new Set(made.groupNames.slice(1).map((name) => name.replace(/-\d+$/, '')))
    assert.deepEqual([...kinds].toSorted(), [
      'company',
      'diaspora',
      'family',
      'fan-club',
      'planted',
      'support-group',
    ])
    assert.ok(made.groupNames.includes('fan-club-2'))
    made.groups.forEach((group, account) => {
      if (group === 0) assert.equal(made.roles[account], 0)
      else if (!groupOf(made, account).startsWith(PLANTED_PREFIX)) {
        assert.equal(ROLES[made.roles[account] - 1], 'bystander')
      }
    })
  }
})

test('a fan club has the shape of the planted network: few are followed, many mainly follow them', () => {
  const planted = shapeOf(world, (name) => name.startsWith(PLANTED_PREFIX))
  const fans = shapeOf(world, (name) => name === 'fan-club-1')
  assert.ok(Math.abs(planted.insideShare - fans.insideShare) < 0.15)
  assert.ok(Math.abs(planted.topTenthShare - fans.topTenthShare) < 0.15)
  assert.ok(planted.topTenthShare > 0.5 && fans.topTenthShare > 0.5)
})

test('a support group is dense, private and young', () => {
  const { insideShare, members } = shapeOf(world, (name) => name === 'support-group-1')
  assert.ok(insideShare > 0.5)
  const minors = members.filter((member) => AGE_BANDS[world.ageBands[member]] === 'minor')
  assert.ok(minors.length / members.length > 0.25)
})

test('a diaspora lives in every region', () => {
  const { members } = shapeOf(world, (name) => name === 'diaspora-1')
  assert.equal(
    new Set(members.map((member) => world.regions[member])).size,
    world.regionNames.length,
  )
})

test('neither the row nor the id tells who is planted', () => {
  const byId = new Map(
    world.accountIds.toSorted().map((id, place) => [id, place / ACCOUNTS] as const),
  )
  assert.equal(byId.size, ACCOUNTS)
  const rows: number[] = []
  const places: number[] = []
  world.roles.forEach((role, account) => {
    if (!isPlanted(role)) return
    rows.push(account / ACCOUNTS)
    places.push(byId.get(world.accountIds[account])!)
  })
  // 116 uniform draws: the mean is within 0.5 ± 4 · 0.289 / √116, and each tenth holds some
  for (const spread of [rows, places]) {
    const mean = spread.reduce((sum, place) => sum + place) / spread.length
    assert.ok(Math.abs(mean - 0.5) < 0.11, `${mean}`)
    assert.equal(new Set(spread.map((place) => Math.floor(place * 10))).size, 10)
  }
})

test('every tag is invented, each once', () => {
  assert.ok(world.tagNames.every(isInventedWord))
  assert.equal(new Set(world.tagNames).size, world.tagNames.length)
})

test('signals name planted accounts only, as many as are known and of the roles asked for', () => {
  for (const seedRoles of ['mixed', 'any', 'sources', 'seekers'] as const) {
    const made = simulateWorld({ accounts: 10_000, seedRoles, seedsKnown: 8 })
    const rows = made.signals.map(({ subject }) =>
      made.accountIds.indexOf('account' in subject ? subject.account : ''),
    )
    assert.equal(new Set(rows).size, 8)
    const roles = rows.map((row) => ROLES[made.roles[row] - 1])
    assert.ok(rows.every((row) => isPlanted(made.roles[row])))
    const seekers = roles.filter((role) => role === 'seeker').length
    if (seedRoles === 'seekers') assert.equal(seekers, 8)
    if (seedRoles === 'sources') assert.equal(seekers, 0)
    if (seedRoles === 'mixed') assert.ok(seekers <= 4)
  }
})

test('interactions name accounts and items that exist, and nobody has to do with themselves', () => {
  for (const { sources, targets } of [world.likes, world.views]) {
    assert.ok(sources.length > ACCOUNTS)
    assert.ok(sources.every((source, e) => source !== targets[e] && targets[e] < ACCOUNTS))
  }
  assert.ok(world.itemUses.targets.every((item) => item < world.itemIds.length))
  assert.equal(new Set(world.itemIds).size, world.itemIds.length)
})

function groupOf({ groups, groupNames }: World, account: number): string {
  return groupNames[groups[account]]
}

function countEnds(ends: Uint32Array, accounts: number): Uint32Array {
  const counts = new Uint32Array(accounts)
  for (const end of ends) counts[end]++
  return counts
}

/** How much of a group's following stays inside, and how much of that goes to its best known tenth. */
function shapeOf(
  made: World,
  belongs: (name: string) => boolean,
): { insideShare: number; topTenthShare: number; members: number[] } {
  const members: number[] = []
  made.groups.forEach((_, account) => {
    if (belongs(groupOf(made, account))) members.push(account)
  })
  const inside = new Map(members.map((member) => [member, 0]))
  let all = 0
  let within = 0
  made.follows.sources.forEach((source, e) => {
    if (!inside.has(source)) return
    all++
    const followers = inside.get(made.follows.targets[e])
    if (followers === undefined) return
    within++
    inside.set(made.follows.targets[e], followers + 1)
  })
  const best = [...inside.values()].toSorted((a, b) => b - a).slice(0, members.length / 10)
  const top = best.reduce((sum, followers) => sum + followers, 0)
  return { insideShare: within / all, topTenthShare: top / within, members }
}

/** What is said of networks, against plain twins that look at every follow. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AGE_BANDS } from '../model/age-band.ts'
import { ROLES } from '../model/role.ts'
import { packStanding } from '../model/standing.ts'
import { createRandom, type Random } from '../util/random.ts'
import { communitiesOf } from './communities.ts'
import { contextsOf } from './context.ts'
import { evidenceOf } from './evidence.ts'
import { expand } from './expand.ts'
import { uniqueFollowers } from './followers.ts'
import { type Investigation } from './investigation.ts'
import { listNetworks } from './list-networks.ts'
import { mapNetwork } from './map-network.ts'
import { randomInvestigation, someAccounts } from './random-investigations.ts'
import { type StandingsOf } from './shielded.ts'

const PROTECTED = packStanding({ protected: true })
const unknown: StandingsOf = async (accounts) => new Uint8Array(accounts.length)
/** Every third account is protected by a decision of people. */
const decided: StandingsOf = async (accounts) =>
  Uint8Array.from(accounts, (account) => (isDecided(account) ? PROTECTED : 0))
const isDecided = (account: string) => /[036]$/.test(account)

const isChild = ({ platform, map }: Investigation, account: string) => {
  const row = platform.accounts.find(account)
  return (
    isDecided(account) ||
    ROLES[map.roles[row]] === 'at-risk' ||
    AGE_BANDS[platform.ageBands[row]] === 'minor'
  )
}

/** All follows as pairs of ids. */
function followsOf({ platform: { accounts, follows } }: Investigation): [string, string][] {
  const { starts, targets } = follows.out
  return Array.from({ length: accounts.size }, (_, row) =>
    [...targets.subarray(starts[row], starts[row + 1])].map((target): [string, string] => [
      accounts.idOf(row),
      accounts.idOf(target),
    ]),
  ).flat()
}

const idsOf = ({ platform }: Investigation, rows: Iterable<number>) =>
  [...rows].map((row) => platform.accounts.idOf(row))

async function forEachNetwork(
  count: number,
  check: (
    investigation: Investigation,
    network: Investigation['map']['networks'][number],
    random: Random,
  ) => Promise<void>,
): Promise<void> {
  let checked = 0
  for (let seed = 1; seed <= count; seed++) {
    const random = createRandom(seed)
    const investigation = randomInvestigation(random)
    for (const network of investigation.map.networks) {
      await check(investigation, network, random)
      checked++
    }
  }
  assert.ok(checked > count / 2, `only ${checked} networks`)
}

/** To be compared whatever their order, and with how often each is there. */
const written = (pairs: readonly [string, string][]) =>
  pairs.map((pair) => pair.join(' ')).toSorted()

const pairsOf = (names: readonly string[], pairs: readonly number[]): [string, string][] =>
  Array.from({ length: pairs.length / 2 }, (_, k) => [names[pairs[2 * k]], names[pairs[2 * k + 1]]])

test('a picture has every account of the network and every follow among them, each once', () =>
  forEachNetwork(120, async (investigation, { id, rows, bridgingTags }) => {
    const question = {
      kind: 'map',
      network: id,
      limit: 5000,
      summarised: false,
      communities: [],
    } as const
    const picture = await mapNetwork(investigation, { ...question, childSafety: true }, decided)
    const members = new Set(idsOf(investigation, rows))
    const drawn = picture.accounts.map(({ account }) => account)
    assert.deepEqual(new Set(drawn), members)
    assert.equal(drawn.length, members.size)
    const expected = followsOf(investigation).filter(
      ([from, to]) => members.has(from) && members.has(to),
    )
    assert.deepEqual(written(pairsOf(drawn, picture.follows.pairs)), written(expected))
    const { communities, links } = picture
    assert.ok(communities.every(({ open }) => open))
    assert.equal(
      communities.reduce((sum, { accounts }) => sum + accounts, 0),
      rows.length,
    )
    const communityOf = new Map(picture.accounts.map((each) => [each.account, each.community]))
    for (const { from, to, follows } of links) {
      const between = expected.filter((pair) => {
        const ends = pair.map((account) => communityOf.get(account))
        return ends.includes(from) && ends.includes(to)
      })
      assert.equal(follows, between.length)
    }
    const ranks = picture.accounts.map(({ seed, rank }) => (seed ? 0 : rank!))
    assert.deepEqual(
      ranks,
      ranks.toSorted((a, b) => a - b),
    )
    assert.deepEqual(
      picture.tags.map(({ tag, usedBy }) => [tag, usedBy.length]),
      bridgingTags.map(({ tag, uses }) => [tag, uses]),
    )
  }))

test('who lacks the permission gets no child, by role, age or decision, and their number', () =>
  forEachNetwork(120, async (investigation, { id, rows }, random) => {
    const asked = { network: id, childSafety: false }
    const members = idsOf(investigation, rows)
    const children = members.filter((account) => isChild(investigation, account))
    const picture = await mapNetwork(
      investigation,
      { kind: 'map', ...asked, limit: 5000, summarised: false, communities: [] },
      decided,
    )
    assert.equal(picture.leftOut.shielded, children.length)
    assert.equal(picture.accounts.length, members.length - children.length)
    const kept = await mapNetwork(
      investigation,
      { kind: 'map', ...asked, limit: 5000, summarised: false, communities: [], isBlind: true },
      decided,
    )
    assert.deepEqual(
      kept.accounts,
      picture.accounts.map((one) => ({ ...one, level: null })),
    )
    const from = someAccounts(random, investigation, 4)
    const expansion = await expand(
      investigation,
      { kind: 'expand', ...asked, from, drawn: members, hops: 3, limit: 50 },
      decided,
    )
    const evidence = await evidenceOf(
      investigation,
      { kind: 'evidence', ...asked, accounts: from },
      decided,
    )
    const contexts = await contextsOf(
      investigation,
      { kind: 'context', ...asked, accounts: from },
      decided,
    )
    const { accounts } = evidence
    const onTheWay = accounts.flatMap(({ paths }) =>
      paths.flatMap(({ steps }) => steps.flatMap(({ from, to }) => [from, to])),
    )
    const named = [
      ...picture.accounts.map(({ account }) => account),
      ...expansion.accounts.map(({ account }) => account),
      ...accounts.map(({ account }) => account),
      ...contexts.accounts.map(({ account }) => account),
      ...onTheWay.flatMap((node) => ('account' in node ? [node.account] : [])),
    ]
    for (const account of named) assert.ok(!isChild(investigation, account), account)
    // not even by the follows that lead there
    for (const place of expansion.follows.pairs) {
      const account =
        place < members.length ? members[place] : expansion.accounts[place - members.length].account
      assert.ok(!isChild(investigation, account), account)
    }
  }))

test('a network that does not fit is drawn by communities, and an asked one opens by rank', () =>
  forEachNetwork(120, async (investigation, network) => {
    const { id, rows } = network
    if (rows.length < 3) return
    const limit = rows.length - 1
    const ask = (communities: number[]) =>
      mapNetwork(
        investigation,
        { kind: 'map', network: id, limit, summarised: false, communities, childSafety: true },
        unknown,
      )
    const closed = await ask([])
    assert.deepEqual([closed.accounts, closed.follows.pairs], [[], []])
    assert.ok(closed.communities.every(({ open }) => !open))
    const { list } = communitiesOf(investigation, network)
    const opened = await ask([0])
    assert.equal(opened.accounts.length, Math.min(limit, list[0].rows.length))
    assert.ok(opened.accounts.every(({ community }) => community === 0))
    assert.equal(opened.leftOut.overLimit, Math.max(0, list[0].rows.length - limit))
    assert.deepEqual(
      opened.communities.map(({ open }) => open),
      opened.communities.map((_, k) => k === 0),
    )
  }))

test('without a limit that bites, an expansion is every account within so many hops', () =>
  forEachNetwork(150, async (investigation, { id }, random) => {
    const from = someAccounts(random, investigation, 3)
    const drawn = someAccounts(random, investigation, 6)
    const hops = 1 + random.below(3)
    const expansion = await expand(
      investigation,
      { kind: 'expand', network: id, from, drawn, hops, limit: 2000, childSafety: true },
      unknown,
    )
    const follows = followsOf(investigation)
    const within = new Set(from.filter((account) => account !== 'zorblax'))
    const began = new Set(within)
    for (let hop = 0; hop < hops; hop++) {
      const beside = follows.filter(([a, b]) => within.has(a) || within.has(b)).flat()
      for (const account of beside) within.add(account)
    }
    const expected = [...within].filter(
      (account) => !began.has(account) && !drawn.includes(account),
    )
    const fresh = expansion.accounts.map(({ account }) => account)
    assert.deepEqual(fresh.toSorted(), expected.toSorted())
    assert.equal(expansion.leftOut.overLimit, 0)
    assert.equal(expansion.leftOut.unknown, from.includes('zorblax') ? 1 : 0)
    const all = new Set([...drawn, ...fresh])
    const isFresh = new Set(fresh)
    const among = follows.filter(
      ([a, b]) => all.has(a) && all.has(b) && (isFresh.has(a) || isFresh.has(b)),
    )
    const names = [...drawn, ...fresh]
    assert.deepEqual(written(pairsOf(names, expansion.follows.pairs)), written(among))
  }))

test('an expansion keeps to its limit, and each account hangs on what was there', () =>
  forEachNetwork(150, async (investigation, { id }, random) => {
    const from = someAccounts(random, investigation, 2)
    const limit = 1 + random.below(6)
    const question = { network: id, from, drawn: from, hops: 3, limit, childSafety: true }
    const { accounts } = await expand(investigation, { kind: 'expand', ...question }, unknown)
    assert.ok(accounts.length <= limit)
    const hanging = new Set(from)
    const follows = followsOf(investigation)
    for (let round = 0; round < 3; round++) {
      for (const { account } of accounts) {
        const isTied = follows.some(
          ([a, b]) => (a === account && hanging.has(b)) || (b === account && hanging.has(a)),
        )
        if (isTied) hanging.add(account)
      }
    }
    for (const { account } of accounts) assert.ok(hanging.has(account), account)
  }))

test('contexts and unique followers are what counting each follow gives', () =>
  forEachNetwork(150, async (investigation, { id, rows, bridgingTags }, random) => {
    const { platform, map } = investigation
    const follows = followsOf(investigation)
    const members = new Set(idsOf(investigation, rows))
    const roleOf = (account: string) => ROLES[map.roles[platform.accounts.find(account)]]
    const accounts = someAccounts(random, investigation, 8)
    const known = new Set(accounts.filter((account) => account !== 'zorblax'))
    const contexts = await contextsOf(
      investigation,
      { kind: 'context', network: id, accounts, childSafety: true },
      unknown,
    )
    assert.deepEqual(new Set(contexts.accounts.map(({ account }) => account)), known)
    for (const context of contexts.accounts) {
      const followed = follows.filter(([from]) => from === context.account).map(([, to]) => to)
      const followers = follows.filter(([, to]) => to === context.account).map(([from]) => from)
      const row = platform.accounts.find(context.account)
      const { starts, targets } = platform.tagUses.out
      const tags = [...targets.subarray(starts[row], starts[row + 1])].map((tag) =>
        platform.tags.idOf(tag),
      )
      assert.deepEqual(context, {
        account: context.account,
        follows: followed.length,
        followedSources: followed.filter((other) => roleOf(other) === 'source').length,
        followedMembers: followed.filter((other) => members.has(other)).length,
        followers: followers.length,
        followersInNetwork: followers.filter((other) => members.has(other)).length,
        tags: tags.length,
        sharedTags: bridgingTags.filter(({ tag, spellings }) =>
          [tag, ...spellings].some((each) => tags.includes(each)),
        ).length,
      })
    }
    const unique = uniqueFollowers(investigation, {
      kind: 'unique-followers',
      network: id,
      accounts,
    })
    const followers = new Set(follows.filter(([, to]) => known.has(to)).map(([from]) => from))
    assert.equal(unique.of, known.size)
    assert.equal(unique.uniqueFollowers, followers.size)
    assert.equal(unique.inNetwork, [...followers].filter((each) => members.has(each)).length)
    for (const role of ROLES) {
      const those = [...followers].filter((each) => roleOf(each) === role)
      assert.equal(unique.roles[role], those.length)
    }
    const summary = listNetworks(investigation).networks.find((each) => each.id === id)!
    const outside = follows.filter(([from, to]) => members.has(to) && !members.has(from))
    assert.equal(summary.reach, new Set(outside.map(([from]) => from)).size)
    assert.equal(summary.accounts, rows.length)
  }))

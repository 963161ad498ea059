/**
 * Innocent groups in the shapes that a careless detector would take for a network.
 *
 * @module
 */
import { type Random } from '../../src/util/random.ts'
import { between, sample } from './draw.ts'
import { addFollow, type FollowList } from './follow-list.ts'

/** Who may be taken for what: rows by group name. */
export interface LookAlike {
  readonly name: string
  readonly rows: Uint32Array
  /** Those of them that the others follow; none where all are alike. */
  readonly stars: Uint32Array
}

/** Add one of each kind; sizes shrink with the world. Members are accounts that exist already. */
export function addLookAlikes(random: Random, list: FollowList, free: Uint32Array): LookAlike[] {
  const scale = Math.min(1, list.accounts / 60000)
  const sized = (count: number) => Math.max(6, Math.round(count * scale))
  let taken = 0
  const take = (count: number) => free.subarray(taken, (taken += count))
  const groups: LookAlike[] = []
  const add = (name: string, stars: Uint32Array, others: Uint32Array) =>
    groups.push({ name, rows: joined(stars, others), stars })
  const nobody = new Uint32Array(0)

  // the very shape of the planted network: many stars, fans who follow several of them
  const famous = take(sized(60))
  add('fan club, large', famous, joinFans(random, list, famous, take(sized(500)), [5, 12]))
  // fan clubs with few stars, fans who follow nearly all of them
  for (let club = 0; club < 6; club++) {
    const stars = take(between(random, 1, 5))
    const fans = take(sized(between(random, 80, 300)))
    add(`fan club ${club}`, stars, joinFans(random, list, stars, fans, [1, 5]))
  }
  for (let family = 0; family < 20; family++) {
    add(`family ${family}`, nobody, meet(random, list, take(between(random, 4, 9)), 0.95))
  }
  for (let company = 0; company < 5; company++) {
    add(
      `company ${company}`,
      nobody,
      meet(random, list, take(sized(between(random, 40, 120))), 0.3),
    )
  }
  add('support group', nobody, meet(random, list, take(sized(90)), 0.25))
  const channels = take(sized(30))
  add('diaspora', channels, settle(random, list, channels, take(sized(500))))
  return groups
}

/** Each fan follows some of the stars. Returns the fans. */
function joinFans(
  random: Random,
  list: FollowList,
  stars: Uint32Array,
  fans: Uint32Array,
  [fewest, most]: readonly [number, number],
): Uint32Array {
  for (const fan of fans) {
    for (const star of sample(random, stars, between(random, fewest, most))) {
      addFollow(list, fan, star)
    }
  }
  return fans
}

/** Everybody follows everybody else with probability `density`. */
function meet(random: Random, list: FollowList, rows: Uint32Array, density: number): Uint32Array {
  for (const source of rows) {
    for (const target of rows) if (random.next() < density) addFollow(list, source, target)
  }
  return rows
}

/** News channels of a far-off home country, followed by its people, who also know each other. */
function settle(
  random: Random,
  list: FollowList,
  channels: Uint32Array,
  people: Uint32Array,
): Uint32Array {
  for (const person of people) {
    for (const channel of sample(random, channels, between(random, 4, 10))) {
      addFollow(list, person, channel)
    }
    for (const friend of sample(random, people, between(random, 3, 10))) {
      addFollow(list, person, friend)
      if (random.next() < 0.6) addFollow(list, friend, person)
    }
  }
  return people
}

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  const rows = new Uint32Array(a.length + b.length)
  rows.set(a)
  rows.set(b, a.length)
  return rows
}

/**
 * The follows that people make for reasons of their own: a circle of friends, a shared topic,
 * friends of friends, whoever is famous; and following back.
 *
 * Together they give what real follow graphs have: heavy tails, communities, closed triangles,
 * and a share of mutual follows that falls with the fame of the followed.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { type Topics } from './communities.ts'
import { pick, roundAtRandom } from './draws.ts'
import { type Draft, follow } from './draft.ts'
import { addPair, createPairs } from './pairs.ts'
import { isPlanted } from './planted.ts'
import { createWeightedDraw, drawMember } from './weighted-draw.ts'

/** Shares of the follows by reason, cumulative; the rest goes to whoever is famous anywhere. */
const CIRCLE = 0.16
const FRIEND_OF_FRIEND = 0.32
const TOPIC = 0.72
/** Within topic follows: the account's own topic rather than its second one. */
const HOME_SHARE = 0.75
/** Members of a circle are within this many places of each other. */
const CIRCLE_WIDTH = 15
const FOLLOWS_BACK = 0.32
/** Who has more followers than this follows back more and more rarely. */
const FAME = 15
/** Draws for one follow made: what following back adds, less what is drawn twice (measured). */
const DRAWS_PER_FOLLOW = 0.92

/**
 * `activity` says how many follows a planted account draws; of the others it gives the ratios, and
 * their number makes up what groups have left of `meanFollows`. Linear in the number of follows.
 */
export function addOrdinaryFollows(draft: Draft, topics: Topics, random: Random): void {
  const { interests, degrees, options } = draft
  const { accounts, meanFollows } = options
  const everyone = Uint32Array.from({ length: accounts }, (_, i) => i)
  const famous = createWeightedDraw(everyone, degrees.popularity)
  const expectedFollowers = expectedInDegrees(degrees.popularity, accounts * meanFollows)

  const scale = ordinaryScale(draft)

  // one run of choices for each account, in row order: friends of friends look into earlier runs
  const chosen = createPairs(Math.ceil(accounts * meanFollows))
  const starts = new Uint32Array(accounts + 1)
  for (let i = 0; i < accounts; i++) {
    starts[i] = chosen.size
    const share = isPlanted(draft.roles[i]) ? 1 : scale
    const draws = roundAtRandom(random, degrees.activity[i] * share)
    for (let k = 0; k < draws; k++) {
      const reason = random.next()
      let target: number
      if (reason < CIRCLE) target = drawFromCircle(i)
      else if (reason < FRIEND_OF_FRIEND) target = drawFriendOfFriend(i)
      else if (reason < TOPIC) target = drawFromTopic(i)
      else target = drawMember(famous, random)
      if (target === i) continue

      addPair(chosen, i, target)
      follow(draft, i, target)
      const fame = Math.min(1, FAME / expectedFollowers[target])
      if (random.next() < FOLLOWS_BACK * fame) follow(draft, target, i)
    }
    starts[i + 1] = chosen.size
  }

  function drawFromCircle(i: number): number {
    const circle = topics.members[interests.homes[i]]
    const step = 1 + Math.floor(CIRCLE_WIDTH * random.next() ** 2)
    const place = topics.places[i] + (random.next() < 0.5 ? step : circle.length - step)
    return circle[((place % circle.length) + circle.length) % circle.length]
  }

  function drawFromTopic(i: number): number {
    const topic = random.next() < HOME_SHARE ? interests.homes[i] : interests.seconds[i]
    // a world so small that a topic has nobody has its famous accounts still
    if (topics.members[topic].length === 0) return drawMember(famous, random)
    return drawMember(topics.draws[topic], random)
  }

  function drawFriendOfFriend(i: number): number {
    const own = chosen.targets.subarray(starts[i], chosen.size)
    if (own.length === 0) return drawFromTopic(i)
    const friend = pick(random, own)
    // the friend's own run is there only if it came before
    const theirs = friend < i ? chosen.targets.subarray(starts[friend], starts[friend + 1]) : own
    return friend < i && theirs.length > 0 ? pick(random, theirs) : drawFromTopic(i)
  }
}

/** What an innocent account's activity is multiplied with. */
function ordinaryScale({ options, degrees, roles, follows }: Draft): number {
  let innocent = 0
  let planted = 0
  degrees.activity.forEach((activity, i) => {
    if (isPlanted(roles[i])) planted += activity
    else innocent += activity
  })
  const left = options.accounts * options.meanFollows - follows.size - planted
  // groups may have used up all there was: the rest still follow somebody
  return (DRAWS_PER_FOLLOW * Math.max(left, innocent / 5)) / innocent
}

function expectedInDegrees(popularity: Float64Array, follows: number): Float64Array {
  let total = 0
  for (const weight of popularity) total += weight
  return popularity.map((weight) => (weight / total) * follows)
}

/** What `map` tells a person. */
import { doubtedSeeds } from '../detect/doubted-seeds.ts'
import { type FusedPart } from '../detect/fuse.ts'
import { type NetworkMap } from '../detect/map.ts'
import { type SetAside, setAsideOf } from '../detect/seeds.ts'
import { FALSE_DISCOVERY_RATE } from '../detect/roles.ts'
import { standingsOf } from '../detect/standings.ts'
import { type Platform } from '../platform/platform.ts'
import { type Interval } from '../statistics/interval.ts'
import { count, percent, table } from './tty.ts'

/** Networks named in words; a map of scattered seeds has many of two or three accounts. */
const MOST_NAMED = 10

interface Asked {
  /** How many accounts take part, those not found among them; null where nothing says. */
  readonly size: Interval | null
  /** Accounts that follow sources more than chance allows. */
  readonly beyondChance: number
  /** How many accounts people can review; null for as many as were found. */
  readonly budget: number | null
  readonly workspace: string
}

export function mapSummary(
  platform: Platform,
  map: NetworkMap,
  { size, beyondChance, budget, workspace }: Asked,
): string {
  const { fused, seeds, members } = map
  if (seeds.rows.length === 0) {
    return `There is nothing to start from: no account has an accepted harmful signal.
Import signals (account,kind) with a confidence of 0.5 or more, and map again.
`
  }
  const found = Math.max(0, members.length - seeds.rows.length)
  return [
    reachSentence(platform, map),
    ...setAsideSentence(setAsideOf(platform)),
    ...doubtSentence(map),
    networkTable(map),
    ...sizeSentence(size, map),
    ...followersSentence(beyondChance, map),
    detectorTable(fused.parts),
    standingSentence(platform, map),
    reviewSentence(budget ?? found, workspace),
  ].join('\n\n')
}

function reviewSentence(toReview: number, workspace: string): string {
  const scores = `"firebreak scores --workspace ${workspace}"`
  return toReview > 0
    ? `For review: the first ${count(toReview)} of ${scores}.`
    : `For review: ${scores} from the top, for as long as people still find what they look for.`
}

function reachSentence({ accounts }: Platform, { reachable, rows, seeds }: NetworkMap): string {
  let reached = -seeds.rows.length
  for (const flag of reachable) reached += flag
  const said = `${count(reached)} of ${count(accounts.size)} accounts are connected with the ${count(seeds.rows.length)} seeds`
  return rows.length === accounts.size
    ? `${said}.`
    : `${said}; the ${count(rows.length)} closest were scored, all others score 0.`
}

/** What was not believed, and why. */
function setAsideSentence({ reported, onlyReports }: SetAside): string[] {
  if (onlyReports) {
    return [
      'Nothing but reports speaks, which anybody can make: the map starts from them. Confirm some of them and map again before you rely on it.',
    ]
  }
  if (reported === 0) return []
  return [
    `Set aside: ${count(reported)} ${reported === 1 ? 'account' : 'accounts'} with reports alone, which anybody can make, or with more than their reporter is believed. They start no network; people look at them first.`,
  ]
}

function doubtSentence(map: NetworkMap): string[] {
  const doubted = doubtedSeeds(map).length
  if (doubted === 0) return []
  const subject = doubted === 1 ? '1 seed is' : `${count(doubted)} seeds are`
  return [
    `In doubt: ${subject} not borne out by the others. Their signals stand until somebody has looked at them again.`,
  ]
}
const NETWORK_COLUMNS = [
  'network',
  'accounts',
  'sources',
  'seekers',
  'unique followers',
  'conductance',
  'stability',
]

function networkTable({ networks, members, seeds }: NetworkMap): string {
  if (members.length <= seeds.rows.length || networks.length === 0) {
    return 'No network could be made out around the seeds; the ranking still says whom to look at first.'
  }
  const rows = networks
    .slice(0, MOST_NAMED)
    .map(({ id, rows, sources, seekers, uniqueFollowers, conductance, stability }) => [
      `  ${id}`,
      ...[rows.length, sources, seekers, uniqueFollowers].map(count),
      ...[conductance, stability].map((part) => percent(part, 0)),
    ])
  const left = networks.length - rows.length
  return table([NETWORK_COLUMNS, ...rows]) + (left > 0 ? `\n  and ${count(left)} smaller` : '')
}

/** Those found, and those that are not. */
function sizeSentence(size: Interval | null, { members }: NetworkMap): string[] {
  if (!size) return []
  const { value, low, high } = size
  return [
    `About ${count(value)} accounts take part (95 % interval ${count(low)}-${count(high)}), the ${count(members.length)} found among them.`,
  ]
}

/** Tested among everybody, members or not. */
function followersSentence(beyond: number, { networks }: NetworkMap): string[] {
  if (networks.every(({ sources }) => sources === 0)) return []
  const subject = beyond === 1 ? '1 account follows' : `${count(beyond)} accounts follow`
  return [
    `${subject} sources more than chance allows, at a false-discovery rate of ${percent(FALSE_DISCOVERY_RATE, 0)}.`,
  ]
}

function detectorTable(parts: readonly FusedPart[]): string {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  const rows = parts
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ id, weight, heldOutFound }) => [
      `  ${id}`,
      percent(weight / total, 0),
      heldOutFound === null ? 'none held out' : percent(heldOutFound, 0),
    ])
  return table([['detector', 'share', 'held-out seeds in its first 1 %'], ...rows])
}

/** What software alone would do about it: all of it reversible. */
function standingSentence(platform: Platform, map: NetworkMap): string {
  const counts = new Map<string, number>()
  for (const { standing } of standingsOf(platform, map)) {
    const kind = standing.protected ? 'protect' : standing.level
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const said = ['withhold', 'limit', 'watch', 'protect']
    .filter((kind) => counts.has(kind))
    .map((kind) => `${kind} ${count(counts.get(kind) ?? 0)}`)
  return `A guard on this map would ${said.join(', ') || 'do nothing'}; people decide on the rest.`
}

/**
 * Who follows the sources of networks more than chance allows.
 *
 * Asked of everybody, members of a network or not, by a null model that keeps all degrees
 * (chance-follows.ts).
 *
 * The sources are those of the map, which were themselves found by who follows them; and the null knows
 * no communities. What the rate says of true networks is therefore to be measured, not proved.
 *
 * @module
 */
import { degree } from '../graph/csr.ts'
import { SparseSums } from '../graph/sparse-sums.ts'
import { AGE_BANDS } from '../model/age-band.ts'
import { ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'
import { qValues } from '../statistics/false-discovery.ts'
import { expectedFollows, pValueOfFollows } from './chance-follows.ts'
import { type NetworkMap } from './map.ts'
import { FALSE_DISCOVERY_RATE } from './roles.ts'

export interface SourceFollower {
  readonly row: number
  /** Its follows with sources. */
  readonly follows: number
  /** How many there would be by chance. */
  readonly expected: number
  readonly qValue: number
}

const MINOR = AGE_BANDS.indexOf('minor')
const SOURCE = ROLES.indexOf('source')
const AT_RISK = ROLES.indexOf('at-risk')

/**
 * Everybody who follows a source, by rows, with the q-value among all accounts that follow anybody. Members at
 * risk count as sources, since many of those who are followed are children; neither are tested. Linear in
 * accounts and in the followers of sources.
 */
export function sourceFollowers(
  { follows, ageBands }: Pick<Platform, 'follows' | 'ageBands'>,
  { roles, members }: Pick<NetworkMap, 'roles' | 'members'>,
): SourceFollower[] {
  const { out, in: back } = follows
  const shielded = new Set(members.filter((row) => roles[row] === AT_RISK))
  const isSource = (row: number) => roles[row] === SOURCE || shielded.has(row)
  const isTested = (row: number) =>
    roles[row] !== SOURCE && roles[row] !== AT_RISK && ageBands[row] !== MINOR
  const counts = new SparseSums()
  let tests = 0
  let toSources = 0
  for (const row of roles.keys()) {
    if (isTested(row) && degree(out, row) > 0) tests++
    if (!isSource(row)) continue
    toSources += degree(back, row)
    for (let e = back.starts[row]; e < back.starts[row + 1]; e++) counts.add(back.targets[e], 1)
  }
  const tested = [...counts.entries()]
    .filter(([row]) => isTested(row))
    .toSorted(([a], [b]) => a - b)
    .map(([row, count]) => {
      const expected = expectedFollows(degree(out, row), toSources, out.targets.length)
      return { row, follows: count, expected, pValue: pValueOfFollows(count, expected) }
    })
  const values = qValues(
    tested.map(({ pValue }) => pValue),
    tests,
  )
  return tested.map(({ row, follows, expected }, k) => ({
    row,
    follows,
    expected,
    qValue: values[k],
  }))
}

/** How many accounts follow sources more than chance allows, at `FALSE_DISCOVERY_RATE`. */
export function countBeyondChance(followers: readonly SourceFollower[]): number {
  return followers.filter(({ qValue }) => qValue <= FALSE_DISCOVERY_RATE).length
}

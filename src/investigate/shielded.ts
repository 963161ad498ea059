/**
 * Who is left out of what is shown to a person without the permission for child safety: whoever may be
 * a child or a victim, by the role that the map gave, the age that was stated, or the standing.
 *
 * @module
 */
import { AGE_BANDS } from '../model/age-band.ts'
import { ROLES } from '../model/role.ts'
import { unpackStanding } from '../model/standing.ts'
import { type Investigation } from './investigation.ts'

const AT_RISK = ROLES.indexOf('at-risk')
const MINOR = AGE_BANDS.indexOf('minor')

/** The standings of accounts as the guard has them, a byte each: who decides about them is not the map. */
export type StandingsOf = (accounts: readonly string[]) => Promise<Uint8Array>

export interface Seen {
  /** Those of the rows that may be shown, in their order. */
  readonly rows: readonly number[]
  /** Their standings, a byte each. */
  readonly standings: Uint8Array
  /** How many were left out. */
  readonly shielded: number
}

export async function seenBy(
  { platform, map }: Investigation,
  rows: readonly number[],
  childSafety: boolean,
  standingsOf: StandingsOf,
): Promise<Seen> {
  const bytes = await standingsOf(rows.map((row) => platform.accounts.idOf(row)))
  if (childSafety) return { rows, standings: bytes, shielded: 0 }
  const isSeen = rows.map((row, k) => {
    const standing = unpackStanding(bytes[k])
    const isChild = standing.protected || standing.ageBand === 'minor'
    return !isChild && map.roles[row] !== AT_RISK && platform.ageBands[row] !== MINOR
  })
  const kept = rows.filter((_row, k) => isSeen[k])
  return {
    rows: kept,
    standings: bytes.filter((_byte, k) => isSeen[k]),
    shielded: rows.length - kept.length,
  }
}

/**
 * Seeds that the others do not bear out: whose signals people should look at again.
 *
 * @module
 */
import { placeIn } from './every-row.ts'
import { type NetworkMap } from './map.ts'

/**
 * Rows of the seeds that are less likely than not of a network that the others make out, by their
 * follows alone, as if they were none. Where no network was made out nobody is in doubt: then the
 * others say nothing. A doubt takes no standing away, since a signal can be right about an account
 * that keeps to itself; and it costs the network nothing, which is fitted without such seeds.
 */
export function doubtedSeeds({
  seeds,
  rows,
  logOdds,
  members,
}: Pick<NetworkMap, 'seeds' | 'rows' | 'logOdds' | 'members'>): Uint32Array {
  if (members.length <= seeds.rows.length) return new Uint32Array(0)
  return seeds.rows.filter((row) => !(logOdds[placeIn(rows, row)] > 0))
}

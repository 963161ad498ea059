/**
 * What was decided about single accounts, above what the map says of everybody.
 *
 * The guard's table holds one byte an account. For the few that something was decided about, what the
 * map had said is kept beside it, so that a decision can be taken back without mapping again.
 *
 * @module
 */
import { UNKNOWN_STANDING } from '../model/standing.ts'
import { type Guard } from './guard.ts'

export interface Decided {
  readonly account: string
  /** `UNKNOWN_STANDING` takes back what was decided. */
  readonly standing: number
}

export interface DecidedStandings {
  /** @throws {InputError} if one is not an account and a standing; none of them then counts. */
  readonly apply: (decided: readonly Decided[], version?: string) => void
  /** Put these standings in the place of what the map said before; what was decided stays above. */
  readonly replaceBase: (base: Iterable<Decided>, version?: string) => void
}

export function createDecidedStandings(guard: Guard): DecidedStandings {
  /** What the map says, for each account that something was decided about. */
  const beneath = new Map<string, number>()
  const above = new Map<string, number>()

  return Object.freeze<DecidedStandings>({
    apply(decided, version) {
      const standings = decided.map(({ account, standing }) => ({
        account,
        standing:
          standing === UNKNOWN_STANDING
            ? (beneath.get(account) ?? guard.standingOf(account))
            : standing,
      }))
      const before = decided.map(({ account }) => beneath.get(account) ?? guard.standingOf(account))
      guard.setStandings(standings, version)
      for (const [i, { account, standing }] of decided.entries()) {
        if (standing === UNKNOWN_STANDING) {
          beneath.delete(account)
          above.delete(account)
        } else {
          beneath.set(account, before[i]!)
          above.set(account, standing)
        }
      }
    },

    replaceBase(base, version) {
      guard.replaceStandings(base, version)
      const standings = [...above].map(([account, standing]) => ({ account, standing }))
      for (const { account } of standings) beneath.set(account, guard.standingOf(account))
      guard.setStandings(standings, version)
    },
  })
}

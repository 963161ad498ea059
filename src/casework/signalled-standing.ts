/**
 * What the signals on an account itself make of it.
 *
 * @module
 */
import { acceptedSubjects } from '../model/accepted-signals.ts'
import { type AgeBand } from '../model/age-band.ts'
import { packStanding, standingFor, UNKNOWN_STANDING } from '../model/standing.ts'
import { type StoreReader } from '../store/store.ts'

export interface SignalledStanding {
  readonly standing: number
  readonly reason: string
}

/**
 * `withhold` for a seed, protection for a child with the same evidence, and nothing once an
 * investigator's benign signal has withdrawn it: a person has looked and found nothing, and from
 * then on no map may infer anything of it either. None of these has an end, which tells them from what
 * is inferred. Null where the signals say neither.
 */
export async function signalledStanding(
  reader: Pick<StoreReader, 'surestSignalsOn'>,
  account: string,
  ageBand: AgeBand,
): Promise<SignalledStanding | null> {
  const signals = await reader.surestSignalsOn(account)
  if (acceptedSubjects(signals, () => 0).size > 0) {
    const evidence = { logOdds: 0, role: 'bystander', ageBand, seed: true } as const
    const reason = 'An accepted signal on the account.'
    return { standing: packStanding(standingFor(evidence)), reason }
  }
  const isCleared = signals.some((one) => one.kind === 'investigator' && one.polarity === 'benign')
  return isCleared ? { standing: UNKNOWN_STANDING, reason: 'Its signals were withdrawn.' } : null
}

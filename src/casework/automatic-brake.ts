/**
 * The brake that software pulls itself, on a surface whose recommender leads too many to withheld
 * accounts: a hold is reversible and nobody's loss of an account, so software may. People release it
 * like any other.
 *
 * @module
 */
import { type Brake, isLive } from '../model/brake.ts'
import { SOFTWARE } from '../model/software.ts'
import { type Surface } from '../model/surface.ts'
import { putPulled } from './brake.ts'
import { type Casework } from './casework.ts'

/** Long enough for a person to look, short enough that a false one does not outlive the morning. */
const MINUTES = 60
/** Where people have released it, they have looked: their word stands for a day. */
const REST_MILLIS = 24 * 60 * 60_000

/**
 * Hold the surface for an hour, if nothing holds it yet and no two people have released such a hold
 * within the last day; several servers that ask at once pull one.
 *
 * @param reason for everybody who looks later: numbers, and no account.
 * @returns null where it was not pulled.
 */
export async function pullItself(
  casework: Casework,
  surface: Surface,
  reason: string,
): Promise<Brake | null> {
  return casework.store.transact(async (tx) => {
    const nowMillis = casework.now()
    const about = (await tx.brakes()).filter(
      ({ scope }) => 'all' in scope || ('surface' in scope && scope.surface === surface),
    )
    if (about.some((brake) => isLive(brake, nowMillis))) return null
    if (about.some((brake) => wasReleasedLately(brake, nowMillis))) return null
    return putPulled(tx, casework, { scope: { surface }, reason, minutes: MINUTES }, SOFTWARE, null)
  })
}

/** By a clock that may have been set back since: then the release lies as far ahead. */
function wasReleasedLately({ pulledBy, releasedAtMillis }: Brake, nowMillis: number): boolean {
  if (pulledBy !== SOFTWARE || releasedAtMillis === null) return false
  return Math.abs(nowMillis - releasedAtMillis) < REST_MILLIS
}

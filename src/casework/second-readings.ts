/**
 * Second readings: what another person would have decided in a case that is closed, without knowing
 * what the first did; and how far the two agree.
 *
 * @module
 */
import { ConflictError, NotFoundError } from '../model/errors.ts'
import { isSamePerson } from '../model/person.ts'
import { type ReadingVerdict, type SecondReading } from '../model/second-reading.ts'
import { type StoreReader } from '../store/store.ts'
import { type Casework } from './casework.ts'
import { checkWorker, type Worker } from './cases/case-access.ts'
import { record } from './record.ts'

const MOST_READINGS = 10_000

const isFor = ({ childSafety, firstBy }: SecondReading, by: Worker) =>
  (by.childSafety || !childSafety) && !firstBy.some((first) => isSamePerson(first, by))

/** Those that wait for somebody, and that this person may read. Nothing of the first is in the answer's use. */
export async function waitingReadings(
  reader: StoreReader,
  by: Worker,
): Promise<readonly Pick<SecondReading, 'case' | 'drawnAtMillis'>[]> {
  checkWorker(by)
  const waiting = await reader.secondReadings(false, MOST_READINGS)
  return waiting
    .filter((one) => isFor(one, by))
    .map((one) => ({ case: one.case, drawnAtMillis: one.drawnAtMillis }))
}

/**
 * @throws {NotFoundError} if the case waits for no reading of this person: one who was among the first
 *   is told the same as one who may not see it.
 * @throws {ConflictError} if somebody has read it before.
 */
export async function readSecond(
  { store, signer, now }: Casework,
  { case: id, verdict, reason }: { case: string; verdict: ReadingVerdict; reason: string },
  by: Worker,
): Promise<SecondReading> {
  checkWorker(by)
  return store.transact(async (tx) => {
    const reading = await tx.secondReading(id)
    if (!reading || !isFor(reading, by)) {
      throw new NotFoundError(`No second reading of ${id} waits for you.`)
    }
    if (reading.second !== null) {
      throw new ConflictError('The case was read a second time already; a third is not asked for.')
    }
    const atMillis = now()
    const read: SecondReading = {
      ...reading,
      second: verdict,
      secondBy: { id: by.id, person: by.person },
      reason,
      readAtMillis: atMillis,
    }
    await tx.putSecondReading(read)
    const event = { atMillis, actor: by.id, action: 'second-reading.read', subject: id } as const
    await record(tx, signer, { ...event, reason, details: { verdict } })
    return read
  })
}

/** Pairs of what the first and the second said: the input of an agreement. */
export async function readPairs(
  reader: StoreReader,
  by: Worker,
): Promise<readonly (readonly [ReadingVerdict, ReadingVerdict])[]> {
  const read = await reader.secondReadings(true, MOST_READINGS)
  return read.flatMap(({ first, second, childSafety }) =>
    second === null || (childSafety && !by.childSafety) ? [] : [[first, second] as const],
  )
}

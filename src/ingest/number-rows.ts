/**
 * Rows of a part's own dictionary become rows of the platform, in place.
 *
 * @module
 */
import { type IdKind, NO_ID } from './columns.ts'
import { type Hand } from './crew.ts'
import { type Segment } from './part.ts'
import { type Stem } from './stems.ts'

export interface NumberJob {
  readonly rows: Uint32Array
  /** The row in the platform of each row of the dictionary. */
  readonly numbers: Uint32Array
}

export function numberRows({ rows, numbers }: NumberJob): void {
  for (let i = 0; i < rows.length; i++) if (rows[i] !== NO_ID) rows[i] = numbers[rows[i]]
}

/** What is to be done for a segment whose ids themselves nobody asks for. */
export function numberJobs(
  { columns: kinds }: Stem,
  { columns }: Segment,
  numbers: Readonly<Partial<Record<IdKind, Uint32Array>>>,
): NumberJob[] {
  return kinds.flatMap(({ ids }, place) => {
    const rows = columns[place]
    const ofKind = ids && numbers[ids]
    return ofKind && rows instanceof Uint32Array ? [{ rows, numbers: ofKind }] : []
  })
}

/** Do all `jobs`, each by the first hand that is free. Their arrays lie in shared memory. */
export async function numberByHands(
  crew: readonly Hand[],
  jobs: readonly NumberJob[],
): Promise<void> {
  const left = [...jobs]
  await Promise.all(
    crew.map(async (hand) => {
      for (let job = left.pop(); job; job = left.pop()) await hand.number(job)
    }),
  )
}

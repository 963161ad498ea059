/**
 * Timing that can be believed on a noisy machine: a warm-up, several runs of each side in turn, and
 * the median. A sink keeps what the work returns, so that the engine cannot leave the work out.
 *
 * @module
 */

export interface Comparison {
  /** What was done, with its size. */
  readonly work: string
  readonly ours: string
  readonly alternative: string
  readonly oursMillis: number
  /** NaN when there is no alternative to run. */
  readonly alternativeMillis: number
  /** Of many single pieces of work whose median is `oursMillis`: what 99 of 100 stay below, and the most. */
  readonly oursP99Millis?: number
  readonly oursMostMillis?: number
  /** How many of `unit` one run works through, for a rate; 0 for none. */
  readonly units: number
  readonly unit: string
}

/** What something takes of memory. */
export interface Footprint {
  readonly work: string
  readonly ours: string
  readonly alternative: string
  readonly oursBytes: number
  /** NaN when there is no alternative to run. */
  readonly alternativeBytes: number
}

/** Exported so that nothing can prove it is never read. */
export let sink: unknown

/** Run both in turn, `runs` times after one warm-up, and keep the medians. */
export async function compare({
  work,
  ours,
  alternative,
  run,
  against,
  units = 0,
  unit = '',
  runs = 5,
}: {
  work: string
  ours: string
  alternative: string
  run: () => unknown
  against: (() => unknown) | null
  units?: number
  unit?: string
  runs?: number
}): Promise<Comparison> {
  const oursMillis: number[] = []
  const alternativeMillis: number[] = []
  for (let i = 0; i <= runs; i++) {
    const mine = await timed(run)
    const theirs = against ? await timed(against) : NaN
    // the first of each is the warm-up
    if (i === 0) continue
    oursMillis.push(mine)
    alternativeMillis.push(theirs)
  }
  return {
    work,
    ours,
    alternative,
    oursMillis: median(oursMillis),
    alternativeMillis: median(alternativeMillis),
    units,
    unit,
  }
}

async function timed(work: () => unknown): Promise<number> {
  const startMillis = performance.now()
  sink = await work()
  return performance.now() - startMillis
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

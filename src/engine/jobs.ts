/**
 * What a crew can be asked to do. A job is data that can be posted to a thread; `jobRunner` makes of
 * it the function that does one ticket.
 *
 * @module
 */
import { type Kernels } from '../graph/kernels.ts'
import { buildRunner, type BuildJob } from './build-jobs.ts'
import { sweepRunner, type SweepJob } from './sweep-job.ts'
import { kernelsAt, type Workplace } from './workplace.ts'

/**
 * One kernel over ranges of rows: ticket t is
 * `kernel(...before, bounds[t], bounds[t + 1], ...after + t · strides)`, and what it returns is kept
 * in `results[t]`.
 */
export interface RowsJob {
  readonly kind: 'rows'
  readonly place: Workplace
  readonly kernel: Exclude<keyof Kernels, 'markColumns' | 'countBits'>
  readonly before: readonly number[]
  readonly bounds: Uint32Array
  readonly after: readonly number[]
  readonly strides?: readonly number[] // defaults to none
  readonly results?: Float64Array // in shared memory
}

/** Point nodes at their roots, and write those down in `into` if they are the last. */
export interface CompressJob {
  readonly kind: 'compress'
  readonly place: Workplace
  /** A pointer. */
  readonly parents: number
  readonly bounds: Uint32Array
  readonly into: Uint32Array | null // in shared memory
}

export type Job = RowsJob | CompressJob | SweepJob | BuildJob

export function jobRunner(job: Job, control: Int32Array): (ticket: number) => void {
  switch (job.kind) {
    case 'rows':
      return rowsRunner(job)
    case 'compress':
      return compressRunner(job)
    case 'sweep':
      return sweepRunner(job, kernelsAt(job.place), control)
    default:
      return buildRunner(job)
  }
}

function rowsRunner({ place, kernel, before, bounds, after, strides, results }: RowsJob) {
  const kernels = kernelsAt(place)
  return (ticket: number) => {
    const behind = strides ? after.map((value, k) => value + ticket * (strides[k] ?? 0)) : after
    const result = kernels[kernel](...before, bounds[ticket], bounds[ticket + 1], ...behind)
    if (results && result !== undefined) results[ticket] = result
  }
}

function compressRunner({ place, parents, bounds, into }: CompressJob) {
  const { compress } = kernelsAt(place)
  return (ticket: number) => {
    const [first, end] = [bounds[ticket], bounds[ticket + 1]]
    compress(first, end, parents)
    // only this ticket writes to these nodes, and a new array costs the first who writes to a page
    into?.set(new Uint32Array(place.memory.buffer, parents + 4 * first, end - first), first)
  }
}

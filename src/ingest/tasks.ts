/**
 * What a thread does for an import: read ranges into a part, hand the part over, and number the ids
 * of all parts. The same in a thread of its own (`worker.ts`) as in this one.
 *
 * @module
 */
import { type Entries } from '../graph/collected-ids.ts'
import { FileFault } from './fault.ts'
import { formatOf } from './formats.ts'
import { mergeEntries } from './merge-entries.ts'
import { createHeaps, entriesOf, byKind, type Part, type Segment } from './part.ts'
import { type Range, Undecided } from './range.ts'
import { MOST_REJECTS, type RejectedRow } from './rejects.ts'
import { type SourceFile } from './source-file.ts'
import { STEMS } from './stems.ts'
import { createTable } from './table.ts'

/** A range to read. Plain data: it goes to another thread. */
export interface Job {
  /** Place of the file among the files. */
  readonly file: number
  readonly source: Omit<SourceFile, 'stem'>
  readonly stem: string
  /** Place of the range in the file. */
  readonly place: number
  readonly range: Range
}

/** What became of a job. */
export interface Report {
  readonly lines: number
  readonly taken: number
  readonly rejected: number
  /** The first of them; lines count from the start of the range. */
  readonly rejects: readonly RejectedRow[]
  readonly failure: Failure | null
}

/** Why a range could not be read, as plain data. */
export type Failure =
  | {
      readonly kind: 'fault'
      readonly path: string
      readonly what: string
      readonly line: number | null
    }
  | { readonly kind: 'too much'; readonly message: string }
  | { readonly kind: 'undecided' }

/** Ids of all parts whose hashes lie in one of `shards` equal shares are numbered by one thread. */
export interface MergeJob {
  readonly shard: number
  readonly shards: number
  readonly parts: readonly Entries[]
  /** For each part where the number of each of its ids goes. */
  readonly numbers: readonly Uint32Array[]
}

/** What is asked of a thread, one thing at a time. */
export type Request =
  | { readonly kind: 'read'; readonly job: Job }
  | { readonly kind: 'take' }
  | { readonly kind: 'merge'; readonly job: MergeJob }

/** `done` is how many bytes of a range are read; every request ends in one of the others. */
export type Reply =
  | { readonly done: number }
  | { readonly report: Report }
  | { readonly part: Part }
  | { readonly entries: Entries }

export interface Tasks {
  readonly read: (job: Job, onBytes: (done: number) => void) => Promise<Report>
  /** The part that was made so far; the next one begins. */
  readonly take: () => Promise<Part>
  readonly merge: (job: MergeJob) => Promise<Entries>
}

export function createTasks(): Tasks {
  let heaps = createHeaps()
  let segments: Segment[] = []
  return {
    async read({ file, source, stem: name, place, range }, onBytes) {
      const stem = STEMS.find((each) => each.name === name)!
      const rejects: RejectedRow[] = []
      const table = createTable(source.path, stem, heaps, (line, reason) => {
        if (rejects.length <= MOST_REJECTS) rejects.push([line, reason])
      })
      const whole = { ...source, stem }
      let lines = 0
      let failure: Failure | null = null
      try {
        const read = await formatOf(whole).load()
        lines = await read(whole, range, table, onBytes)
        segments.push({ file, range: place, taken: table.taken, columns: table.columns() })
      } catch (error) {
        failure = failureOf(error)
      }
      return { lines, taken: table.taken, rejected: table.rejected, rejects, failure }
    },
    async take() {
      const part = { entries: byKind((kind) => entriesOf(heaps[kind])), segments }
      heaps = createHeaps()
      segments = []
      return part
    },
    async merge(job) {
      return mergeEntries(job)
    },
  }
}

/** @throws `error` itself if it is no failure of the file's. */
function failureOf(error: unknown): Failure {
  if (error instanceof FileFault) {
    const { path, what, line } = error
    return { kind: 'fault', path, what, line }
  }
  if (error instanceof Undecided) return { kind: 'undecided' }
  // what counts rows and ids has ends, and a file can reach them
  if (error instanceof RangeError) return { kind: 'too much', message: error.message }
  throw error
}

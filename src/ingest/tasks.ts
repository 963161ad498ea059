/**
 * What a thread does for an import: read ranges into a part, hand the part over, and number the ids
 * of all parts. The same in a thread of its own (`worker.ts`) as in this one.
 *
 * @module
 */
import { CollectedIds, type Entries } from '../graph/collected-ids.ts'
import { type IdColumns } from '../graph/ids.ts'
import {
  type ColumnShare,
  type FoldedSlice,
  foldSlice,
  scatterBackwards,
  scatterForwards,
  type SliceRows,
} from '../graph/slice-passes.ts'
import { type IdKind } from './columns.ts'
import { FileFault } from './fault.ts'
import { formatOf } from './formats.ts'
import { mergeEntries } from './merge-entries.ts'
import { type NumberJob, numberRows } from './number-rows.ts'
import { checkPart, loadEntries, type PartFile, savePart } from './part-file.ts'
import {
  byKind,
  bytesOfPart,
  clearedHeaps,
  createHeaps,
  entriesOf,
  type Part,
  type RangeSummary,
  type Segment,
} from './part.ts'
import { type Range, Undecided } from './range.ts'
import { MOST_REJECTS, type RejectedRow } from './rejects.ts'
import { sharedZeros } from './shared.ts'
import { type SourceFile } from './source-file.ts'
import { STEMS } from './stems.ts'
import { createTable } from './table.ts'
import { type WriteJob, writeSection } from './write-sections.ts'

/** A range to read. Plain data: it goes to another thread. */
export interface Job {
  /** As in `RangeSummary`. */
  readonly key: string
  /** Place of the file among the files. */
  readonly file: number
  readonly source: Omit<SourceFile, 'stem'>
  readonly stem: string
  readonly range: Range
}

/** What became of a job. */
export interface Report extends RangeSummary {
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

/** Where parts go that have grown so large. */
export interface Spill {
  readonly dir: string
  readonly partBytes: number
}

/** Ids of all parts whose hashes lie in one of `shards` equal shares are numbered by one thread. */
export interface MergeJob {
  readonly kind: IdKind
  readonly shard: number
  readonly shards: number
  readonly parts: readonly (Entries | PartFile)[]
  /** For each part where the number of each of its ids goes. */
  readonly numbers: readonly Uint32Array[]
}

/** Lay out the ids of all shares in this order. */
export interface PermuteJob {
  readonly shares: readonly Entries[]
  readonly order: Uint32Array
}

/** As of `slice-passes.ts`; all arrays in shared memory. */
export interface FoldJob {
  readonly first: number
  readonly end: number
  readonly columns: number
  readonly chunks: readonly { readonly sources: Uint32Array; readonly targets: Uint32Array }[]
}

export interface ScatterJob {
  readonly rows: SliceRows
  readonly columns: ColumnShare
  /** Where `cursors` stand: at what is first in each column, or behind what is last. */
  readonly from: 'start' | 'end'
  readonly cursors: Uint32Array
  readonly into: Uint32Array
}

/** What is asked of a thread, one thing at a time. */
export type Request =
  | { readonly kind: 'check'; readonly path: string }
  | { readonly kind: 'read'; readonly job: Job; readonly spill: Spill | null }
  | { readonly kind: 'take'; readonly spill: Spill | null }
  | { readonly kind: 'merge'; readonly job: MergeJob }
  | { readonly kind: 'number'; readonly job: NumberJob }
  | { readonly kind: 'permute'; readonly job: PermuteJob }
  | { readonly kind: 'fold'; readonly job: FoldJob }
  | { readonly kind: 'scatter'; readonly job: ScatterJob }
  | { readonly kind: 'write'; readonly job: WriteJob }

/** `done` is how many bytes of a range are read; every request ends in one of the others. */
export type Reply =
  | { readonly done: number }
  | { readonly file: PartFile | null }
  | { readonly report: Report }
  | { readonly parts: TakenParts }
  | { readonly entries: Entries }
  | { readonly ids: IdColumns }
  | { readonly slice: FoldedSlice }
  | { readonly checksum: number }
  | { readonly isDone: true }

export interface TakenParts {
  readonly inMemory: Part | null
  readonly onDisk: readonly PartFile[]
}

export interface Tasks {
  /** The part at a path, null if it is none or damaged. */
  readonly check: (path: string) => Promise<PartFile | null>
  readonly read: (job: Job, spill: Spill | null, onBytes: (done: number) => void) => Promise<Report>
  /** The parts that were made so far, the last of them on disk too if it can spill. */
  readonly take: (spill: Spill | null) => Promise<TakenParts>
  readonly merge: (job: MergeJob) => Promise<Entries>
  readonly number: (job: NumberJob) => Promise<void>
  readonly permute: (job: PermuteJob) => Promise<IdColumns>
  readonly fold: (job: FoldJob) => Promise<FoldedSlice>
  readonly scatter: (job: ScatterJob) => Promise<void>
  /** Write a section into a file; its checksum. */
  readonly write: (job: WriteJob) => Promise<number>
}

export function createTasks(): Tasks {
  let heaps = createHeaps()
  let segments: Segment[] = []
  let onDisk: PartFile[] = []

  function takePart(): Part {
    const part = { entries: byKind((kind) => entriesOf(heaps[kind])), segments }
    heaps = clearedHeaps(heaps)
    segments = []
    return part
  }

  return {
    async check(path) {
      return checkPart(path)
    },
    async read({ key, source, stem: name, range }, spill, onBytes) {
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
      } catch (error) {
        failure = failureOf(error)
      }
      const { taken, rejected } = table
      const summary = { key, lines, taken, rejected, rejects }
      if (failure === null) {
        segments.push({ ...summary, columns: table.columns() })
        if (spill && bytesOfPart(heaps, segments) > spill.partBytes) {
          onDisk.push(savePart(spill.dir, takePart()))
        }
      }
      return { ...summary, failure }
    },
    async take(spill) {
      const last = segments.length > 0 ? takePart() : null
      if (last && spill) onDisk.push(savePart(spill.dir, last))
      const parts = { inMemory: spill ? null : last, onDisk }
      heaps = clearedHeaps(heaps)
      onDisk = []
      return parts
    },
    async merge({ parts, ...job }) {
      const lists = parts.map((part) => () => ('path' in part ? loadEntries(part)[job.kind] : part))
      return mergeEntries({ ...job, lists }, heaps.memory)
    },
    async number(job) {
      numberRows(job)
    },
    async permute({ shares, order }) {
      return new CollectedIds(shares).permuted(order).columns()
    },
    async fold({ first, end, columns, chunks }) {
      // all ids are numbered: the memory that they were collected in may go
      heaps = createHeaps()
      return foldSlice(first, end, columns, chunks, sharedZeros)
    },
    async scatter({ rows, columns, from, cursors, into }) {
      const scatter = from === 'start' ? scatterForwards : scatterBackwards
      scatter(rows, columns, cursors, into)
    },
    async write(job) {
      return writeSection(job)
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

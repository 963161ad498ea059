/**
 * Have all files read, range by range, by as many hands as there are.
 *
 * @module
 */
import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { type Hand } from './crew.ts'
import { formatOf } from './formats.ts'
import { type PartFile, partPaths, removeParts } from './part-file.ts'
import { WHOLE } from './range.ts'
import { MOST_REJECTS } from './rejects.ts'
import { type SourceFile } from './source-file.ts'
import { type Job, type Report, type Spill, type TakenParts } from './tasks.ts'

export interface ReadOptions {
  /** About how much is read at a time. */
  readonly rangeBytes: number
  /** Null when parts stay in memory. */
  readonly spill: Spill | null
  /** Told of bytes that were read, and the name of the file that some of them are of. */
  readonly onRead: (doneBytes: number, name: string) => void
}

export interface ReadFiles {
  readonly jobs: readonly Job[]
  /** By the places of the jobs, up to the first that failed. */
  readonly reports: readonly Report[]
  /** Empty when one failed. */
  readonly parts: readonly TakenParts[]
}

/**
 * Read all ranges but those that an import before this one has left in parts. Nothing is read after
 * a range that failed; all that stands before it is, so that the failure of the first is there
 * whatever was faster.
 */
export async function readAll(
  files: readonly SourceFile[],
  crew: readonly Hand[],
  options: ReadOptions,
): Promise<ReadFiles> {
  const { rangeBytes, spill } = options
  const whole = new Set<SourceFile>()
  for (;;) {
    const jobs = await planJobs(files, rangeBytes, whole)
    const left = spill ? await leftParts(spill, jobs, crew) : []
    const reports = await runJobs(jobs, left, crew, options)
    const undecided = jobs.find((_, j) => reports[j]?.failure?.kind === 'undecided')
    const hasFailed = reports.some(({ failure }) => failure !== null)
    const taken = await Promise.all(crew.map((hand) => hand.take(hasFailed ? null : spill)))
    if (!undecided) {
      const parts = hasFailed ? [] : [{ inMemory: null, onDisk: left }, ...taken]
      return { jobs, reports, parts }
    }
    // what was read may have begun in the middle of a cell: all of it goes
    whole.add(files[undecided.file])
    if (spill) removeParts(spill.dir)
  }
}

async function planJobs(
  files: readonly SourceFile[],
  rangeBytes: number,
  whole: ReadonlySet<SourceFile>,
): Promise<Job[]> {
  const jobs: Job[] = []
  for (const [file, each] of files.entries()) {
    const { stem, ...source } = each
    const { size, mtimeMs, ino } = statSync(source.path)
    const ranges = whole.has(each) ? [WHOLE] : await formatOf(each).cut(each, rangeBytes)
    for (const range of ranges) {
      const { start, end } = range
      const key = JSON.stringify([resolve(source.path), size, mtimeMs, ino, start, end])
      jobs.push({ key, file, source, stem: stem.name, range })
    }
  }
  return jobs
}

/** The sound parts of an import before this one all of whose ranges are wanted. Others go. */
async function leftParts(
  { dir }: Spill,
  jobs: readonly Job[],
  crew: readonly Hand[],
): Promise<PartFile[]> {
  const wanted = new Set(jobs.map(({ key }) => key))
  const paths = partPaths(dir)
  const parts: PartFile[] = []
  await Promise.all(
    crew.map(async (hand) => {
      for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
        const part = await hand.check(path)
        const ranges = part?.about.ranges ?? []
        if (!part || ranges.length === 0 || !ranges.every(({ key }) => wanted.has(key))) continue
        for (const { key } of ranges) wanted.delete(key)
        parts.push(part)
      }
    }),
  )
  removeParts(dir, parts)
  return parts
}

async function runJobs(
  jobs: readonly Job[],
  left: readonly PartFile[],
  crew: readonly Hand[],
  { spill, onRead }: ReadOptions,
): Promise<Report[]> {
  const known = new Map(
    left.flatMap(({ about }) => about.ranges.map((range) => [range.key, range])),
  )
  const reports: Report[] = []
  const done = new Float64Array(jobs.length)
  let next = 0
  let end = jobs.length
  await Promise.all(
    crew.map(async (hand) => {
      while (next < end) {
        const j = next++
        const job = jobs[j]
        const name = basename(job.source.path)
        const tell = (bytes: number) => {
          done[j] = bytes
          onRead(
            done.reduce((sum, each) => sum + each, 0),
            name,
          )
        }
        tell(0)
        const before = known.get(job.key)
        const report = before ? { ...before, failure: null } : await hand.read(job, spill, tell)
        reports[j] = report
        if (report.failure) end = Math.min(end, j)
        forgetNeedless(jobs, reports, job.file)
      }
    }),
  )
  return reports.slice(0, end + 1)
}

/** Of a file so many rejects are written down: no others need be kept. */
function forgetNeedless(jobs: readonly Job[], reports: Report[], file: number): void {
  let kept = 0
  for (const [j, report] of reports.entries()) {
    if (!report || jobs[j].file !== file || report.rejects.length === 0) continue
    if (kept >= MOST_REJECTS) reports[j] = { ...report, rejects: [] }
    kept += report.rejects.length
  }
}

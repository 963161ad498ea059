/**
 * Have all files read, range by range, by as many hands as there are.
 *
 * @module
 */
import { basename } from 'node:path'
import { type Hand } from './crew.ts'
import { formatOf } from './formats.ts'
import { WHOLE } from './range.ts'
import { MOST_REJECTS } from './rejects.ts'
import { type SourceFile } from './source-file.ts'
import { type Job, type Report } from './tasks.ts'

/** Told of bytes that were read, and the name of the file that some of them are of. */
export type OnRead = (doneBytes: number, name: string) => void

/**
 * The reports of each file's ranges, in order. Nothing is read after a range that failed; all that
 * stands before it is, so that the failure of the first is there whatever was faster.
 */
export async function readAll(
  files: readonly SourceFile[],
  crew: readonly Hand[],
  rangeBytes: number,
  onRead: OnRead,
): Promise<readonly (readonly Report[])[]> {
  const whole = new Set<SourceFile>()
  for (;;) {
    const jobs = await planJobs(files, rangeBytes, whole)
    const reports = await runJobs(jobs, crew, onRead)
    const undecided = jobs.find((_, j) => reports[j]?.failure?.kind === 'undecided')
    if (!undecided) return files.map((_, f) => reports.filter((_, j) => jobs[j].file === f))
    // what was read may have begun in the middle of a cell: all of it goes
    whole.add(files[undecided.file])
    await Promise.all(crew.map((hand) => hand.take()))
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
    const ranges = whole.has(each) ? [WHOLE] : await formatOf(each).cut(each, rangeBytes)
    ranges.forEach((range, place) => jobs.push({ file, source, stem: stem.name, place, range }))
  }
  return jobs
}

/** By the places of the jobs; those after the first failure may have none. */
async function runJobs(
  jobs: readonly Job[],
  crew: readonly Hand[],
  onRead: OnRead,
): Promise<Report[]> {
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
        const report = await hand.read(job, tell)
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

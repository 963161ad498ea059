/**
 * Read a platform's files into a workspace.
 *
 * All files are read before anything is written, and then the workspace is replaced at once: an
 * import that stops, for whatever reason, has changed nothing.
 *
 * @module
 */
import { performance } from 'node:perf_hooks'
import { basename, join } from 'node:path'
import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { type Platform } from '../platform/platform.ts'
import { checkMemory } from '../platform/memory-limit.ts'
import { lockWorkspace } from '../platform/workspace-lock.ts'
import { graphPath, hasPlatform, openWorkspace, saveWorkspaceBy } from '../platform/workspace.ts'
import { type Progress, silent } from '../util/progress.ts'
import { assemble, tooMuch } from './assemble.ts'
import { startCrew } from './crew.ts'
import { fault } from './fault.ts'
import { findFiles } from './find-files.ts'
import { removeParts } from './part-file.ts'
import { memoryNeed, textBytes } from './memory-need.ts'
import { readAll } from './read-all.ts'
import { createRejectsFile, type RejectsFile } from './rejects.ts'
import { type SourceFile } from './source-file.ts'
import { type Failure, type Report } from './tasks.ts'
import { throttled } from './throttled.ts'
import { writePlan } from './write-sections.ts'

const SMALL_BYTES = 32e6
const MOST_THREADS = 8
const LEAST_RANGE = 4e6
const MOST_RANGE = 64e6
/** Less than this is in memory in little time and need not be taken up again: about 50M follows. */
const SPILL_FROM = 1.5e9
const PART_BYTES = 400e6

export interface ImportOptions {
  readonly progress?: Progress
  /** As many as the machine runs at once unless said; one for small files. */
  readonly threads?: number
  /** About how much a thread reads at a time. */
  readonly rangeBytes?: number
  /** What the machine can give unless said. */
  readonly availableMemory?: number
  /** Parts go to disk when there is more text than this. */
  readonly spillFrom?: number
  /** How large a part grows in memory before it goes to disk. */
  readonly partBytes?: number
}

/** What the workspace holds afterwards; `rejected`, `skipped` and the time are of this import. */
export interface ImportSummary {
  readonly accounts: number
  readonly follows: number
  /** Pairs of an account and a tag. */
  readonly tags: number
  /** Pairs of an account and an item, or another account. */
  readonly interactions: number
  readonly signals: number
  /** Rows that were left out, each with its reason in `rejects/`. */
  readonly rejected: number
  readonly elapsedSeconds: number
  /** Files in the named folders that have no name of ours. */
  readonly skipped: readonly string[]
  /** Where the rows that were left out are listed. */
  readonly rejects: readonly string[]
}

/**
 * Add what the files say to what the workspace holds. Another import into the same workspace is
 * waited for. Importing a file again changes nothing.
 *
 * @param paths files, or folders of files, named as `find-files.ts` says
 * @throws {InputError} if a file is not what its name says, or the workspace cannot be used.
 */
export async function importPaths(
  paths: readonly string[],
  workspaceDir: string,
  options: ImportOptions = {},
): Promise<ImportSummary> {
  const start = performance.now()
  const { files, skipped } = findFiles(paths)
  const progress = throttled(options.progress ?? silent)
  const lock = await lockWorkspace(workspaceDir, {
    onWait: (pid) => progress(0, 0, `waiting for the import by process ${pid}`),
  })
  try {
    const text = textBytes(files)
    const spills = text > (options.spillFrom ?? SPILL_FROM)
    checkMemory(
      'To import these files',
      memoryNeed(text, graphBytes(workspaceDir), spills),
      options.availableMemory ?? process.availableMemory(),
      'leave some of them out, or use a machine with more',
    )
    const base = hasPlatform(workspaceDir) ? openWorkspace(workspaceDir) : undefined
    const totalBytes = files.reduce((sum, { size }) => sum + size, 0)
    const spill = {
      dir: join(workspaceDir, 'spill'),
      partBytes: options.partBytes ?? PART_BYTES,
    }
    const crew = startCrew(options.threads ?? threadsFor(totalBytes))
    try {
      const read = await readAll(files, crew, {
        rangeBytes: options.rangeBytes ?? rangeBytesFor(totalBytes, crew.length),
        spill: spills ? spill : null,
        onRead(doneBytes, name) {
          lock.keep()
          progress(doneBytes, totalBytes, name)
        },
      })
      const reports = files.map((_, f) => read.reports.filter((_, j) => read.jobs[j].file === f))
      const rejects = settleReports(files, reports, workspaceDir)
      progress(totalBytes, totalBytes, 'saving')
      const platform = await assemble(base, read, files, crew)
      await saveWorkspaceBy(workspaceDir, platform, (path, plan) => writePlan(crew, path, plan))
      removeParts(spill.dir)
      const rejected = read.reports.reduce((sum, report) => sum + report.rejected, 0)
      const elapsedSeconds = (performance.now() - start) / 1000
      return { ...counts(platform), rejected, elapsedSeconds, skipped, rejects }
    } finally {
      await Promise.all(crew.map((hand) => hand.end()))
    }
  } finally {
    lock.release()
  }
}

/** 0 when nothing was imported yet. */
function graphBytes(dir: string): number {
  return hasPlatform(dir) ? statSync(graphPath(dir)).size : 0
}

/** Threads pay from a few tens of megabytes on: each has to grow warm first. */
function threadsFor(bytes: number): number {
  return bytes < SMALL_BYTES ? 1 : Math.min(availableParallelism(), MOST_THREADS)
}

/** So many ranges that no thread waits long for the last of another. */
function rangeBytesFor(bytes: number, threads: number): number {
  return Math.min(Math.max(bytes / (threads * 8), LEAST_RANGE), MOST_RANGE)
}

/**
 * Write down which rows of which file were left out; the paths of those lists.
 *
 * @throws {InputError} the failure of the first file that has one.
 */
function settleReports(
  files: readonly SourceFile[],
  reports: readonly (readonly Report[])[],
  workspaceDir: string,
): string[] {
  const names = new Map<string, number>()
  const paths: string[] = []
  for (const [f, file] of files.entries()) {
    // files of one name from several folders each have their own
    const name = basename(file.path)
    const before = names.get(name) ?? 0
    names.set(name, before + 1)
    const rejects = createRejectsFile(workspaceDir, before === 0 ? name : `${name}.${before + 1}`)
    try {
      settleFile(file, reports[f], rejects)
    } finally {
      rejects.close()
    }
    if (rejects.rows > 0) paths.push(rejects.path)
  }
  return paths
}

function settleFile(file: SourceFile, reports: readonly Report[], rejects: RejectsFile): void {
  let first = ''
  let lines = 0
  let taken = 0
  for (const report of reports) {
    for (const [line, reason] of report.rejects) {
      first ||= `line ${line}: ${reason}`
      rejects.write(lines + line, reason)
    }
    rejects.count(report.rejected - report.rejects.length)
    if (report.failure) throw errorOf(file.path, report.failure, lines)
    lines += report.lines
    taken += report.taken
  }
  if (taken === 0 && rejects.rows > 0) {
    throw fault(
      file.path,
      `not one of its rows could be taken in (${first}); all are listed in ${rejects.path}.`,
    )
  }
}

/** `lines` stand before the range that failed. */
function errorOf(path: string, failure: Failure, lines: number): unknown {
  if (failure.kind === 'too much') return tooMuch(path, new RangeError(failure.message))
  if (failure.kind === 'undecided') return new TypeError(`${path} was cut where it cannot be`)
  return fault(failure.path, failure.what, failure.line === null ? null : lines + failure.line)
}

function counts({ accounts, follows, tagUses, itemUses, contacts, signals }: Platform) {
  return {
    accounts: accounts.size,
    follows: follows.out.targets.length,
    tags: tagUses.out.targets.length,
    interactions: itemUses.out.targets.length + contacts.out.targets.length,
    signals: signals.length,
  }
}

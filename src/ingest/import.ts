/**
 * Read a platform's files into a workspace.
 *
 * All files are read before anything is written, and then the workspace is replaced at once: an
 * import that stops, for whatever reason, has changed nothing.
 *
 * @module
 */
import { performance } from 'node:perf_hooks'
import { basename } from 'node:path'
import { InputError } from '../model/errors.ts'
import { PlatformBuilder } from '../platform/builder.ts'
import { type Platform } from '../platform/platform.ts'
import { lockWorkspace } from '../platform/workspace-lock.ts'
import { hasPlatform, openWorkspace, saveWorkspace } from '../platform/workspace.ts'
import { type Progress, silent } from '../util/progress.ts'
import { fault } from './fault.ts'
import { findFiles } from './find-files.ts'
import { loadReader } from './formats.ts'
import { createRejectsFile, type RejectsFile } from './rejects.ts'
import { type SourceFile } from './source-file.ts'
import { createTable } from './table.ts'
import { throttled } from './throttled.ts'

export interface ImportOptions {
  readonly progress?: Progress
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
    const base = hasPlatform(workspaceDir) ? openWorkspace(workspaceDir) : undefined
    const builder = new PlatformBuilder(base)
    const rejects: string[] = []
    const names = new Map<string, number>()
    const totalBytes = files.reduce((sum, { size }) => sum + size, 0)
    let doneBytes = 0
    let rejected = 0
    for (const file of files) {
      const name = basename(file.path)
      progress(doneBytes, totalBytes, name)
      // files of one name from several folders each have their own
      const before = names.get(name) ?? 0
      names.set(name, before + 1)
      const left = createRejectsFile(workspaceDir, before === 0 ? name : `${name}.${before + 1}`)
      rejected += await importFile(file, builder, left, (bytes) => {
        lock.keep()
        progress(doneBytes + bytes, totalBytes, name)
      })
      if (left.rows > 0) rejects.push(left.path)
      doneBytes += file.size
    }
    progress(totalBytes, totalBytes, 'saving')
    const platform = builder.build()
    saveWorkspace(workspaceDir, platform)
    const elapsedSeconds = (performance.now() - start) / 1000
    return { ...counts(platform), rejected, elapsedSeconds, skipped, rejects }
  } finally {
    lock.release()
  }
}

/** Resolves to how many rows were left out. */
async function importFile(
  file: SourceFile,
  builder: PlatformBuilder,
  rejects: RejectsFile,
  onBytes: (done: number) => void,
): Promise<number> {
  let first = ''
  const table = createTable(file.path, file.stem, builder, (line, reason) => {
    first ||= `line ${line}: ${reason}`
    rejects.write(line, reason)
  })
  try {
    const read = await loadReader(file)
    await read(file, table, onBytes)
    table.close()
  } catch (error) {
    // what counts rows and groups has ends, and a file can reach them
    if (!(error instanceof RangeError)) throw error
    throw new InputError(
      `${file.path}: does not fit into a workspace (${error.message}); leave some of it out.`,
      { cause: error },
    )
  } finally {
    rejects.close()
  }
  if (table.taken === 0 && table.rejected > 0) {
    throw fault(
      file.path,
      `not one of its rows could be taken in (${first}); all are listed in ${rejects.path}.`,
    )
  }
  return table.rejected
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

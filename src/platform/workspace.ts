/**
 * A workspace is a directory; the platform in it is one file, `graph.fbk`.
 *
 * The file is replaced as a whole, by one rename. Whoever has it open keeps reading the old one,
 * and a process killed at any moment leaves either the old or the new.
 *
 * @module
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { GraphFileError, planSections, type SectionPlan } from '../graph/graph-file.ts'
import { InputError } from '../model/errors.ts'
import { layOutPlatform, platformSections, readPlatform } from './platform-file.ts'
import { type Platform } from './platform.ts'
import { readStart, readWhole } from './read-whole.ts'
import { removePartials, replaceFile, replaceFileBy } from './replace-file.ts'
import { systemErrorCode } from './system-error.ts'

export function graphPath(dir: string): string {
  return join(dir, 'graph.fbk')
}

/** Whether anything was ever imported into `dir`. */
export function hasPlatform(dir: string): boolean {
  return existsSync(graphPath(dir))
}

/**
 * The platform of a workspace. Its columns are views of the file as read.
 *
 * @param room where the file shall lie: so many bytes, at a multiple of 64 in their buffer.
 * @throws {InputError} if there is none, or its file is damaged or of another version.
 */
export function openWorkspace(
  dir: string,
  room: (bytes: number) => Uint8Array = (bytes) => new Uint8Array(bytes),
): Platform {
  const path = graphPath(dir)
  let file: Uint8Array
  try {
    file = readWhole(path, room)
  } catch (error) {
    throw unreadable(dir, error)
  }
  try {
    return readPlatform(file)
  } catch (error) {
    if (!(error instanceof GraphFileError)) throw error
    throw new InputError(
      `${path} cannot be used: ${error.message}; import the files into a new workspace.`,
      { cause: error },
    )
  }
}

/**
 * The first bytes of the platform's file, as many as there are up to `length`; none if there is no
 * file.
 *
 * @throws {InputError} if there is one that cannot be read.
 */
export function startOfGraph(dir: string, length: number): Uint8Array {
  if (!hasPlatform(dir)) return new Uint8Array(0)
  try {
    return readStart(graphPath(dir), length)
  } catch (error) {
    throw unreadable(dir, error)
  }
}

/** What to throw in the place of an error of reading. */
function unreadable(dir: string, error: unknown): unknown {
  const code = systemErrorCode(error)
  if (code === null) return error
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR'
  return new InputError(
    isMissing
      ? `${dir} is no workspace: it has no graph.fbk; run "firebreak import PATH… --workspace ${dir}" first.`
      : `${graphPath(dir)} cannot be read (${code}); check what it is and who may read it.`,
    { cause: error },
  )
}

/**
 * Put `platform` in the place of what `dir` held; makes the directory if need be. Two processes
 * that add to the same workspace need `lockWorkspace` around reading and saving.
 *
 * @throws {InputError} if it cannot be written. What was there before is there still.
 */
export function saveWorkspace(dir: string, platform: Platform): void {
  try {
    replaceFile(pathToReplace(dir), layOutPlatform(platform))
  } catch (error) {
    throw unwritable(dir, error)
  }
}

/** The same by `write`, which is given the path of an empty file; several threads may see to it. */
export async function saveWorkspaceBy(
  dir: string,
  platform: Platform,
  write: (path: string, plan: SectionPlan) => Promise<void>,
): Promise<void> {
  try {
    const plan = planSections(platformSections(platform))
    await replaceFileBy(pathToReplace(dir), (path) => write(path, plan))
  } catch (error) {
    throw unwritable(dir, error)
  }
}

function pathToReplace(dir: string): string {
  const path = graphPath(dir)
  mkdirSync(dir, { recursive: true })
  removePartials(path)
  return path
}

/** What to throw in the place of an error of writing. */
function unwritable(dir: string, error: unknown): unknown {
  const code = systemErrorCode(error)
  if (code === null) return error
  return new InputError(
    `${graphPath(dir)} could not be written (${code}) and is as it was; make room or choose another --workspace.`,
    { cause: error },
  )
}

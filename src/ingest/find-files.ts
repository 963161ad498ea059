/**
 * Which files the paths of an import mean, by their names.
 *
 * @module
 */
import { readdirSync, type Stats, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError } from '../model/errors.ts'
import { systemErrorCode } from '../platform/system-error.ts'
import { fault, listed } from './fault.ts'
import { type Format, FORMATS } from './formats.ts'
import { type SourceFile } from './source-file.ts'
import { type Stem, STEMS } from './stems.ts'

export interface FoundFiles {
  readonly files: readonly SourceFile[]
  /** Files of the named folders whose names are none of ours. */
  readonly skipped: readonly string[]
}

/**
 * A path is a file, or a folder whose files are meant (not those of folders in it). A file counts
 * once however often it is named.
 *
 * @throws {InputError} if a path is missing, a file named by itself has no name of ours, or a folder
 * holds none that has.
 */
export function findFiles(paths: readonly string[]): FoundFiles {
  if (paths.length === 0) {
    throw new InputError(`No file was named to import; name files or folders of ${KNOWN_NAMES}.`)
  }
  const files = new Map<string, SourceFile>()
  const skipped: string[] = []
  for (const path of paths) {
    const stats = statOf(path)
    if (!stats.isDirectory()) {
      const file = sourceFile(path, stats)
      if (!file) throw fault(path, `has no name that says what is in it; name it ${KNOWN_NAMES}.`)
      files.set(keyOf(stats), file)
      continue
    }
    let found = 0
    for (const name of readdirSync(path).toSorted()) {
      const inside = join(path, name)
      const stats = statOf(inside)
      if (stats.isDirectory()) continue
      const file = sourceFile(inside, stats)
      if (file) {
        files.set(keyOf(stats), file)
        found++
      } else {
        skipped.push(inside)
      }
    }
    if (found === 0) throw fault(path, `holds no file to import; name files ${KNOWN_NAMES}.`)
  }
  return { files: [...files.values()], skipped }
}

/** `stem.format` or `stem.format.gz`; after the stem may stand `-` or `.` and anything. */
function sourceFile(path: string, stats: Stats): SourceFile | null {
  let name = basename(path)
  const isGzipped = name.endsWith('.gz')
  if (isGzipped) name = name.slice(0, -'.gz'.length)
  const format = FORMATS.find(({ ending }) => name.endsWith(`.${ending}`))
  if (!format) return null
  name = name.slice(0, -format.ending.length)
  const stem = STEMS.find(
    (stem) => name.startsWith(`${stem.name}.`) || name.startsWith(`${stem.name}-`),
  )
  if (!stem) return null
  if (!stats.isFile()) throw fault(path, 'is no file; write it to one first.')
  return { path, stem, ending: format.ending, isGzipped, size: stats.size }
}

const KNOWN_NAMES = nameList(STEMS, FORMATS)

function nameList(stems: readonly Stem[], formats: readonly Format[]): string {
  const names = stems.map(({ name }) => name)
  const endings = formats.map(({ ending }) => `.${ending}`)
  return `${listed(names, 'or')} with ${listed(endings, 'or')}, then .gz if packed`
}

function statOf(path: string): Stats {
  try {
    return statSync(path)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === null) throw error
    if (code === 'ENOENT') throw fault(path, 'does not exist; check the path.')
    throw fault(path, `cannot be read (${code}); check the path and who may read it.`)
  }
}

/** Where the file lies, whatever it is called. */
function keyOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`
}

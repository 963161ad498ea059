/**
 * Parts in files: what a long import has read so far. It need not be in memory then, and an import
 * that takes up a killed one need not read it again.
 *
 * A part is two graph files of typed arrays with checksums (`graph-file.ts`): `….ids.part` holds the
 * words of its dictionaries (`accounts`, `tags`, `items`, `texts`), `….rows.part` its columns
 * (`0.1` is column 1 of segment 0). Both hold, as JSON in `about`, what else is known of the part; a
 * pair that does not say the same is none. Files come to be by a rename; whatever is half written or
 * damaged is removed and its ranges are read again.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type NamedSection,
  readSections,
  type Section,
  writeSections,
} from '../graph/graph-file.ts'
import { readWhole } from '../platform/read-whole.ts'
import { ID_KINDS } from './columns.ts'
import {
  byKind,
  type Part,
  type PartEntries,
  type RangeSummary,
  type Segment,
  type Values,
} from './part.ts'

const VERSION = 1

/** A part that is on disk, as plain data. */
export interface PartFile {
  readonly path: string
  readonly about: PartAbout
}

interface PartAbout {
  readonly version: number
  /** How many ids of each kind there are. */
  readonly sizes: Readonly<Record<string, number>>
  readonly ranges: readonly RangeSummary[]
}

/** Write a part into the folder `dir`, which is made if need be. */
export function savePart(dir: string, { entries, segments }: Part): PartFile {
  mkdirSync(dir, { recursive: true })
  const about: PartAbout = {
    version: VERSION,
    sizes: byKind((kind) => entries[kind].size),
    ranges: segments.map(({ key, lines, taken, rejected, rejects }) => {
      return { key, lines, taken, rejected, rejects }
    }),
  }
  const name = createHash('sha256')
    .update(segments.map(({ key }) => key).join('\n'))
    .digest('hex')
  const path = join(dir, name.slice(0, 32))
  const text = new TextEncoder().encode(JSON.stringify(about))
  const rows: NamedSection[] = segments.flatMap(({ columns }, s) =>
    columns.flatMap((data, c) => (data === null ? [] : [{ name: `${s}.${c}`, data }])),
  )
  const ids = ID_KINDS.map((kind) => ({ name: kind, data: entries[kind].words }))
  write(`${path}.rows.part`, [{ name: 'about', data: text }, ...rows])
  write(`${path}.ids.part`, [{ name: 'about', data: text }, ...ids])
  return { path, about }
}

/** On disk whenever the system finds the time: a checksum tells whether it came to that. */
function write(path: string, sections: readonly NamedSection[]): void {
  const partial = `${path}.${process.pid}.partial`
  writeFileSync(partial, writeSections(sections))
  renameSync(partial, path)
}

export function loadEntries({ path, about }: PartFile): PartEntries {
  const sections = readSections(readWhole(`${path}.ids.part`))
  return byKind((kind) => {
    const words = sections.get(kind)
    if (!(words instanceof Int32Array)) throw new TypeError(`${path} lacks "${kind}"`)
    return { size: about.sizes[kind], words }
  })
}

/** @param widths how many columns the stem of each range has */
export function loadSegments({ path, about }: PartFile, widths: readonly number[]): Segment[] {
  const sections = readSections(readWhole(`${path}.rows.part`))
  return about.ranges.map((range, s) => ({
    ...range,
    columns: Array.from({ length: widths[s] }, (_, c) => values(sections.get(`${s}.${c}`))),
  }))
}

function values(section: Section | undefined): Values | null {
  return section instanceof Uint32Array ||
    section instanceof Float32Array ||
    section instanceof Float64Array
    ? section
    : null
}

/** The paths of what may be parts in `dir`. */
export function partPaths(dir: string): string[] {
  const ending = '.ids.part'
  try {
    const names = readdirSync(dir).filter((name) => name.endsWith(ending))
    return names.toSorted().map((name) => join(dir, name.slice(0, -ending.length)))
  } catch {
    return [] // there is no such folder
  }
}

/** The part at `path` if every byte of it is as it was written; null if not. */
export function checkPart(path: string): PartFile | null {
  try {
    const [ids, rows] = ['ids', 'rows'].map((which) => {
      const about = readSections(readWhole(`${path}.${which}.part`)).get('about')
      return new TextDecoder().decode(about instanceof Uint8Array ? about : new Uint8Array())
    })
    const about: PartAbout = JSON.parse(ids)
    return ids === rows && about.version === VERSION ? { path, about } : null
  } catch {
    return null
  }
}

/** Remove from `dir` all that is not of `kept`; the folder too when none are. */
export function removeParts(dir: string, kept: readonly PartFile[] = []): void {
  if (kept.length === 0) return rmSync(dir, { recursive: true, force: true })
  for (const name of readdirSync(dir)) {
    const path = join(dir, name)
    const isKept = kept.some((part) =>
      [`${part.path}.ids.part`, `${part.path}.rows.part`].includes(path),
    )
    if (!isKept) rmSync(path, { recursive: true, force: true })
  }
}

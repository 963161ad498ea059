/**
 * The latest map of a workspace, `map.fbk`: it names the graph that it was made from, since a map
 * of an older graph says nothing of the accounts and follows that came since.
 *
 * @module
 */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  GraphFileError,
  layOutSections,
  type NamedSection,
  readSections,
  type Section,
} from '../graph/graph-file.ts'
import { InputError } from '../model/errors.ts'
import { readWhole } from './read-whole.ts'
import { removePartials, replaceFile } from './replace-file.ts'
import { systemErrorCode } from './system-error.ts'
import { startOfGraph } from './workspace.ts'

const GRAPH_SECTION = 'graph'
/** The header of a graph file holds a checksum over the checksums of all its sections. */
const HEADER_BYTES = 64

/**
 * What tells one state of a workspace's graph from another. Taken before `openWorkspace`, so that an
 * import in between makes the map look older than it is, never newer. Empty when there is no graph.
 *
 * @throws {InputError} if there is one that cannot be read.
 */
export function graphMark(dir: string): Uint8Array {
  return startOfGraph(dir, HEADER_BYTES)
}

/**
 * Put these sections in the place of the map before.
 *
 * @param mark of the graph that the map was made from.
 * @throws {InputError} if it cannot be written; the map before is then there still.
 */
export function saveMap(dir: string, mark: Uint8Array, sections: readonly NamedSection[]): void {
  const path = mapPath(dir)
  const graph = { name: GRAPH_SECTION, data: mark }
  try {
    removePartials(path)
    replaceFile(path, layOutSections([graph, ...sections]))
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === null) throw error
    throw new InputError(`${path} could not be written (${code}) and is as it was; make room.`, {
      cause: error,
    })
  }
}

/**
 * The sections of the latest map.
 *
 * @throws {InputError} if there is none, or it is of an older graph, or damaged.
 */
export function openMap(dir: string): ReadonlyMap<string, Section> {
  const path = mapPath(dir)
  const again = `run "firebreak map --workspace ${dir}"`
  if (!existsSync(path)) throw new InputError(`${dir} has no map yet; ${again} first.`)
  let sections: ReadonlyMap<string, Section>
  try {
    sections = readSections(readWhole(path))
  } catch (error) {
    const code = systemErrorCode(error)
    const damage = error instanceof GraphFileError ? error.message : null
    if (code === null && damage === null) throw error
    const reason = damage ?? `it cannot be read (${code})`
    throw new InputError(`${path} cannot be used: ${reason}; ${again} again.`, { cause: error })
  }
  if (!isOf(sections, graphMark(dir))) {
    throw new InputError(`The map in ${dir} is older than what was imported since; ${again} again.`)
  }
  return sections
}

export interface MapBefore {
  readonly sections: ReadonlyMap<string, Section>
  /** Whether nothing was imported since. */
  readonly isOfSameGraph: boolean
  readonly madeAtMillis: number
}

/**
 * The latest map, of whatever graph, for the next to be held against; null where there is none that can
 * be read.
 *
 * @param mark of the graph that the next is made from.
 */
export function mapBefore(dir: string, mark: Uint8Array): MapBefore | null {
  const path = mapPath(dir)
  try {
    const madeAtMillis = mapMadeAtMillis(dir)
    const sections = readSections(readWhole(path))
    return { sections, isOfSameGraph: isOf(sections, mark), madeAtMillis }
  } catch (error) {
    // the next map takes its place, whatever is wrong with it
    if (error instanceof GraphFileError || systemErrorCode(error) !== null) return null
    throw error
  }
}

function isOf(sections: ReadonlyMap<string, Section>, graph: Uint8Array): boolean {
  const made = sections.get(GRAPH_SECTION)
  return made?.length === graph.length && graph.every((byte, i) => byte === made[i])
}

/** Whether there is a map, current or not. */
export function hasMap(dir: string): boolean {
  return existsSync(mapPath(dir))
}

/** When the latest map was made, since 1970. @throws if there is none. */
export function mapMadeAtMillis(dir: string): number {
  return statSync(mapPath(dir)).mtimeMs
}

/** What tells one map from the next, at the cost of a look: empty where there is none. */
export function mapMark(dir: string): string {
  const stands = statSync(mapPath(dir), { throwIfNoEntry: false })
  return stands ? `${stands.ino} ${stands.size} ${stands.mtimeMs}` : ''
}

function mapPath(dir: string): string {
  return join(dir, 'map.fbk')
}

/**
 * A platform as the sections of a graph file, and back.
 *
 * Rows, adjacency and attributes become sections of their own, used in place when read. What is
 * small and has words in it (signals, group names) is JSON in a section of bytes.
 *
 * @module
 */
import { type Csr, type Digraph } from '../graph/csr.ts'
import {
  GraphFileError,
  type NamedSection,
  readSections,
  type Section,
  writeSections,
} from '../graph/graph-file.ts'
import { Ids } from '../graph/ids.ts'
import { type Signal } from '../model/signal.ts'
import { type Platform, type Truth } from './platform.ts'

type Sections = ReadonlyMap<string, Section>

/** The same platform gives the same bytes. Linear in its size. */
export function writePlatform(platform: Platform): Uint8Array<ArrayBuffer> {
  const { truth } = platform
  return writeSections([
    ...idSections('accounts', platform.accounts),
    ...idSections('tags', platform.tags),
    ...idSections('items', platform.items),
    ...digraphSections('follows', platform.follows),
    ...digraphSections('tagUses', platform.tagUses),
    ...digraphSections('itemUses', platform.itemUses),
    ...digraphSections('contacts', platform.contacts),
    { name: 'ageBands', data: platform.ageBands },
    { name: 'createdAtMillis', data: platform.createdAtMillis },
    jsonSection('signals', platform.signals),
    ...(truth ? truthSections(truth) : []),
  ])
}

/**
 * The platform in `buffer`, whose columns are views of it. `trusted` as in `readSections`.
 *
 * @throws {GraphFileError} if the file is damaged, or holds something other than a platform.
 */
export function readPlatform(
  buffer: ArrayBufferLike,
  options: { readonly trusted?: boolean } = {},
): Platform {
  const sections = readSections(buffer, options)
  const accounts = readIds(sections, 'accounts')
  const tags = readIds(sections, 'tags')
  const items = readIds(sections, 'items')
  const size = accounts.size
  return Object.freeze({
    accounts,
    ageBands: column(sections, 'ageBands', Uint8Array, size),
    createdAtMillis: column(sections, 'createdAtMillis', Float64Array, size),
    follows: readDigraph(sections, 'follows', size, size),
    tags,
    tagUses: readDigraph(sections, 'tagUses', size, tags.size),
    items,
    itemUses: readDigraph(sections, 'itemUses', size, items.size),
    contacts: readDigraph(sections, 'contacts', size, size),
    signals: Object.freeze(readList<Signal>(sections, 'signals')),
    truth: sections.has('truth.roles') ? readTruth(sections, size) : null,
  })
}

function idSections(name: string, ids: Ids): NamedSection[] {
  const { bytes, offsets, slots } = ids.columns()
  return [
    { name: `${name}.bytes`, data: bytes },
    { name: `${name}.offsets`, data: offsets },
    { name: `${name}.slots`, data: slots },
  ]
}

function readIds(sections: Sections, name: string): Ids {
  const offsets = column(sections, `${name}.offsets`, Uint32Array)
  const size = offsets.length - 1
  const bytes = column(sections, `${name}.bytes`, Uint8Array)
  const slots = column(sections, `${name}.slots`, Uint32Array)
  try {
    return new Ids({ size, bytes, offsets, slots })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new GraphFileError(`the ids of "${name}" are damaged: ${error.message}`, { cause: error })
  }
}

function digraphSections(name: string, graph: Digraph): NamedSection[] {
  return [...csrSections(`${name}.out`, graph.out), ...csrSections(`${name}.in`, graph.in)]
}

function csrSections(name: string, { starts, targets, weights }: Csr): NamedSection[] {
  const sections: NamedSection[] = [
    { name: `${name}.starts`, data: starts },
    { name: `${name}.targets`, data: targets },
  ]
  if (weights) sections.push({ name: `${name}.weights`, data: weights })
  return sections
}

function readDigraph(sections: Sections, name: string, rows: number, columns: number): Digraph {
  return Object.freeze({
    out: readCsr(sections, `${name}.out`, rows, columns),
    in: readCsr(sections, `${name}.in`, columns, rows),
  })
}

function readCsr(sections: Sections, name: string, rows: number, columns: number): Csr {
  const starts = column(sections, `${name}.starts`, Uint32Array, rows + 1)
  const targets = column(sections, `${name}.targets`, Uint32Array, starts[rows])
  const weights = sections.has(`${name}.weights`)
    ? column(sections, `${name}.weights`, Float32Array, targets.length)
    : null
  return Object.freeze({ rows, columns, starts, targets, weights })
}

function truthSections({ roles, groups, groupNames }: Truth): NamedSection[] {
  return [
    { name: 'truth.roles', data: roles },
    { name: 'truth.groups', data: groups },
    jsonSection('truth.groupNames', groupNames),
  ]
}

function readTruth(sections: Sections, size: number): Truth {
  return Object.freeze({
    roles: column(sections, 'truth.roles', Uint8Array, size),
    groups: column(sections, 'truth.groups', Uint16Array, size),
    groupNames: Object.freeze(readList<string>(sections, 'truth.groupNames')),
  })
}

function jsonSection(name: string, value: unknown): NamedSection {
  return { name, data: new TextEncoder().encode(JSON.stringify(value)) }
}

/** The elements are taken at their word: the checksum says that they are as they were written. */
function readList<Element>(sections: Sections, name: string): Element[] {
  // a decoder takes no shared memory
  const bytes = column(sections, name, Uint8Array).slice()
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (Array.isArray(value)) return value
  } catch {
    // said below
  }
  throw new GraphFileError(`section "${name}" expected a JSON list`)
}

function column<Column extends Section>(
  sections: Sections,
  name: string,
  type: new (length: number) => Column,
  length?: number,
): Column {
  const section = sections.get(name)
  if (!(section instanceof type)) {
    throw new GraphFileError(
      `section "${name}" expected ${type.name}, got ${section ? section.constructor.name : 'none'}`,
    )
  }
  if (length !== undefined && section.length !== length) {
    throw new GraphFileError(`section "${name}" expected length ${length}, got ${section.length}`)
  }
  return section
}

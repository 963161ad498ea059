/**
 * A platform as the sections of a graph file, and back.
 *
 * Rows, adjacency and attributes become sections of their own, used in place when read. What is
 * small and has words in it (signals, group names) is JSON in a section of bytes.
 *
 * @module
 */
import { checkCsr } from '../graph/check-csr.ts'
import { type Csr, type Digraph } from '../graph/csr.ts'
import {
  GraphFileError,
  layOutSections,
  type NamedSection,
  readSections,
  type Section,
} from '../graph/graph-file.ts'
import { Ids } from '../graph/ids.ts'
import { AGE_BANDS } from '../model/age-band.ts'
import { InputError } from '../model/errors.ts'
import { parseSignal } from '../model/parse-signal.ts'
import { ROLES } from '../model/role.ts'
import { parseTakenBack } from '../model/taken-back.ts'
import { type Platform, type Truth } from './platform.ts'

type Sections = ReadonlyMap<string, Section>

/**
 * The file of a platform, as the parts to write one after the other: views of its columns, which
 * cost no memory of their own. The same platform gives the same bytes. Linear in its size.
 */
export function layOutPlatform(platform: Platform): Uint8Array[] {
  return layOutSections(platformSections(platform))
}

/** What the file of a platform holds. */
export function platformSections(platform: Platform): NamedSection[] {
  const { createdAtMillis, takenBack = [], truth } = platform
  return [
    ...idSections('accounts', platform.accounts),
    ...idSections('tags', platform.tags),
    ...idSections('items', platform.items),
    ...digraphSections('follows', platform.follows),
    ...digraphSections('tagUses', platform.tagUses),
    ...digraphSections('itemUses', platform.itemUses),
    ...digraphSections('contacts', platform.contacts),
    { name: 'ageBands', data: platform.ageBands },
    ...(createdAtMillis ? [{ name: 'createdAtMillis', data: createdAtMillis }] : []),
    // in the order of keys that they are read back in, whoever made them
    jsonSection(
      'signals',
      platform.signals.map((signal) => parseSignal(signal)),
    ),
    ...(takenBack.length > 0 ? [jsonSection('takenBack', takenBack)] : []),
    ...(truth ? truthSections(truth) : []),
  ]
}

/**
 * The platform in a file, whose columns are views of its bytes. Verified whole: checksums against
 * damage, and every number that points somewhere against what it may point at, since kernels look
 * at nothing twice.
 *
 * @param file must begin at a multiple of 64 in its buffer.
 * @throws {GraphFileError} if the file is damaged, or holds something other than a platform.
 */
export function readPlatform(file: Uint8Array): Platform {
  const sections = readSections(file)
  const accounts = readIds(sections, 'accounts')
  const tags = readIds(sections, 'tags')
  const items = readIds(sections, 'items')
  const size = accounts.size
  return Object.freeze({
    accounts,
    ageBands: places(sections, 'ageBands', Uint8Array, size, AGE_BANDS.length),
    createdAtMillis: sections.has('createdAtMillis')
      ? column(sections, 'createdAtMillis', Float64Array, size)
      : null,
    follows: readDigraph(sections, 'follows', size, size),
    tags,
    tagUses: readDigraph(sections, 'tagUses', size, tags.size),
    items,
    itemUses: readDigraph(sections, 'itemUses', size, items.size),
    contacts: readDigraph(sections, 'contacts', size, size),
    signals: Object.freeze(readList(sections, 'signals', parseSignal)),
    ...(sections.has('takenBack') && {
      takenBack: Object.freeze(readList(sections, 'takenBack', parseTakenBack)),
    }),
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
  const graph = {
    out: readCsr(sections, `${name}.out`, rows, columns),
    in: readCsr(sections, `${name}.in`, columns, rows),
  }
  if (graph.out.targets.length !== graph.in.targets.length) {
    throw new GraphFileError(
      `"${name}" expected as many entries in (${graph.in.targets.length}) as out (${graph.out.targets.length})`,
    )
  }
  return Object.freeze(graph)
}

function readCsr(sections: Sections, name: string, rows: number, columns: number): Csr {
  const starts = column(sections, `${name}.starts`, Uint32Array)
  const targets = column(sections, `${name}.targets`, Uint32Array)
  const weights = sections.has(`${name}.weights`)
    ? column(sections, `${name}.weights`, Float32Array)
    : null
  const csr = Object.freeze({ rows, columns, starts, targets, weights })
  try {
    checkCsr(csr)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new GraphFileError(`the rows of "${name}" are damaged: ${error.message}`, {
      cause: error,
    })
  }
  return csr
}

function truthSections({ roles, groups, groupNames }: Truth): NamedSection[] {
  return [
    { name: 'truth.roles', data: roles },
    { name: 'truth.groups', data: groups },
    jsonSection('truth.groupNames', groupNames),
  ]
}

function readTruth(sections: Sections, size: number): Truth {
  const groupNames = readList(sections, 'truth.groupNames', (name) => {
    if (typeof name === 'string') return name
    throw new GraphFileError(`section "truth.groupNames" expected names, got ${typeof name}`)
  })
  return Object.freeze({
    roles: places(sections, 'truth.roles', Uint8Array, size, ROLES.length + 1),
    groups: places(sections, 'truth.groups', Uint16Array, size, groupNames.length),
    groupNames: Object.freeze(groupNames),
  })
}

function jsonSection(name: string, value: unknown): NamedSection {
  return { name, data: new TextEncoder().encode(JSON.stringify(value)) }
}

function readList<Element>(
  sections: Sections,
  name: string,
  parse: (value: unknown) => Element,
): Element[] {
  // a decoder takes no shared memory
  const bytes = column(sections, name, Uint8Array).slice()
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (Array.isArray(value)) return value.map((element) => parse(element))
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof InputError)) throw error
    throw new GraphFileError(`section "${name}" is damaged: ${error.message}`, { cause: error })
  }
  throw new GraphFileError(`section "${name}" expected a JSON list`)
}

/** A column of places in a list of `count`. */
function places<Column extends Uint8Array | Uint16Array>(
  sections: Sections,
  name: string,
  type: new (length: number) => Column,
  length: number,
  count: number,
): Column {
  const values = column(sections, name, type, length)
  for (const value of values) {
    if (value < count) continue
    throw new GraphFileError(`section "${name}" expected values below ${count}, got ${value}`)
  }
  return values
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

/**
 * A map as named sections of a file, and back. What is the same of nearly everybody is left out:
 * the file grows with the accounts that were scored, and by a bit for each of the others.
 *
 * @module
 */
import { type NamedSection, type Section } from '../graph/graph-file.ts'
import { ROLES } from '../model/role.ts'
import { packBits, unpackBits } from '../util/bits.ts'
import { type FusedPart } from './fuse.ts'
import { type NetworkMap, rank } from './map.ts'
import { type Network } from './networks.ts'
import { type TagCensus, type TagsBefore } from './tag-census.ts'

/** What is neither a column nor large. */
interface Summary {
  readonly accounts: number
  /** When the map was made that this one was held against, if any was. */
  readonly tagsBeforeAtMillis: number | null
  readonly parts: readonly Omit<FusedPart, 'scores'>[]
  readonly networks: readonly (Omit<Network, 'rows'> & { readonly rows: readonly number[] })[]
}

const TAGS = 'tags'
const TAGS_BEFORE = 'tags-before'
const BYSTANDER = ROLES.indexOf('bystander')

/** The columns of a map. Evidence of single detectors is kept in Float32: it is shown, not ranked by. */
export function mapSections(map: NetworkMap): NamedSection[] {
  const { seeds, rows, fused, reachable, logOdds, members, roles, roleProbabilities, networks } =
    map
  const { tags, tagsBefore } = map
  const summary: Summary = {
    accounts: roles.length,
    tagsBeforeAtMillis: tagsBefore?.atMillis ?? null,
    parts: fused.parts.map((part) => ({ ...part, scores: undefined })),
    networks: networks.map((network) => ({ ...network, rows: [...network.rows] })),
  }
  const roleRows: number[] = []
  for (const [row, role] of roles.entries()) if (role !== BYSTANDER) roleRows.push(row)
  return [
    { name: 'seed-rows', data: seeds.rows },
    { name: 'seed-weights', data: seeds.weights },
    { name: 'rows', data: rows },
    { name: 'scores', data: fused.scores },
    { name: 'log-odds', data: logOdds },
    { name: 'reachable', data: packBits(reachable) },
    { name: 'members', data: members },
    { name: 'role-probabilities', data: roleProbabilities },
    { name: 'role-rows', data: Uint32Array.from(roleRows) },
    { name: 'roles', data: Uint8Array.from(roleRows, (row) => roles[row]) },
    ...censusSections(TAGS, tags),
    ...(tagsBefore ? censusSections(TAGS_BEFORE, tagsBefore.census) : []),
    { name: 'summary', data: new TextEncoder().encode(JSON.stringify(summary)) },
    ...fused.parts.map(({ id, scores }) => ({
      name: partName(id),
      data: Float32Array.from(scores),
    })),
  ]
}

/** The map in the sections. @throws {RangeError} if one is missing or of another type. */
export function mapFrom(sections: ReadonlyMap<string, Section>): NetworkMap {
  const column = columnsOf(sections)
  const { accounts, parts, networks, tagsBeforeAtMillis: atMillis } = summaryIn(column)
  const seeds = {
    rows: column('seed-rows', Uint32Array),
    weights: column('seed-weights', Float32Array),
  }
  const rows = column('rows', Uint32Array)
  const scores = column('scores', Float64Array)
  const roles = new Uint8Array(accounts).fill(BYSTANDER)
  const roleOf = column('roles', Uint8Array)
  for (const [k, row] of column('role-rows', Uint32Array).entries()) roles[row] = roleOf[k]
  return Object.freeze({
    seeds,
    rows,
    fused: {
      scores,
      parts: parts.map((part) => ({
        ...part,
        scores: Float64Array.from(column(partName(part.id), Float32Array)),
      })),
    },
    ranking: rank(accounts, rows, scores, seeds.rows),
    reachable: unpackBits(column('reachable', Uint8Array), accounts),
    logOdds: column('log-odds', Float64Array),
    members: column('members', Uint32Array),
    roles,
    roleProbabilities: column('role-probabilities', Float32Array),
    networks: networks.map((network) => ({ ...network, rows: Uint32Array.from(network.rows) })),
    tags: censusIn(column, TAGS),
    tagsBefore: atMillis === null ? null : { census: censusIn(column, TAGS_BEFORE), atMillis },
  })
}

/**
 * What a new map is held against: the census of the map in the sections, or where no import came between
 * the two, what that was held against itself. Null where it says nothing, as one of another version.
 *
 * @param madeAtMillis when the map in the sections was made.
 */
export function tagsBefore(
  sections: ReadonlyMap<string, Section>,
  {
    isOfSameGraph,
    madeAtMillis,
  }: { readonly isOfSameGraph: boolean; readonly madeAtMillis: number },
): TagsBefore | null {
  const column = columnsOf(sections)
  try {
    if (!isOfSameGraph) return { census: censusIn(column, TAGS), atMillis: madeAtMillis }
    const { tagsBeforeAtMillis: atMillis } = summaryIn(column)
    return atMillis === null ? null : { census: censusIn(column, TAGS_BEFORE), atMillis }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

type Columns = <T extends Section>(name: string, type: SectionType<T>) => T

function columnsOf(sections: ReadonlyMap<string, Section>): Columns {
  return (name, type) => {
    const found = sections.get(name)
    if (found instanceof type) return found
    throw new RangeError(`a map expected a ${type.name} "${name}", got ${found?.constructor.name}`)
  }
}

function summaryIn(column: Columns): Summary {
  return JSON.parse(new TextDecoder().decode(column('summary', Uint8Array)))
}

function censusSections(name: string, { keys, users }: TagCensus): NamedSection[] {
  return [
    { name: `${name}-keys`, data: keys },
    { name: `${name}-users`, data: users },
  ]
}

function censusIn(column: Columns, name: string): TagCensus {
  return {
    keys: column(`${name}-keys`, Float64Array),
    users: column(`${name}-users`, Uint32Array),
  }
}

type SectionType<T> = abstract new (...parameters: never) => T

function partName(id: string): string {
  return `evidence-${id}`
}

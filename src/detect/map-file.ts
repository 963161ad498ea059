/**
 * A map as named sections of a file, and back.
 *
 * @module
 */
import { type NamedSection, type Section } from '../graph/graph-file.ts'
import { type FusedPart } from './fuse.ts'
import { type NetworkMap } from './map.ts'
import { type Network } from './networks.ts'

/** What is neither a column nor large. */
interface Summary {
  readonly parts: readonly Omit<FusedPart, 'scores'>[]
  readonly networks: readonly (Omit<Network, 'rows'> & { readonly rows: readonly number[] })[]
}

/** The columns of a map. Evidence of single detectors is kept in Float32: it is shown, not ranked by. */
export function mapSections(map: NetworkMap): NamedSection[] {
  const { seeds, fused, ranking, reachable, logOdds, members, roles, networks } = map
  const summary: Summary = {
    parts: fused.parts.map((part) => ({ ...part, scores: undefined })),
    networks: networks.map((network) => ({ ...network, rows: [...network.rows] })),
  }
  return [
    { name: 'seed-rows', data: seeds.rows },
    { name: 'seed-weights', data: seeds.weights },
    { name: 'scores', data: fused.scores },
    { name: 'ranking', data: ranking },
    { name: 'reachable', data: reachable },
    { name: 'log-odds', data: logOdds },
    { name: 'members', data: members },
    { name: 'roles', data: roles },
    { name: 'summary', data: new TextEncoder().encode(JSON.stringify(summary)) },
    ...fused.parts.map(({ id, scores }) => ({
      name: partName(id),
      data: Float32Array.from(scores),
    })),
  ]
}

/** The map in the sections. @throws {RangeError} if one is missing or of another type. */
export function mapFrom(sections: ReadonlyMap<string, Section>): NetworkMap {
  const column = <T extends Section>(name: string, type: SectionType<T>): T => {
    const found = sections.get(name)
    if (found instanceof type) return found
    throw new RangeError(`a map expected a ${type.name} "${name}", got ${found?.constructor.name}`)
  }
  const text = new TextDecoder().decode(column('summary', Uint8Array))
  const { parts, networks }: Summary = JSON.parse(text)
  return Object.freeze({
    seeds: {
      rows: column('seed-rows', Uint32Array),
      weights: column('seed-weights', Float32Array),
    },
    fused: {
      scores: column('scores', Float64Array),
      parts: parts.map((part) => ({
        ...part,
        scores: Float64Array.from(column(partName(part.id), Float32Array)),
      })),
    },
    ranking: column('ranking', Uint32Array),
    reachable: column('reachable', Uint8Array),
    logOdds: column('log-odds', Float64Array),
    members: column('members', Uint32Array),
    roles: column('roles', Uint8Array),
    networks: networks.map((network) => ({ ...network, rows: Uint32Array.from(network.rows) })),
  })
}

type SectionType<T> = abstract new (...parameters: never) => T

function partName(id: string): string {
  return `evidence-${id}`
}

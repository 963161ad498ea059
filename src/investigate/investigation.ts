/**
 * A platform and its latest map, with what people ask of both again and again: places, networks,
 * communities. Made once for a map, then only read.
 *
 * @module
 */
import { placeIn } from '../detect/every-row.ts'
import { type NetworkMap } from '../detect/map.ts'
import { type Network } from '../detect/networks.ts'
import { NotFoundError } from '../model/errors.ts'
import { type Platform } from '../platform/platform.ts'

export interface Investigation {
  readonly platform: Platform
  readonly map: NetworkMap
  /** Tells this map from the next. */
  readonly mark: string
  /** Place among all that were scored, 1 the closest; 0 for a seed, which is not ranked; else null. */
  readonly rankOf: (row: number) => number | null
  /** Its network, by its place; -1 for none. */
  readonly networkOf: (row: number) => number
}

/** Linear in the accounts that were scored. */
export function openInvestigation(
  platform: Platform,
  map: NetworkMap,
  mark: string,
): Investigation {
  const { rows, seeds, ranking, networks } = map
  const ranks = new Uint32Array(rows.length)
  const seedRows = new Set(seeds.rows)
  // those scored stand first in the ranking, the seeds are not in it
  let scored = rows.length
  for (const row of seeds.rows) if (placeIn(rows, row) >= 0) scored--
  for (let k = 0; k < scored; k++) ranks[placeIn(rows, ranking[k])] = k + 1
  const places = new Map<number, number>()
  for (const [place, network] of networks.entries()) {
    for (const row of network.rows) places.set(row, place)
  }
  return Object.freeze({
    platform,
    map,
    mark,
    rankOf(row: number) {
      if (seedRows.has(row)) return 0
      const place = placeIn(rows, row)
      return place < 0 ? null : ranks[place]
    },
    networkOf: (row: number) => places.get(row) ?? -1,
  })
}

/** @throws {NotFoundError} if the map has no such network. */
export function networkNamed({ map }: Investigation, id: string): Network {
  const found = map.networks.find((network) => network.id === id)
  if (found) return found
  throw new NotFoundError('The latest map has no such network; GET /v1/networks lists them.')
}

/** Seeds first, then by rank, then whoever was not scored, in the order of rows. */
export function byCloseness({ rankOf }: Investigation): (a: number, b: number) => number {
  return (a, b) => {
    const left = rankOf(a) ?? Infinity
    const right = rankOf(b) ?? Infinity
    // Infinity less Infinity is no number
    return left === right ? a - b : left - right
  }
}

/** Rows of those that the platform knows, each once, and how many of the others there are. */
export function rowsNamed(
  { platform }: Investigation,
  accounts: readonly string[],
): { readonly rows: readonly number[]; readonly unknown: number } {
  const rows = new Set<number>()
  let unknown = 0
  for (const account of accounts) {
    const row = platform.accounts.find(account)
    if (row < 0) unknown++
    else rows.add(row)
  }
  return { rows: [...rows], unknown }
}

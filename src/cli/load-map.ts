/**
 * What a server needs of the map, in ids and bytes: the graph itself is let go of again.
 *
 * @module
 */
import { mapFrom } from '../detect/map-file.ts'
import { standingsOf } from '../detect/standings.ts'
import { type Decided } from '../guard/decided-standings.ts'
import { packStanding } from '../model/standing.ts'
import { hasMap, openMap } from '../platform/workspace-map.ts'
import { openWorkspace } from '../platform/workspace.ts'

export interface LoadedMap {
  readonly standings: readonly Decided[]
  /** The accounts of each network, by its id. */
  readonly networks: ReadonlyMap<string, readonly string[]>
}

/**
 * The latest map of a workspace; an empty one where nothing was mapped yet.
 *
 * @throws {InputError} if there is a map that cannot be used: serving on without it would show what
 *   was withheld before.
 */
export function loadMap(workspace: string): LoadedMap & { readonly isMapped: boolean } {
  if (!hasMap(workspace)) return { standings: [], networks: new Map(), isMapped: false }
  const platform = openWorkspace(workspace)
  const map = mapFrom(openMap(workspace))
  const standings = standingsOf(platform, map).map(({ account, standing }) => ({
    account,
    standing: packStanding(standing),
  }))
  const networks = new Map(
    map.networks.map(({ id, rows }) => [id, [...rows].map((row) => platform.accounts.idOf(row))]),
  )
  return { standings, networks, isMapped: true }
}

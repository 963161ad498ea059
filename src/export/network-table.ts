/**
 * What leaves in an export: the accounts of networks and the follows among them, in rows, with no
 * account of the platform besides.
 *
 * @module
 */
import { type NetworkMap, scoreOf } from '../detect/map.ts'
import { type Network } from '../detect/networks.ts'
import { inducedSubgraph } from '../graph/subgraph.ts'
import { type Role, ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'

export interface ExportedAccount {
  readonly account: string
  readonly network: string
  readonly role: Role
  /** Known by a signal; the score says how close to the other seeds it is. */
  readonly seed: boolean
  readonly score: number
}

export interface NetworkTable {
  readonly accounts: readonly ExportedAccount[]
  /** Places in `accounts`: each source follows the target beside it. */
  readonly sources: Uint32Array
  readonly targets: Uint32Array
}

/**
 * The table of `networks`, accounts in the order of their rows. Linear in the follows of their
 * accounts.
 *
 * @param nameOf what an account is called in the export, by its row.
 */
export function networkTable(
  { follows }: Pick<Platform, 'follows'>,
  map: NetworkMap,
  networks: readonly Network[],
  nameOf: (row: number) => string,
): NetworkTable {
  const networkOf = new Map<number, string>()
  for (const { id, rows } of networks) for (const row of rows) networkOf.set(row, id)
  const seeds = new Set(map.seeds.rows)
  const { csr, rows } = inducedSubgraph(follows.out, [...networkOf.keys()])
  const accounts = Array.from(rows, (row): ExportedAccount => ({
    account: nameOf(row),
    network: networkOf.get(row)!,
    role: ROLES[map.roles[row]],
    seed: seeds.has(row),
    score: scoreOf(map, row),
  }))
  const sources = new Uint32Array(csr.targets.length)
  for (let place = 0; place < csr.rows; place++) {
    sources.fill(place, csr.starts[place], csr.starts[place + 1])
  }
  return { accounts, sources, targets: csr.targets }
}

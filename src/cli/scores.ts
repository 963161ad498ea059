import { type NetworkMap, scoreOf } from '../detect/map.ts'
import { type Role, ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { csvField } from '../util/csv-field.ts'
import { inParts } from '../util/in-parts.ts'
import { noPositionals, optional, required, type Run } from './command.ts'
import { readMap } from './read-map.ts'
import { count } from './tty.ts'
import { writeFileParts } from './write-text-file.ts'

export const run: Run = async (input, { json, stdout }) => {
  noPositionals(input)
  const workspace = required(input, 'workspace')
  const out = optional(input, 'out')
  const platform = openWorkspace(workspace)
  const map = readMap(workspace)
  const parts = inParts(csvLines(platform, map))
  if (out !== null) {
    writeFileParts(out, parts)
    const accounts = map.ranking.length
    return {
      json: { accounts, out },
      text: `${count(accounts)} accounts, best first, are in ${out}.\n`,
    }
  }
  if (json) return { json: { scores: [...scoreRows(platform, map)] }, text: '' }
  for (const part of parts) stdout(part)
  return { json: {}, text: '' }
}

interface ScoreRow {
  readonly account: string
  readonly score: number
  readonly rank: number
  readonly role: Role
  /** Empty when the account is of none. */
  readonly network: string
  readonly reachable: boolean
}

/** Every account but the seeds, best first. */
function* scoreRows(platform: Platform, map: NetworkMap): Generator<ScoreRow> {
  const { ranking, roles, reachable } = map
  const networkOf = new Map<number, string>()
  for (const { id, rows } of map.networks) for (const row of rows) networkOf.set(row, id)
  for (const [k, row] of ranking.entries()) {
    yield {
      account: platform.accounts.idOf(row),
      score: scoreOf(map, row),
      rank: k + 1,
      role: ROLES[roles[row]],
      network: networkOf.get(row) ?? '',
      reachable: reachable[row] === 1,
    }
  }
}

function* csvLines(platform: Platform, map: NetworkMap): Generator<string> {
  yield 'account,score,rank,role,network,reachable\n'
  for (const row of scoreRows(platform, map)) {
    const { account, score, rank, role, network, reachable } = row
    yield `${csvField(account)},${score.toPrecision(8)},${rank},${role},${csvField(network)},${reachable}\n`
  }
}

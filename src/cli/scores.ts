import { createWriteStream } from 'node:fs'
import { type NetworkMap } from '../detect/map.ts'
import { mapFrom } from '../detect/map-file.ts'
import { InputError, UsageError } from '../model/errors.ts'
import { ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'
import { systemErrorCode } from '../platform/system-error.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { openMap } from '../platform/workspace-map.ts'
import { noPositionals, optional, required, type Run } from './command.ts'
import { count } from './tty.ts'

const ROWS_AT_ONCE = 4096

export const run: Run = async (input, { json, stdout }) => {
  noPositionals(input)
  const workspace = required(input, 'workspace')
  const out = optional(input, 'out')
  if (json && out === null) {
    throw new UsageError(
      'scores answers CSV, and --json would mix with it; add --out FILE, or leave --json out.',
    )
  }
  const platform = openWorkspace(workspace)
  const map = mapFrom(openMap(workspace))
  const accounts = map.ranking.length
  if (out === null) {
    for (const part of csv(platform, map)) stdout(part)
    return { json: {}, text: '' }
  }
  await writeParts(out, csv(platform, map))
  return {
    json: { accounts, out },
    text: `${count(accounts)} accounts, best first, are in ${out}.\n`,
  }
}

function* csv(platform: Platform, map: NetworkMap): Generator<string> {
  const { ranking, fused, roles, reachable } = map
  const networkOf = new Map<number, string>()
  for (const { id, rows } of map.networks) for (const row of rows) networkOf.set(row, id)
  let part = 'account,score,rank,role,network,reachable\n'
  for (let k = 0; k < ranking.length; k++) {
    const row = ranking[k]
    const account = quoted(platform.accounts.idOf(row))
    const score = fused.scores[row].toPrecision(8)
    const network = quoted(networkOf.get(row) ?? '')
    part += `${account},${score},${k + 1},${ROLES[roles[row]]},${network},${reachable[row] === 1}\n`
    if (k % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) {
      yield part
      part = ''
    }
  }
  yield part
}

/** RFC 4180; ids are opaque, so any of them may need it. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** @throws {InputError} if the file cannot be written. */
async function writeParts(file: string, parts: Iterable<string>): Promise<void> {
  const stream = createWriteStream(file)
  try {
    for (const part of parts) {
      await new Promise<void>((resolve, reject) => {
        stream.write(part, (error) => (error ? reject(error) : resolve()))
      })
    }
    await new Promise<void>((resolve, reject) => {
      stream.once('error', reject)
      stream.end(resolve)
    })
  } catch (cause) {
    const code = systemErrorCode(cause)
    if (code === null) throw cause
    throw new InputError(`${file} cannot be written (${code}); choose another --out.`, { cause })
  }
}

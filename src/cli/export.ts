import { extname } from 'node:path'
import { keyHash } from '../casework/api-key.ts'
import { type Casework } from '../casework/casework.ts'
import { record } from '../casework/record.ts'
import { shieldedAmong } from '../casework/shield-of.ts'
import { type NetworkMap } from '../detect/map.ts'
import { type Network } from '../detect/networks.ts'
import { FORMATS, type FormatName } from '../export/index.ts'
import { networkTable } from '../export/network-table.ts'
import { pseudonymsOf } from '../export/pseudonyms.ts'
import { AGE_BANDS } from '../model/age-band.ts'
import { parseSwitchReason } from '../model/document.ts'
import { InputError, UsageError } from '../model/errors.ts'
import { type ApiKey } from '../model/key-role.ts'
import { ROLES } from '../model/role.ts'
import { packStanding } from '../model/standing.ts'
import { type Platform } from '../platform/platform.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { type Input, optional, required, type Run } from './command.ts'
import { openCasework } from './open-casework.ts'
import { readMap } from './read-map.ts'
import { count } from './tty.ts'
import { writeFileParts } from './write-text-file.ts'

const MAY_IDENTIFY = ['investigator', 'lead']
const ASKED_AT_ONCE = 5000

export const run: Run = async (input) => {
  const format = formatOf(input)
  const workspace = required(input, 'workspace')
  const out = required(input, 'out')
  const reason = parseSwitchReason(required(input, 'reason'))
  const platform = openWorkspace(workspace)
  const map = readMap(workspace)
  const networks = networksOf(map, optional(input, 'network'))
  const casework = await openCasework(workspace)
  try {
    const by = input.options['identified'] === true ? await identifier(casework, input) : null
    const nameOf = await namesIn(casework, platform, map, networks, by)
    const table = networkTable(platform, map, networks, nameOf)
    const json = {
      format,
      networks: networks.length,
      accounts: table.accounts.length,
      follows: table.sources.length,
      identified: by !== null,
    }
    // in the log before it is on the disk: nothing leaves unseen
    await casework.store.transact((tx) =>
      record(tx, casework.signer, {
        atMillis: casework.now(),
        actor: by?.id ?? 'command-line',
        action: 'network.exported',
        subject: optional(input, 'network'),
        reason,
        details: json,
      }),
    )
    const files = FORMATS[format](table).map(({ suffix, parts }) => {
      const path = suffixed(out, suffix)
      writeFileParts(path, parts, { isPrivate: true })
      return path
    })
    return {
      json: { ...json, files },
      text: `${count(json.accounts)} accounts of ${count(json.networks)} networks and ${count(json.follows)} follows among them are in ${files.join(' and ')}, for its owner only; the log says so.
${hiding(by)}
`,
    }
  } finally {
    await casework.store.close()
  }
}

function formatOf({ positionals: [name, ...more] }: Input): FormatName {
  if (isFormat(name) && more.length === 0) return name
  throw new UsageError(
    `export expects one of ${Object.keys(FORMATS).join(', ')}, as in "firebreak export graphml --workspace W --out network.graphml --reason TEXT".`,
  )
}

function isFormat(name: string | undefined): name is FormatName {
  return name !== undefined && Object.hasOwn(FORMATS, name)
}

function networksOf({ networks }: NetworkMap, id: string | null): readonly Network[] {
  if (networks.length === 0) {
    throw new InputError('The latest map has no network; import more signals and map again.')
  }
  if (id === null) return networks
  const network = networks.find((each) => each.id === id)
  if (network) return [network]
  throw new InputError(
    `The latest map has no network "${id}"; write one of network-1 to network-${networks.length}.`,
  )
}

/** Whose key lets ids out. */
async function identifier({ store }: Casework, input: Input): Promise<ApiKey> {
  const given = optional(input, 'key') ?? process.env['FIREBREAK_KEY'] ?? null
  if (given === null) {
    throw new UsageError('--identified needs a key; add --key KEY or set FIREBREAK_KEY.')
  }
  const key = (await store.keys()).find(({ hash }) => hash === keyHash(given))
  if (!key || key.revokedAtMillis !== null || !MAY_IDENTIFY.includes(key.role)) {
    throw new InputError(
      `--identified needs a key in force of the role ${MAY_IDENTIFY.join(' or ')}; leave it out, and ids are hidden.`,
    )
  }
  return key
}

/** What each account is called: who may be a child has a pseudonym unless the key is for such cases. */
async function namesIn(
  { store, signer }: Casework,
  { accounts, ageBands }: Platform,
  { roles }: NetworkMap,
  networks: readonly Network[],
  by: ApiKey | null,
): Promise<(row: number) => string> {
  const pseudonym = pseudonymsOf(signer.privateKey)
  if (by === null) return (row) => pseudonym(accounts.idOf(row))
  if (by.childSafety) return (row) => accounts.idOf(row)
  const shielded = new Set<string>()
  const rows = networks.flatMap((network) => [...network.rows])
  for (let start = 0; start < rows.length; start += ASKED_AT_ONCE) {
    const bytes = new Map(
      rows.slice(start, start + ASKED_AT_ONCE).map((row) => [
        accounts.idOf(row),
        packStanding({
          protected: ROLES[roles[row]] === 'at-risk',
          ageBand: AGE_BANDS[ageBands[row]],
        }),
      ]),
    )
    const some = await shieldedAmong(store, [...bytes.keys()], (id) => bytes.get(id)!)
    for (const account of some) shielded.add(account)
  }
  return (row) => {
    const account = accounts.idOf(row)
    return shielded.has(account) ? pseudonym(account) : account
  }
}

function hiding(by: ApiKey | null): string {
  if (by === null) return 'Ids are hidden; "firebreak explain" takes what stands in their place.'
  if (by.childSafety) return 'Ids are as they are, of those who may be children too.'
  return 'Ids are as they are, but of those who may be children: they are hidden.'
}

/** `network.csv` and `-follows` make `network-follows.csv`. */
function suffixed(path: string, suffix: string): string {
  const extension = extname(path)
  return path.slice(0, path.length - extension.length) + suffix + extension
}
